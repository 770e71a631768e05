// Time in definitions: calendars that exist, durations they can hold, deadlines that make sense.
import { describe, expect, it } from 'vitest';
import { APPROVAL, definitionWith, type written } from '../../testing/sample-workflow.ts';
import { calendarSchema } from '../../time/calendar.ts';
import type { Vocabulary } from '../finding.ts';
import { checkTime } from './time.ts';

const HOURS = [{ from: '09:00', to: '17:00' }];
const office = calendarSchema.parse({
  id: 'office',
  timeZone: 'Asia/Dhaka',
  week: { sun: HOURS, mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: [], sat: [] },
});
const mondays = calendarSchema.parse({
  ...office,
  id: 'mondays',
  week: { ...office.week, sun: [], tue: [], wed: [], thu: [] },
});
const vocabulary: Vocabulary = {
  actions: new Set<string>(),
  calendars: { office, mondays },
  checkTemplate: () => null,
};

type Fields = NonNullable<Parameters<typeof written>[0]>;
const found = (fields: object): readonly string[] =>
  checkTime(definitionWith(fields as Fields), vocabulary).map(
    ({ code, severity, path }) => `${severity} ${code} ${path}`,
  );
const step = (fields: object, more: object = {}) => found({ ...more, steps: [{ ...APPROVAL, ...fields }] });
const SYSTEM = { id: 'do', type: 'system', actions: ['orders.validate'] };

describe('a calendar', () => {
  it('is one that exists, of the definition and of its steps', () => {
    expect(step({ calendar: 'mondays' }, { calendar: 'office' })).toEqual([]);
    expect(step({}, { calendar: 'moon' })).toEqual(['error UNKNOWN_CALENDAR /calendar']);
    expect(found({ steps: [APPROVAL, { ...APPROVAL, id: 'b', calendar: 'constructor' }] })).toEqual([
      'error UNKNOWN_CALENDAR /steps/1/calendar',
    ]);
  });
  it('that does not exist is found once, not again for every time counted in it', () =>
    expect(step({ timeout: '2 working days' }, { calendar: 'moon' })).toEqual(['error UNKNOWN_CALENDAR /calendar']));
});

describe('working time', () => {
  it('needs a calendar, wherever it is written', () => {
    const levels = [
      { after: '1 hour', action: 'remind' },
      { after: '4 working hours', action: 'remind' },
    ];
    expect(step({ timeout: '2 working days', escalation: { levels } })).toEqual([
      'error INVALID_DEFINITION /steps/0/timeout',
      'error INVALID_DEFINITION /steps/0/escalation/levels/1/after',
    ]);
    expect(found({ steps: [{ ...SYSTEM, retry: { attempts: 2, backoff: '1 working hour' } }] })).toEqual([
      'error INVALID_DEFINITION /steps/0/retry/backoff',
    ]);
    const sla = { maxDuration: '9 working days', warningThreshold: '1 day', escalationThreshold: '2 working days' };
    expect(found({ sla })).toEqual([
      'error INVALID_DEFINITION /sla/maxDuration',
      'error INVALID_DEFINITION /sla/escalationThreshold',
    ]);
  });
  it('is counted in the calendar of the step, else of the definition', () => {
    expect(step({ timeout: '2 working days', calendar: 'office' })).toEqual([]);
    expect(step({ timeout: '2 working days' }, { calendar: 'office' })).toEqual([]);
    expect(found({ calendar: 'office', sla: { maxDuration: '9 working days' } })).toEqual([]);
  });
  it('fits into what a calendar is looked ahead', () => {
    const timeout = '2000 working days';
    expect(step({ timeout }, { calendar: 'office' })).toEqual([]);
    expect(step({ timeout, calendar: 'mondays' }, { calendar: 'office' })).toEqual([
      'error LIMIT_EXCEEDED /steps/0/timeout',
    ]);
  });
});

describe('elapsed time', () => {
  it('needs no calendar', () => {
    expect(step({ timeout: '3 days' }, { sla: { maxDuration: '9 days', warningThreshold: 60 } })).toEqual([]);
    expect(found({ steps: [{ ...SYSTEM, retry: { attempts: 2, backoff: 5 } }] })).toEqual([]);
    expect(found({ steps: [{ ...SYSTEM, retry: { attempts: 2 } }] })).toEqual([]);
  });
});

describe('a step that may take longer than the whole workflow has promised', () => {
  const sla = { maxDuration: '2 days' };
  it('is doubtful, by its timeout and by its levels', () => {
    const levels = [
      { after: '2 days', action: 'remind' },
      { after: '49 hours', action: 'remind' },
    ];
    expect(step({ timeout: 2881, escalation: { levels } }, { sla })).toEqual([
      'warning TIMEOUT_AFTER_SLA /steps/0/timeout',
      'warning TIMEOUT_AFTER_SLA /steps/0/escalation/levels/1/after',
    ]);
  });
  it('is not one that takes exactly as long', () => expect(step({ timeout: '48 hours' }, { sla })).toEqual([]));
  it('is not looked for where working time is on either side, or nothing is promised', () => {
    const calendar = 'office';
    expect(step({ timeout: '30 working days' }, { sla, calendar })).toEqual([]);
    expect(step({ timeout: '30 days' }, { sla: { maxDuration: '1 working day' }, calendar })).toEqual([]);
    expect(step({ timeout: '30 days' })).toEqual([]);
  });
});
