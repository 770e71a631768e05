// What keeps an engine going: the sweep of each minute, and taking up what an earlier process left.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { realClock, virtualClock } from '../functions/platform/embedded/clock.ts';
import { silentLog } from '../functions/platform/embedded/log.ts';
import { openHost, repeatedly } from './host.ts';
import { loadSamples, sampleOrders } from './samples.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const MINUTE_MS = 60_000;
const caller = { userId: 'requester-1', channel: 'api', authentication: 'token' };

it('works a while after the last time ended, also when that failed, until it is stopped', async () => {
  const clock = virtualClock(0);
  const events: string[] = [];
  const stop = repeatedly(
    { clock, everyMs: MINUTE_MS, failed: (error) => void events.push(String(error)) },
    async () => {
      events.push(`sweep at ${clock.now() / MINUTE_MS}`);
      if (clock.now() === MINUTE_MS) throw new Error('the store is away');
    },
  );
  for (let i = 0; i < 3; i += 1) await clock.advance(MINUTE_MS);
  expect(events).toEqual(['sweep at 1', 'Error: the store is away', 'sweep at 2', 'sweep at 3']);
  await stop();
  await clock.advance(10 * MINUTE_MS);
  expect(events).toHaveLength(4);
});

it('stopping waits for the time that runs, and arms no other', async () => {
  const clock = virtualClock(0);
  const going = Promise.withResolvers<void>();
  let ended = false;
  const sweep = async (): Promise<void> => {
    await going.promise;
    ended = true;
  };
  const stop = repeatedly({ clock, everyMs: MINUTE_MS, failed: () => {} }, sweep);
  await clock.advance(MINUTE_MS);
  const stopped = stop();
  going.resolve();
  await stopped;
  expect(ended).toBe(true);
});

it('what an earlier process left undone is done after the start, without a sweep', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  const options = { file: join(folder, 'db'), clock: realClock(), log: silentLog() };
  const first = openHost({ ...options, deliver: () => async () => {} });
  first.start();
  await loadSamples(first.platform, first.engine);
  const ids: string[] = [];
  for (const orderId of ['ORD-H1', 'ORD-H2']) {
    const data = { ...sampleOrders[0], orderId };
    const { instanceId } = await first.engine.startWorkflow(caller, { workflowId: 'order-approval', data });
    ids.push(String(instanceId));
  }
  await first.close();
  const second = openHost(options);
  second.start();
  await second.rearmed();
  await second.platform.idle();
  for (const instanceId of ids)
    expect(await second.engine.getWorkflowStatus(caller, { instanceId })).toMatchObject({ status: 'completed' });
  await second.close();
  rmSync(folder, { recursive: true });
});
