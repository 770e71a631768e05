// Morning lists: to whom, when, how often, by which channel, and what fails.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Calendar, calendarSchema } from '../core/time/calendar.ts';
import { HOUR_MS, MINUTE_MS } from '../core/time/zone.ts';
import type { User } from '../core/user.ts';
import type { Channels, OutgoingMessage, Platform } from '../platform/platform.ts';
import { Transient, Unconfirmed } from '../platform/platform.ts';
import { WorkflowEngine } from './engine.ts';
import type { EngineOptions, RenderDigest } from './parts.ts';
import { access, as, createHarness, type Harness, person, render, START } from './testing/harness.ts';

const OFFICE = [{ from: '09:00', to: '17:00' }];
const WEEK = { sun: OFFICE, mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: [], sat: [] };
const calendarOf = (id: string, timeZone: string, holidays: readonly string[] = []): Calendar =>
  calendarSchema.parse({ id, timeZone, week: WEEK, holidays });
const dhaka = calendarOf('dhaka', 'Asia/Dhaka', ['2026-03-03']);
const berlin = calendarOf('berlin', 'Europe/Berlin');
const DAY_MS = 24 * HOUR_MS;
/** The clock starts on Monday at ten in Dhaka; Tuesday is a holiday there. */
const WEDNESDAY_EIGHT = START + 2 * DAY_MS - 2 * HOUR_MS;
const QUARTER_MS = 15 * MINUTE_MS;

const PEOPLE: readonly User[] = [
  person('rita', ['requester'], { name: 'Rita R.' }),
  person('des', ['designer']),
  person('lea', ['lead']),
  person('leo', ['lead'], { channel: 'whatsapp', phone: '+8801700000002' }),
  person('idle', ['lead']),
  person('bea', ['lead'], { calendar: 'berlin' }),
];

const renderDigest: RenderDigest = ({ to, channel, tasks, timeZone }) => ({
  subject: `${tasks.length} for ${to.id} by ${channel}`,
  text: [timeZone, ...tasks.map(({ title }) => title)].join('\n'),
});
const also: Partial<EngineOptions> = { renderDigest, digestCalendar: dhaka };

let harness: Harness;
let faults: (channels: Channels) => Partial<Channels>;
beforeEach(() => {
  faults = () => ({});
});
afterEach(() => harness.close());

const wrap = (platform: Platform): Platform => ({
  ...platform,
  channels: { ...platform.channels, send: (message) => sendOf(platform.channels)(message) },
});
const sendOf = (channels: Channels): Channels['send'] => faults(channels).send ?? channels.send;

async function open(options: Parameters<typeof createHarness>[0] = {}): Promise<void> {
  harness = await createHarness({ people: PEOPLE, calendars: { dhaka, berlin }, also, wrap, ...options });
}
/** The lists as they were before they became words. */
async function openSeeing(more: Partial<EngineOptions> = {}): Promise<readonly Parameters<RenderDigest>[0][]> {
  const seen: Parameters<RenderDigest>[0][] = [];
  const seeing: RenderDigest = (digest) => {
    seen.push(digest);
    return renderDigest(digest);
  };
  await open({ also: { ...also, ...more, renderDigest: seeing } });
  return seen;
}
/** A workflow in which each of these has an approval to give, due after so long. */
async function ask(name: string, timeouts: Readonly<Record<string, string | undefined>>): Promise<void> {
  const steps = Object.entries(timeouts).map(([who, timeout]) => ({
    id: `for-${who}`,
    name: `${name} by ${who}`,
    type: 'approval',
    assignedTo: `user:${who}`,
    parallel: true,
    ...(timeout === undefined ? {} : { timeout }),
  }));
  const id = name.toLowerCase();
  await harness.define({ id, name, steps });
  await harness.engine.startWorkflow(as('rita'), { workflowId: id, data: {} });
  await harness.platform.idle();
}
const until = (at: number): Promise<void> => harness.advance(at - harness.platform.clock.now());
const lists = async (): Promise<readonly OutgoingMessage[]> =>
  (await harness.platform.outbox.all(100)).filter(({ template }) => template === 'workflow_daily_digest').reverse();
const told = async (): Promise<readonly string[]> => (await lists()).map(({ subject }) => subject);
const sendDigests = () => harness.engine.sendDigests();
const secondEngine = (): WorkflowEngine =>
  new WorkflowEngine(harness.platform, {
    access,
    actions: {},
    render,
    checkTemplate: () => null,
    calendars: { dhaka, berlin },
    ...also,
  });

