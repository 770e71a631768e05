// Rests: deadlines keep what remained, in elapsed and in working time; a moment that was named stays.
import { describe, expect, it } from 'vitest';
import { approval, DAY, type DefinitionFields, define, HOUR, START, type StepInput, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';
import { calendarSchema } from '../time/calendar.ts';

const day = [{ from: '09:00', to: '17:00' }];
/** START is Sunday, 10:00 in Dhaka. */
const office = calendarSchema.parse({
  id: 'office',
  timeZone: 'Asia/Dhaka',
  week: { sun: day, mon: day, tue: day, wed: day, thu: day, fri: [], sat: [] },
});
const story = (steps: readonly StepInput[], fields: DefinitionFields = {}): Story =>
  new Story(define(steps, { calendar: 'office', ...fields }), { calendars: { office } });
const rest = (there: Story, after: number, ms: number): Story => {
  there.now += after;
  there.pause();
  there.now += ms;
  return there.resume();
};
const waitFor = (duration: string): StepInput => system('wait', { actions: [{ use: 'wait.for', with: { duration } }] });

describe('after a rest', () => {
  it('deadlines in working time keep the working time that remained', () => {
    const there = story(
      [
        approval('review', {
          timeout: '8 working hours',
          escalation: { levels: [{ after: '4 working hours', action: 'remind' }] },
        }),
      ],
      { sla: { maxDuration: '2 working days' } },
    );
    expect(there.open('review').deadline?.at).toBe(START + 4 * HOUR);
    // From 11:00 to 20:00 of the same day: the working time that remains begins the next morning.
    rest(there, HOUR, 9 * HOUR);
    const morning = START + DAY - HOUR;
    expect(there.open('review').deadline).toEqual({ rung: 0, at: morning + 3 * HOUR });
    expect(there.open('review').dueAt).toBe(morning + 7 * HOUR);
    expect(there.instance.sla?.at.breached).toBeGreaterThan(START + 2 * DAY);
  });
  it('a wait for a while keeps what remained, in elapsed and in working time', () => {
    expect(rest(story([waitFor('3 hours')]), HOUR, DAY).open('wait').wait).toMatchObject({
      at: START + DAY + 3 * HOUR,
    });
    const working = rest(story([waitFor('4 working hours')]), HOUR, 9 * HOUR);
    expect(working.open('wait').wait).toMatchObject({ at: START + DAY - HOUR + 3 * HOUR });
  });
  it('keeps what remained across several rests', () => {
    const there = rest(rest(story([waitFor('3 hours')]), HOUR, DAY), HOUR, DAY);
    expect(there.open('wait').wait).toMatchObject({ at: START + 2 * DAY + 3 * HOUR });
    expect(there.pass(HOUR).state('wait')).toBe('completed');
  });
  it('a wait until a moment is over at that moment all the same', () => {
    const at = START + 2 * HOUR;
    const there = rest(story([system('wait', { actions: [{ use: 'wait.until', with: { at } }] })]), HOUR, DAY);
    expect(there.open('wait').wait).toMatchObject({ at, while: null });
    expect(there.pass(0).state('wait')).toBe('completed');
  });
  it('a wait for a signal waits on', () => {
    const there = story([system('wait', { actions: [{ use: 'wait.signal', with: { name: 'x' } }] })]);
    expect(rest(there, HOUR, DAY).open('wait').wait).toEqual({ kind: 'signal', name: 'x' });
  });
  it('what begins later counts from its own beginning', () => {
    const there = rest(story([approval('a', { assignedTo: 'user:cro-1' }), approval('b', { timeout: 60 })]), HOUR, DAY);
    there.approve('cro-1', 'a');
    expect(there.open('b').dueAt).toBe(there.now + HOUR);
  });
});
