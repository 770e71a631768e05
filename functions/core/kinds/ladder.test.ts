// Deadlines of a step: its escalation levels in their order, or its timeout alone, counted from the assignment.
import { describe, expect, it } from 'vitest';
import { stepSchema } from '../definition/steps.ts';
import { HOUR_MS, MORNING } from '../testing/sample-people.ts';
import { calendarSchema } from '../time/calendar.ts';
import { addDuration, remainingOf, shiftBy } from '../time/working-time.ts';
import { deadlineAt, dueAtOf, ladderOf, momentAfter } from './ladder.ts';

const DAY = [{ from: '09:00', to: '17:00' }];
const OFFICE = calendarSchema.parse({
  id: 'office',
  timeZone: 'Asia/Dhaka',
  week: { sun: DAY, mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: [], sat: [] },
});

const step = (fields: object) => stepSchema.parse({ id: 'a', type: 'approval', assignedTo: 'role:sr', ...fields });
const timed = (fields: object, more: { calendar?: string; pauses?: { from: number; to: number }[] } = {}) => ({
  definition: more.calendar === undefined ? {} : { calendar: more.calendar },
  step: step(fields),
  context: { calendars: { office: OFFICE } },
  instance: { pauses: more.pauses ?? [] },
});
const LEVELS = {
  escalation: {
    levels: [
      { after: '4 hours', action: 'remind' },
      { after: '8 hours', action: 'reassign', to: 'role:asm' },
      { after: '2 days', action: 'add', to: ['role:asm', 'user:asm-1'] },
    ],
  },
};

describe('the ladder', () => {
  it('has the levels in the order they are written, each with the rules it hands to', () => {
    expect(ladderOf(step(LEVELS)).map(({ action, to }) => [action, to])).toEqual([
      ['remind', []],
      ['reassign', ['role:asm']],
      ['add', ['role:asm', 'user:asm-1']],
    ]);
  });
  it('is one plain escalation where there is a timeout alone: it never decides', () => {
    expect(ladderOf(step({ timeout: 30 }))).toEqual([{ after: 30, action: 'escalate', to: [] }]);
  });
  it('is the levels where there are both', () => {
    expect(ladderOf(step({ ...LEVELS, timeout: 30 }))).toHaveLength(3);
  });
  it('is empty without either', () => expect(ladderOf(step({}))).toEqual([]));
});

describe('a deadline', () => {
  it('counts from the assignment, for every rung', () => {
    expect([0, 1, 2].map((rung) => deadlineAt(timed(LEVELS), rung, MORNING))).toEqual([
      { at: MORNING + 4 * HOUR_MS, rung: 0 },
      { at: MORNING + 8 * HOUR_MS, rung: 1 },
      { at: MORNING + 48 * HOUR_MS, rung: 2 },
    ]);
  });
  it('is not there past the end of the ladder', () => expect(deadlineAt(timed(LEVELS), 3, MORNING)).toBeNull());
});

describe('what people are told is due', () => {
  it('is the timeout, else the first escalation, else nothing', () => {
    expect(dueAtOf(timed({ ...LEVELS, timeout: 30 }), MORNING)).toBe(MORNING + HOUR_MS / 2);
    expect(dueAtOf(timed(LEVELS), MORNING)).toBe(MORNING + 4 * HOUR_MS);
    expect(dueAtOf(timed({}), MORNING)).toBeNull();
  });
});

describe('working time', () => {
  // MORNING is a working morning of this office; its weekend is Friday and Saturday.
  it('is counted in the calendar of the definition, and of the step before it', () => {
    const inOffice = momentAfter(timed({}, { calendar: 'office' }), '1 working day', MORNING);
    expect(inOffice).toBe(addDuration(MORNING, { kind: 'working_days', days: 1 }, OFFICE));
    expect(momentAfter(timed({ calendar: 'office' }, { calendar: 'other' }), '1 working day', MORNING)).toBe(inOffice);
  });

  it('without a calendar is a defect: definitions are checked for it', () => {
    expect(() => momentAfter(timed({}), '8 working hours', MORNING)).toThrow('calendar');
    expect(() => momentAfter(timed({}, { calendar: 'nowhere' }), '2 working days', MORNING)).toThrow('calendar');
  });
});

describe('a pause', () => {
  const pause = { from: MORNING + HOUR_MS, to: MORNING + 100 * HOUR_MS };

  it('does not count: what remained when it began remains when it ends', () => {
    const at = momentAfter(timed({}, { pauses: [pause] }), '4 hours', MORNING);
    expect(at).toBe(pause.to + 3 * HOUR_MS);
    const working = momentAfter(timed({}, { pauses: [pause], calendar: 'office' }), '4 working hours', MORNING);
    const left = remainingOf(
      pause.from,
      addDuration(MORNING, { kind: 'working_hours', hours: 4 }, OFFICE),
      'working_hours',
      OFFICE,
    );
    expect(working).toBe(shiftBy(pause.to, left, OFFICE));
  });

  it('before the beginning or after the end changes nothing', () => {
    const before = { from: MORNING - 2 * HOUR_MS, to: MORNING - HOUR_MS };
    const after = { from: MORNING + 5 * HOUR_MS, to: MORNING + 6 * HOUR_MS };
    expect(momentAfter(timed({}, { pauses: [before, after] }), '4 hours', MORNING)).toBe(MORNING + 4 * HOUR_MS);
  });
});
