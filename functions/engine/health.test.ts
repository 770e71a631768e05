// How the system does, asked of the real engine.
import { afterEach, describe, expect, it } from 'vitest';
import { Refused } from './failure.ts';
import { as, createHarness, type Harness, START } from './testing/harness.ts';

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
      incidents: { count: 0, more: false },
    });
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
    expect(await ask()).toMatchObject({ status: 'ok', incidents: { count: 200, more: false } });
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
