// How the system does, asked of the real engine.
import { afterEach, describe, expect, it } from 'vitest';
import { healthAnswer } from '../api/answers.ts';
import { Refused, Transient } from './failure.ts';
import { as, createHarness, type Harness, reset, START } from './testing/harness.ts';

const MINUTE_MS = 60_000;

let harness: Harness;
afterEach(() => harness.close());

/** Timers are lost: what comes due waits for a sweep. */
async function open(): Promise<void> {
  harness = await createHarness({
    actions: { push: async () => ({ ok: false, error: 'no' }) },
    wrap: (platform) => ({ ...platform, timers: { schedule: async () => {} } }),
  });
  await harness.define({ steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:lea', timeout: '1 hour' }] });
  await harness.define({ id: 'failing', steps: [{ id: 'push', type: 'system', actions: ['push'] }] });
}
const start = (workflowId = 'test-flow') => harness.engine.startWorkflow(as('rita'), { workflowId, data: {} });
const ask = (who = 'ops') => harness.engine.getSystemHealth(as(who));

describe('the health of the system', () => {
  it('names the release and the time, and is well where nothing waits', async () => {
    await open();
    await start();
    await harness.platform.idle();
    expect(await ask()).toEqual({
      version: '1.2.3',
      now: new Date(START).toISOString(),
      status: 'ok',
      sweeper: { backlog: 0, more: false },
      incidents: { count: 0, more: false, kinds: {} },
      effects: { looked: 1, more: false, providers: [] },
      channels: { down: [] },
      digests: {},
    });
  });
  it('fits what the API says it answers', async () => {
    await open();
    await start('failing');
    expect(() => healthAnswer.parse(0)).toThrow();
    expect(healthAnswer.parse(await ask())).toMatchObject({ version: '1.2.3' });
  });
  it('says which channels are out of order, and since when', async () => {
    await open();
    await harness.platform.channelStates.report('email', START - MINUTE_MS);
    const since = new Date(START - MINUTE_MS).toISOString();
    expect(await ask()).toMatchObject({ status: 'degraded', channels: { down: [{ channel: 'email', since }] } });
    await harness.platform.channelStates.report('email', null);
    expect(await ask()).toMatchObject({ status: 'ok', channels: { down: [] } });
  });
  it('counts what is pending and what is tried again, by channel, action and kind', async () => {
    const broken = async () => {
      throw new Transient('no connection');
    };
    harness = await createHarness({ actions: { 'stock.reserve': broken } });
    await harness.define({ steps: [{ id: 'push', type: 'system', actions: ['stock.reserve'] }] });
    await start();
    await harness.platform.idle();
    expect(await ask()).toMatchObject({
      effects: { looked: 1, providers: [{ provider: 'stock.reserve', pending: 1, failing: 1 }] },
    });
  });
  it('looks at fifty instances at most, whatever waits', async () => {
    await open();
    for (let i = 0; i < 60; i++) await start();
    await harness.platform.idle();
    reset(harness.counts);
    expect(await ask()).toMatchObject({ effects: { looked: 50, more: true } });
    expect(harness.counts.calls.filter((call) => call === 'read')).toHaveLength(50);
    expect(harness.counts).toMatchObject({ reads: 50 + 1 + 1, writes: 0 });
  });
  it('says when the next lists of tasks go out, where they are sent', async () => {
    harness = await createHarness({ also: { renderDigest: () => ({ subject: 's', text: 't' }) } });
    const today = new Date(START).toISOString().slice(0, 10);
    expect((await ask()).digests).toEqual({ nextAt: `${today}T09:00:00.000Z` });
  });
  it('is well while wake-ups are as late as a sweep may be, and not any more after three minutes', async () => {
    await open();
    await start();
    await start();
    await harness.platform.idle();
    const dueAt = START + 60 * MINUTE_MS + 30_000;
    await harness.advance(dueAt + 3 * MINUTE_MS - START);
    const sweeper = { backlog: 2, more: false, oldestDueAt: new Date(dueAt).toISOString() };
    expect(await ask()).toMatchObject({ status: 'ok', sweeper });
    await harness.advance(1);
    expect(await ask()).toMatchObject({ status: 'degraded', sweeper });
    await harness.engine.sweep();
    await harness.platform.idle();
    expect(await ask()).toMatchObject({ status: 'ok', sweeper: { backlog: 0 } });
  });
  it('counts instances with open incidents, up to two hundred', async () => {
    await open();
    for (let i = 0; i < 200; i++) await start('failing');
    await harness.platform.idle();
    expect(await ask()).toMatchObject({
      status: 'ok',
      incidents: { count: 200, more: false, kinds: { action_failed: 200 } },
    });
    await start('failing');
    await harness.platform.idle();
    expect(await ask()).toMatchObject({ incidents: { count: 200, more: true } });
  });
  it('counts a backlog up to two hundred', async () => {
    await open();
    for (let i = 0; i < 201; i++) await start();
    await harness.platform.idle();
    await harness.advance(62 * MINUTE_MS);
    expect(await ask()).toMatchObject({ sweeper: { backlog: 200, more: true } });
  });
  it('is for operators and for those who see the numbers', async () => {
    await open();
    for (const who of ['ops', 'ann']) expect((await ask(who)).status).toBe('ok');
    for (const who of ['rita', 'aud', 'nobody']) await expect(ask(who)).rejects.toThrow(Refused);
  });
  it('says nothing of a wake-up that was gone when it was looked at', async () => {
    harness = await createHarness({
      wrap: (platform) => ({ ...platform, instances: { ...platform.instances, due: async () => ['gone'] } }),
    });
    expect(await ask()).toMatchObject({ status: 'ok', sweeper: { backlog: 1, more: false } });
    expect((await ask()).sweeper).not.toHaveProperty('oldestDueAt');
  });
});
