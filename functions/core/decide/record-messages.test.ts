// Rules of messages: handed over, reported, and by another channel where one fails; never twice unmarked, never in silence.
import { describe, expect, it } from 'vitest';
import type { RecordDelivery } from '../commands.ts';
import type { MessageRecord } from '../instance.ts';
import { EFFECT_TRIES_MAX } from '../limits.ts';
import { timersOf, wakeAtOf } from '../react.ts';
import { approval, define, HOUR, MESSAGING, MINUTE, manual, notification, person, START } from '../testing/build.ts';
import { sent, unconfirmed, watched } from '../testing/messages.ts';
import { Story } from '../testing/story.ts';
import { calendarSchema, WEEKDAYS } from '../time/calendar.ts';
import type { User } from '../user.ts';

const PATIENCE = MESSAGING.failOverAfterMs;
const WA = { channel: 'whatsapp', phone: '+8801700000001' } as const;

/** A story that tells cro-1 something, by what they prefer or by the named channels. */
function telling(fields: Partial<User> = WA, channels?: readonly ('whatsapp' | 'email' | 'in_app')[]) {
  const tell = notification('tell', { assignedTo: 'user:cro-1', ...(channels ? { channels: [...channels] } : {}) });
  const story = new Story(define([tell, manual('visit', { assignedTo: 'user:cro-2' })]), {
    people: [person('cro-1', ['cro'], fields)],
  });
  const ids = story.messages.filter(({ to }) => to === 'cro-1').map(({ id }) => id);
  const record = (id: string): MessageRecord => {
    const found = story.instance.messages[id];
    if (found === undefined) throw new Error(`no message ${id}`);
    return found;
  };
  const report = (handle: string, state: RecordDelivery['report']): Story =>
    story.do({ type: 'record_delivery', handle, report: state });
  return { story, ids, id: ids[0] ?? '', record, report };
}
const next = (id: string, channel: string): string => `${id}>${channel}`;
const check = (story: Story): Story => story.check();

describe('a message that was handed over', () => {
  it('is kept with the channel it went by, and the revision stays', () => {
    const { story, id, record } = telling();
    story.record(sent(id, 'whatsapp'));
    expect(record(id)).toEqual({
      to: 'cro-1',
      channel: 'whatsapp',
      template: 'workflow_completed',
      state: 'sent',
      at: START,
    });
    expect(story.instance.revision).toBe(1);
    expect(story.instance.effects[id]).toBeUndefined();
  });
  it('and has arrived is delivered at once, and nothing is waited for', () => {
    const { story, id, record } = telling();
    story.record({ ...watched(id, 'whatsapp:1'), state: 'delivered' });
    expect(record(id)).toMatchObject({ state: 'delivered', handle: 'whatsapp:1' });
    expect(record(id).watch).toBeUndefined();
  });
  it('is waited for where its provider reports every delivery, without a timer of its own', () => {
    const { story, id, record } = telling();
    const before = timersOf(story.instance).length;
    story.record(watched(id, 'whatsapp:1'));
    expect(record(id)).toMatchObject({ state: 'sent', handle: 'whatsapp:1', watch: { until: START + PATIENCE } });
    expect(timersOf(story.instance)).toHaveLength(before);
    expect(wakeAtOf(story.instance)).not.toBeNull();
  });
});