describe('the list of open tasks', () => {
  it('comes once a day, though two engines look each quarter of an hour and at the same time', async () => {
    await open();
    await ask('Loan', { lea: undefined });
    const second = secondEngine();
    await until(WEDNESDAY_EIGHT);
    for (let quarter = 0; quarter <= 16; quarter += 1) {
      await Promise.all([sendDigests(), second.sendDigests(), sendDigests()]);
      await harness.advance(QUARTER_MS);
    }
    expect(await told()).toEqual(['1 for lea by email']);
    expect((await lists())[0]?.at).toBe(WEDNESDAY_EIGHT + HOUR_MS);
    await until(WEDNESDAY_EIGHT + DAY_MS + HOUR_MS);
    expect(await sendDigests()).toEqual({ sent: 1 });
    expect(await told()).toHaveLength(2);
  });

  it('comes not again on the same day after a restart', async () => {
    await open();
    await ask('Loan', { lea: undefined });
    await until(WEDNESDAY_EIGHT + HOUR_MS);
    expect(await sendDigests()).toEqual({ sent: 1 });
    expect(await secondEngine().sendDigests()).toEqual({ sent: 0 });
  });

  it('comes neither before nor long after the day begins, nor on holidays and weekends', async () => {
    await open();
    await ask('Loan', { lea: undefined });
    const nine = WEDNESDAY_EIGHT + HOUR_MS;
    const silent = [nine - DAY_MS, nine - 1, nine + 2 * HOUR_MS, nine + 2 * DAY_MS, nine + 3 * DAY_MS];
    for (const moment of silent) {
      await until(moment);
      expect(await sendDigests()).toEqual({ sent: 0 });
    }
    await until(nine + 4 * DAY_MS);
    expect(await sendDigests()).toEqual({ sent: 1 });
  });

  it('comes when the day begins where the person is', async () => {
    await open();
    await ask('Loan', { lea: undefined, bea: undefined });
    await until(WEDNESDAY_EIGHT + HOUR_MS);
    await sendDigests();
    expect(await told()).toEqual(['1 for lea by email']);
    await harness.advance(5 * HOUR_MS);
    await sendDigests();
    expect(await told()).toEqual(['1 for lea by email', '1 for bea by email']);
    expect((await lists()).map(({ text }) => text.split('\n')[0])).toEqual(['Asia/Dhaka', 'Europe/Berlin']);
  });

  it('comes every day at nine of the company where there is no calendar', async () => {
    await open({ also: { renderDigest }, timeZone: 'Asia/Dhaka' });
    await ask('Loan', { lea: undefined });
    await until(WEDNESDAY_EIGHT + HOUR_MS + 2 * DAY_MS);
    expect(await sendDigests()).toEqual({ sent: 1 });
  });

  it('is for those who have something to do and are there', async () => {
    await open();
    await ask('Loan', { lea: undefined, leo: undefined });
    await harness.engine.approveStep(as('lea'), { instanceId: await onlyInstance(), stepId: 'for-lea' });
    const away = { from: new Date(START).toISOString(), to: new Date(START + 9 * DAY_MS).toISOString() };
    await harness.platform.directory.upsert({ ...(PEOPLE[3] as User), away });
    await until(WEDNESDAY_EIGHT + HOUR_MS);
    expect(await sendDigests()).toEqual({ sent: 0 });
  });

  it('names what is late first, who asks, and how it is decided', async () => {
    const seen = await openSeeing({
      signLink: async ({ stepId, userId }) => `https://example.com/${stepId}/${userId}`,
    });
    await ask('Whenever', { lea: undefined });
    await ask('Soon', { lea: '3 days' });
    await ask('Late', { lea: '1 day' });
    await until(WEDNESDAY_EIGHT + HOUR_MS);
    await sendDigests();
    expect(seen[0]?.tasks).toEqual([
      ...[1, 3].map((days) => ({
        title: days === 1 ? 'Late: Late by lea' : 'Soon: Soon by lea',
        requester: 'Rita R.',
        dueAt: START + days * DAY_MS,
        code: expect.stringMatching(/^\d{4}$/),
        link: 'https://example.com/for-lea/lea',
      })),
      expect.objectContaining({ title: 'Whenever: Whenever by lea', requester: 'Rita R.' }),
    ]);
  });

  it('counts more tasks than it says how to decide', async () => {
    const seen = await openSeeing();
    await ask('Loan', { lea: undefined });
    for (let more = 0; more < 104; more += 1)
      await harness.engine.startWorkflow(as('rita'), { workflowId: 'loan', data: {} });
    await until(WEDNESDAY_EIGHT + HOUR_MS);
    await sendDigests();
    const [{ tasks } = { tasks: [] }] = seen;
    expect(tasks).toHaveLength(105);
    expect(tasks.filter(({ code }) => code !== undefined)).toHaveLength(10);
  });

  it('is sent by nobody who has no words for it', async () => {
    await open({ also: {} });
    await ask('Loan', { lea: undefined });
    await until(WEDNESDAY_EIGHT + HOUR_MS);
    expect(await sendDigests()).toEqual({ sent: 0 });
    expect(await harness.engine.nextDigestAt(START)).toBeNull();
  });
});

