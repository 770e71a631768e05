// How long a status takes, through Hosting and the functions emulator: the figures are printed, and judged with patience.
import { expect, it } from 'vitest';
import { orderLike } from '../http/samples.ts';
import { as, opened, start, unique } from './stack.ts';

const CALLS = 200;
/** Emulators on a busy machine: this is to notice a hang, not to measure the cloud. */
const P50_MS_MAX = 1_000;

it(`answers ${CALLS} times how a workflow stands`, async () => {
  const instanceId = await start('order-approval', orderLike('ORD-1004', unique('ORD')));
  await opened(instanceId, 'approve-sr-acl');
  const requester = await as('requester-1');
  const times: number[] = [];
  for (let i = 0; i < CALLS; i++) {
    const startedAt = performance.now();
    expect(await requester.ask('getWorkflowStatus', { instanceId })).toMatchObject({ instanceId, status: 'running' });
    times.push(performance.now() - startedAt);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.ceil(part * CALLS) - 1] ?? Number.NaN;
  console.log(`status through Hosting: p50 ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms of ${CALLS} calls`);
  expect(at(0.5)).toBeLessThan(P50_MS_MAX);
});