describe('a report', () => {
  it('of a delivery ends the waiting, and of reading ends the interest', () => {
    const { story, id, record, report } = telling();
    story.record(watched(id, 'whatsapp:1'));
    report('whatsapp:1', { state: 'delivered' });
    expect(record(id)).toMatchObject({ state: 'delivered', handle: 'whatsapp:1' });
    expect(record(id).watch).toBeUndefined();
    report('whatsapp:1', { state: 'read' });
    expect(record(id)).toMatchObject({ state: 'read' });
    expect(record(id).handle).toBeUndefined();
  });
  it('that comes twice, late or out of order changes nothing', () => {
    const { story, id, record, report } = telling();
    story.record(watched(id, 'whatsapp:1'));
    report('whatsapp:1', { state: 'delivered' });
    const { length } = story.commits;
    for (const state of [
      { state: 'delivered' },
      { state: 'sent', handle: 'x' },
      { state: 'failed', error: 'e' },
    ] as const)
      report('whatsapp:1', state);
    report('whatsapp:2', { state: 'delivered' });
    expect(story.commits).toHaveLength(length);
    expect(record(id).state).toBe('delivered');
  });
  it('of reading may come before the one of delivery', () => {
    const { story, id, record, report } = telling();
    story.record(watched(id, 'whatsapp:1'));
    report('whatsapp:1', { state: 'read' });
    report('whatsapp:1', { state: 'delivered' });
    expect(record(id).state).toBe('read');
  });
  it('of a failure sends it by the next channel, not marked: it did not arrive', () => {
    const { story, id, record, report } = telling();
    story.record(watched(id, 'whatsapp:1'));
    report('whatsapp:1', { state: 'failed', error: 'no such number' });
    expect(record(id)).toMatchObject({ state: 'failed', error: 'no such number' });
    expect(story.messages).toMatchObject([{ id: next(id, 'email'), channel: 'email', tried: ['whatsapp'] }]);
    expect(story.messages[0]?.isReminder).toBeUndefined();
    expect(story.incidents).toEqual([]);
  });
  it('of a delivery counts also after it was given up', () => {
    const { story, id, record, report } = telling();
    story.record(watched(id, 'whatsapp:1'));
    story.now += PATIENCE;
    check(story);
    expect(record(id).state).toBe('failed');
    report('whatsapp:1', { state: 'delivered' });
    expect(record(id)).toMatchObject({ state: 'delivered' });
  });
});

describe('silence', () => {
  it('sends it once more by the next channel, marked: it may have arrived', () => {
    const { story, id, record } = telling();
    story.record(watched(id, 'whatsapp:1'));
    story.now += PATIENCE - 1;
    const { length } = story.commits;
    expect(check(story).commits).toHaveLength(length);
    story.now += 1;
    check(story);
    expect(record(id)).toMatchObject({ state: 'failed', error: 'it was not reported as delivered in time' });
    expect(story.messages).toMatchObject([
      { id: next(id, 'email'), to: 'cro-1', channel: 'email', tried: ['whatsapp'], isReminder: true },
    ]);
    story.record(sent(next(id, 'email')));
    story.now += HOUR;
    check(story);
    expect(story.all('messages_queued')).toHaveLength(2);
  });
  it('is no cause to repeat what was told by another channel as well; a late report still counts', () => {
    const { story, ids, record, report } = telling(WA, ['whatsapp', 'email']);
    const [byPhone = '', byMail = ''] = ids;
    story.record(watched(byPhone, 'whatsapp:1'), sent(byMail));
    story.now += PATIENCE;
    check(story);
    expect(record(byPhone).state).toBe('failed');
    expect(story.messages).toEqual([]);
    expect(story.incidents).toEqual([]);
    report('whatsapp:1', { state: 'read' });
    expect(record(byPhone).state).toBe('read');
  });
  it('is noticed in a workflow that has ended, and not in one that rests', () => {
    const { story, id, record } = telling();
    story.record(watched(id, 'whatsapp:1')).pause();
    story.now += PATIENCE;
    check(story);
    expect(record(id).state).toBe('sent');
    story.cancel();
    check(story);
    expect(record(id).state).toBe('failed');
  });
});

