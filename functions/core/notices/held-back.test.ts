// Quiet hours of people: what waits for the morning or for a working day, and what does not.
import { describe, expect, it } from 'vitest';
import type { Priority } from '../instance.ts';
import { WAKE_GRACE_MS } from '../limits.ts';
import { timersOf, wakeAtOf } from '../react.ts';
import {
  approval,
  DAY,
  type DefinitionFields,
  define,
  HOUR,
  manual,
  notification,
  person,
  START,
  type StepInput,
  startCommand,
} from '../testing/build.ts';
import { Story } from '../testing/story.ts';
import { type Calendar, calendarSchema } from '../time/calendar.ts';
import type { User } from '../user.ts';

const OFFICE = [{ from: '09:00', to: '17:00' }];
const WORKDAYS = { sun: OFFICE, mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: [], sat: [] };
const calendarOf = (id: string, quiet?: Calendar['quiet']): Calendar =>
  calendarSchema.parse({ id, timeZone: 'Asia/Dhaka', week: WORKDAYS, quiet });
/** The stories begin at 10:00. */
const UNTIL_NOON = START + 2 * HOUR;
const UNTIL_ONE = START + 3 * HOUR;
const calendars = {
  noon: calendarOf('noon', { from: '09:00', to: '12:00', daysOff: true }),
  one: calendarOf('one', { from: '09:00', to: '13:00' }),
  loud: calendarOf('loud'),
};

interface Told {
  readonly who?: Partial<User>;
  readonly steps?: readonly StepInput[];
  readonly fields?: DefinitionFields;
  readonly priority?: Priority;
}
const story = ({ who = {}, steps = [manual('visit')], fields = {}, priority = 'medium' }: Told): Story =>
  new Story(define(steps, fields), {
    calendars,
    people: [person('bdo-1', ['bdo'], { channel: 'whatsapp', calendar: 'noon', ...who })],
    start: startCommand({ priority }),
  });
const held = (told: Told): readonly (number | undefined)[] => story(told).messages.map(({ notBefore }) => notBefore);

describe('in the quiet hours of a person, a message', () => {
  it('that would ring their telephone waits for the end of them', () => {
    const there = story({});
    const [message] = there.messages;
    expect(message?.notBefore).toBe(UNTIL_NOON);
    expect(there.instance.effects[message?.id ?? '']).toEqual({ effect: message, tries: 0, notBefore: UNTIL_NOON });
  });

  it('is brought by a timer at that moment, which stays until the message is over', () => {
    const there = story({});
    const effectId = there.messages[0]?.id ?? '';
    const timer = { kind: 'retry', effectId, at: UNTIL_NOON };
    expect(timersOf(there.instance)).toEqual([timer]);
    expect(wakeAtOf(there.instance)).toBe(UNTIL_NOON + WAKE_GRACE_MS);
    expect(timersOf(there.pass(3 * HOUR).instance)).toEqual([timer]);
    expect(timersOf(there.pause().instance)).toEqual([]);
    there.resume().record({ effectId, kind: 'refused', error: 'no such number' });
    expect(timersOf(there.instance)).not.toContainEqual(timer);
  });

  it('to their telephone waits whatever they prefer, and one by mail does not', () => {
    const tell = notification('tell', { assignedTo: 'user:bdo-1', channels: ['whatsapp', 'email', 'in_app'] });
    expect(held({ steps: [tell], who: { channel: 'email' } })).toEqual([UNTIL_NOON, undefined, undefined]);
  });

  it('to somebody who prefers mail goes out', () => expect(held({ who: { channel: 'email' } })).toEqual([undefined]));

  it('of an urgent matter goes out', () => expect(held({ priority: 'urgent' })).toEqual([undefined]));

  it('counts by the calendar of the person, else by that of the definition', () => {
    const fields = { calendar: 'one' };
    expect(held({ fields })).toEqual([UNTIL_NOON]);
    expect(held({ fields, who: { calendar: undefined } })).toEqual([UNTIL_ONE]);
    expect(held({ who: { calendar: undefined } })).toEqual([undefined]);
  });

  it('goes out where the calendar has no quiet hours, or nobody knows it', () => {
    expect(held({ who: { calendar: 'loud' } })).toEqual([undefined]);
    expect(held({ who: { calendar: 'elsewhere' } })).toEqual([undefined]);
  });

  it('to a person whom nobody knows is held by the calendar of the definition', () => {
    const tell = (channel: 'whatsapp' | 'email') =>
      notification('tell', { assignedTo: 'user:nobody', channels: [channel] });
    expect(held({ steps: [tell('whatsapp')], fields: { calendar: 'one' } })).toEqual([UNTIL_ONE]);
    expect(held({ steps: [tell('email')], fields: { calendar: 'one' } })).toEqual([undefined]);
  });
});

describe('outside the quiet hours', () => {
  it('a message goes out at once', () => {
    const there = story({ steps: [manual('a', { assignedTo: 'user:cro-1' }), manual('b')] });
    there.pass(3 * HOUR).complete('cro-1', 'a');
    expect(there.messages.map(({ to, notBefore }) => [to, notBefore])).toEqual([['bdo-1', undefined]]);
    expect(there.instance.effects[there.messages[0]?.id ?? '']?.notBefore).toBe(there.now);
  });
});

describe('a reminder', () => {
  const remind = (after: string) =>
    approval('review', { assignedTo: 'user:bdo-1', escalation: { levels: [{ after, action: 'remind' }] } });

  it('waits for a working day by any channel, where the calendar of the person says so', () => {
    // Friday, 14:00.
    const there = story({ steps: [remind('124 hours')], who: { channel: 'email' } }).pass(5 * DAY + 4 * HOUR);
    expect(there.messages.map(({ template, notBefore }) => [template, notBefore])).toEqual([
      ['workflow_escalation_warning', START + 7 * DAY - 10 * HOUR],
    ]);
  });

  it('waits for the end of the quiet hours too', () => {
    const there = story({ steps: [remind('1 hour')], who: { channel: 'in_app' } }).pass(HOUR);
    expect(there.messages.map(({ notBefore }) => notBefore)).toEqual([UNTIL_NOON]);
  });

  it('of a promise to the requester is one as well', () => {
    const who = person('requester-1', ['requester'], { calendar: 'one' });
    const there = new Story(
      define([manual('visit')], { sla: { maxDuration: '3 hours', warningThreshold: '1 hour' } }),
      {
        calendars,
        people: [who],
      },
    ).pass(HOUR);
    expect(there.messages.filter(({ to }) => to === who.id)).toMatchObject([{ notBefore: UNTIL_ONE }]);
  });
});