describe('the channel of a list', () => {
  /** The lists fail by this channel; answers how often that was tried. */
  function failing(channel: string, fail: () => Error | string): () => number {
    let tries = 0;
    faults = ({ send }) => ({
      send: async (message) => {
        if (message.channel !== channel || message.template !== 'workflow_daily_digest') return send(message);
        tries += 1;
        const failure = fail();
        if (typeof failure === 'string') return { ok: false, error: failure };
        throw failure;
      },
    });
    return () => tries;
  }
  const failures = () => harness.logged.filter(({ event }) => event === 'digest_failed').map(({ fields }) => fields);

  beforeEach(async () => {
    await open();
    await ask('Loan', { lea: undefined, leo: undefined });
    await until(WEDNESDAY_EIGHT + HOUR_MS);
  });

  it('is the one that the person prefers', async () => {
    await sendDigests();
    expect(await told()).toEqual(['1 for lea by email', '1 for leo by whatsapp']);
  });

  it('is the next one where that is out of order, and it stays with one list when it works again', async () => {
    await harness.platform.channelStates.report('whatsapp', START);
    await sendDigests();
    await harness.platform.channelStates.report('whatsapp', null);
    await sendDigests();
    expect((await told()).filter((line) => line.includes('leo'))).toEqual(['1 for leo by email']);
  });

  it('is not the chat for somebody without a telephone', async () => {
    const { phone: _none, ...leo } = PEOPLE[3] as User;
    await harness.platform.directory.upsert(leo);
    await sendDigests();
    expect(await told()).toContain('1 for leo by email');
  });

  it('is the next one at once where it was refused', async () => {
    failing('whatsapp', () => 'no such number');
    expect(await sendDigests()).toEqual({ sent: 2 });
    expect(await told()).toContain('1 for leo by email');
  });

  it('is tried three times where it was surely not taken, and then the next one', async () => {
    const tries = failing('whatsapp', () => new Transient('no connection'));
    expect(await sendDigests()).toEqual({ sent: 2 });
    expect(tries()).toBe(3);
    expect(await told()).toContain('1 for leo by email');
  });

  it('is left alone where nobody knows whether it was taken', async () => {
    const tries = failing('whatsapp', () => new Unconfirmed('the line went dead'));
    expect(await sendDigests()).toEqual({ sent: 1 });
    await sendDigests();
    expect(tries()).toBe(1);
    expect(await told()).toEqual(['1 for lea by email']);
    expect(failures()).toEqual([{ userId: 'leo', error: 'the line went dead' }]);
  });

  it('that fails for one person is told, and the others get theirs', async () => {
    failing('email', () => 'the box is full');
    expect(await sendDigests()).toEqual({ sent: 1 });
    expect(failures()).toEqual([{ userId: 'lea', error: 'email: the box is full' }]);
  });

  it('that comes back in time makes up for what could not be sent at all', async () => {
    await harness.platform.channelStates.report('email', START);
    expect(await sendDigests()).toEqual({ sent: 1 });
    expect(failures()).toEqual([{ userId: 'lea', error: 'no channel works' }]);
    await harness.platform.channelStates.report('email', null);
    await harness.advance(QUARTER_MS);
    expect(await sendDigests()).toEqual({ sent: 1 });
  });
});

describe('the next moment at which lists may be due', () => {
  it('is the next morning of anybody, while anything runs', async () => {
    await open();
    expect(await harness.engine.nextDigestAt(START)).toBeNull();
    await ask('Loan', { lea: undefined });
    const berlinToday = START + 4 * HOUR_MS;
    expect(await harness.engine.nextDigestAt(START)).toBe(berlinToday);
    // Dhaka is closed on Tuesday.
    expect(await harness.engine.nextDigestAt(berlinToday)).toBe(berlinToday + DAY_MS);
    expect(await harness.engine.nextDigestAt(berlinToday + DAY_MS)).toBe(WEDNESDAY_EIGHT + HOUR_MS);
  });
});

async function onlyInstance(): Promise<string> {
  const { instances } = await harness.platform.instances.list({ pageSize: 1 });
  return instances[0]?.instance.id ?? '';
}