describe('a message of which nobody knows whether it was taken', () => {
  it('is waited for under the handle by which its provider would speak of it', () => {
    const { story, id, record, report } = telling();
    story.record(unconfirmed(id, 'whatsapp', 'whatsapp=hash'));
    expect(story.instance.effects[id]).toBeUndefined();
    expect(record(id)).toMatchObject({ state: 'queued', handle: 'whatsapp=hash', error: 'no answer in time' });
    report('whatsapp=hash', { state: 'sent', handle: 'whatsapp:9' });
    expect(record(id)).toMatchObject({ state: 'sent', handle: 'whatsapp:9', watch: { until: START + PATIENCE } });
    report('whatsapp:9', { state: 'read' });
    expect(record(id).state).toBe('read');
  });
  it('is one marked reminder when nothing was heard', () => {
    const { story, id } = telling();
    story.record(unconfirmed(id, 'whatsapp', 'whatsapp=hash'));
    story.now += PATIENCE;
    check(story);
    expect(story.messages).toMatchObject([{ channel: 'email', isReminder: true }]);
  });
  it('is taken after all when whoever sent it says so late', () => {
    const { story, id, record } = telling();
    story.record(unconfirmed(id, 'whatsapp', 'whatsapp=hash'));
    story.record(watched(id, 'whatsapp:9'));
    expect(record(id)).toMatchObject({ state: 'sent', handle: 'whatsapp:9' });
    const { length } = story.commits;
    story.record(watched(id, 'whatsapp:9'), sent('unknown'), { effectId: id, kind: 'refused', error: 'late' });
    expect(story.commits).toHaveLength(length);
  });
  it('that is reported after it was given up is not waited for again', () => {
    const { story, id, record, report } = telling();
    story.record(unconfirmed(id, 'whatsapp', 'whatsapp=hash'));
    story.now += PATIENCE;
    check(story);
    report('whatsapp=hash', { state: 'sent', handle: 'whatsapp:9' });
    expect(record(id)).toMatchObject({ state: 'sent', handle: 'whatsapp:9' });
    expect(record(id).watch).toBeUndefined();
    report('whatsapp:9', { state: 'delivered' });
    expect(record(id).state).toBe('delivered');
  });
  it('goes on at once where its provider never reports', () => {
    const { story, id } = telling({ channel: 'email', phone: WA.phone });
    story.record(unconfirmed(id, 'email', null));
    expect(story.messages).toMatchObject([{ channel: 'whatsapp', tried: ['email'], isReminder: true }]);
  });
  it('is repeated once, marked, by the only channel there is; then it is an incident', () => {
    const { story, id } = telling({ channel: 'email' });
    story.record(unconfirmed(id, 'email', null));
    expect(story.messages).toMatchObject([{ id: next(id, 'email'), channel: 'email', isReminder: true }]);
    story.record(unconfirmed(next(id, 'email'), 'email', null));
    expect(story.messages).toEqual([]);
    expect(story.incidents).toEqual(['message_failed']);
  });
});

describe('a message that is refused', () => {
  it('goes by the next channel; by none left, it is an incident, and the workflow goes on', () => {
    const { story, id, record } = telling();
    story.record({ effectId: id, kind: 'refused', channel: 'whatsapp', error: 'no such number' });
    expect(record(id)).toMatchObject({ state: 'failed', channel: 'whatsapp', error: 'no such number' });
    expect(story.instance.revision).toBe(1);
    const second = next(id, 'email');
    story.record({ effectId: second, kind: 'refused', channel: 'email', error: 'no such address' });
    expect(story.instance.incidents[second]).toMatchObject({
      kind: 'message_failed',
      message: 'A message to cro-1 could not be delivered: no such address',
      stepId: 'tell',
    });
    expect(story.instance.status).toBe('running');
  });
  it('goes from e-mail to the telephone where there is one', () => {
    const { story, id } = telling({ channel: 'email', phone: WA.phone });
    story.record({ effectId: id, kind: 'refused', error: 'mailbox full' });
    expect(story.messages).toMatchObject([{ channel: 'whatsapp', tried: ['email'] }]);
  });
  it('at night waits for the morning where the next channel is a telephone', () => {
    const week = Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from: '09:00', to: '17:00' }]]));
    const quiet = { from: '21:00', to: '07:00' };
    const night = calendarSchema.parse({ id: 'office', timeZone: 'Asia/Dhaka', week, quiet });
    const tell = notification('tell', { assignedTo: 'user:cro-1' });
    const story = new Story(define([tell, manual('visit')]), {
      people: [person('cro-1', ['cro'], { channel: 'email', phone: WA.phone, calendar: 'office' })],
      calendars: { office: night },
    });
    const id = story.messages.find(({ to }) => to === 'cro-1')?.id ?? '';
    story.now += 13 * HOUR;
    story.record({ effectId: id, kind: 'refused', error: 'mailbox full' });
    expect(story.messages).toMatchObject([{ channel: 'whatsapp', notBefore: START + 21 * HOUR }]);
    expect(story.instance.effects[next(id, 'whatsapp')]).toMatchObject({ notBefore: START + 21 * HOUR });
  });
  it('to somebody who reads in the app goes out to them', () => {
    const { story, id } = telling({ channel: 'in_app' });
    story.record({ effectId: id, kind: 'refused', error: 'full' });
    expect(story.messages).toMatchObject([{ channel: 'email', tried: ['in_app'] }]);
  });
  it('is no incident where the same was told by another channel, and one where that failed too', () => {
    const { story, ids } = telling(WA, ['whatsapp', 'email']);
    const [byPhone = '', byMail = ''] = ids;
    story.record({ effectId: byPhone, kind: 'refused', channel: 'whatsapp', error: 'no such number' });
    expect(story.messages).toEqual([]);
    expect(story.incidents).toEqual([]);
    story.record({ effectId: byMail, kind: 'refused', channel: 'email', error: 'mailbox full' });
    expect(story.incidents).toEqual(['message_failed']);
  });
  it('knows what the preferred one of two channels was', () => {
    const tell = (channels: object) => ({ on: 'assigned' as const, to: 'assignee', ...channels });
    const step = approval('review', {
      assignedTo: 'user:cro-1',
      notifications: [tell({}), tell({ channels: ['whatsapp'] })],
    });
    const story = new Story(define([step]), {
      people: [person('cro-1', ['cro'], { channel: 'email', phone: WA.phone })],
    });
    const byPhone = story.messages.find(({ channel }) => channel === 'whatsapp')?.id ?? '';
    story.record({ effectId: byPhone, kind: 'refused', channel: 'whatsapp', error: 'no such number' });
    expect(story.messages).toEqual([]);
  });
  it('to nobody in the directory is an incident; about the whole workflow, it names no step', () => {
    const story = new Story(define([approval('review')], { notifications: { onStarted: ['user:gone-1'] } }));
    const id = story.messages.find(({ to }) => to === 'gone-1')?.id ?? '';
    story.record({ effectId: id, kind: 'refused', error: 'there is no user "gone-1"' });
    expect(story.instance.messages[id]).toMatchObject({ state: 'failed', channel: 'preferred' });
    expect(Object.keys(story.instance.incidents[id] ?? {})).toEqual(['kind', 'message', 'at']);
  });
});

describe('a channel that keeps failing', () => {
  const retry = (effectId: string, delayMs: number) => ({ effectId, kind: 'retry', error: 'busy', delayMs }) as const;
  it('is tried again', () => {
    const { story, id } = telling();
    story.record(retry(id, MINUTE));
    expect(story.instance.effects[id]).toMatchObject({ tries: 1, notBefore: START + MINUTE });
  });
  it('is given up for the next one when word would have come by then', () => {
    const { story, id, record } = telling();
    story.record(retry(id, PATIENCE));
    expect(record(id)).toMatchObject({ state: 'failed', error: 'busy (after 1 tries)' });
    expect(story.messages).toMatchObject([{ channel: 'email' }]);
  });
  it('is tried as long as word would be waited for, however often, where there is another', () => {
    const { story, id } = telling();
    for (let tries = 1; tries <= EFFECT_TRIES_MAX + 2; tries++) story.record(retry(id, MINUTE));
    expect(story.instance.effects[id]).toMatchObject({ tries: EFFECT_TRIES_MAX + 2 });
  });
  it('is tried to the end where it is the only one, and is an incident then', () => {
    const { story, id } = telling({ channel: 'email' });
    for (let tries = 1; tries < EFFECT_TRIES_MAX; tries++) story.record(retry(id, HOUR));
    expect(story.incidents).toEqual([]);
    story.record(retry(id, HOUR));
    expect(story.incidents).toEqual(['message_failed']);
  });
});

describe('what a message cannot be', () => {
  it('is done or started', () => {
    const { story, id } = telling();
    expect(() => story.record({ effectId: id, kind: 'done', output: {} })).toThrow('a message is never done');
  });
});
