// Timers that come before their moment, brought by hand to the real engine.
import { afterEach, describe, expect, it } from 'vitest';
import type { Timer } from '../core/effects.ts';
import type { virtualClock } from '../platform/embedded/clock.ts';
import { as, createHarness, type Harness, reset, START } from './testing/harness.ts';

const HOUR_MS = 60 * 60_000;
const DEADLINE: Timer = { kind: 'deadline', stepId: 'sign', attempt: 1, at: START + HOUR_MS };

let harness: Harness;
let armed: Timer[];
let slept: number[];
afterEach(() => harness.close());

/** An instance whose deadline is an hour away; timers are only written down, and whoever sleeps moves the clock. */
async function waiting(): Promise<string> {
  armed = [];
  slept = [];
  harness = await createHarness({
    actions: {
      flaky: async () => {
        throw new Error('busy');
      },
    },
    wrap: (platform) => ({
      ...platform,
      timers: { schedule: async (_, timer) => void armed.push(timer) },
      clock: {
        now: () => platform.clock.now(),
        sleep: async (ms) => {
          slept.push(ms);
          await (platform.clock as ReturnType<typeof virtualClock>).advance(ms);
        },
      },
    }),
  });
  await harness.define({
    steps: [
      {
        id: 'sign',
        type: 'approval',
        assignedTo: 'user:lea',
        escalation: { levels: [{ after: '1 hour', action: 'reassign', to: 'user:dan' }] },
      },
      { id: 'book', type: 'system', actions: ['flaky'], parallel: true },
    ],
  });
  const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} });
  await harness.platform.idle();
  return String(instanceId);
}
const levelOf = async (instanceId: string): Promise<unknown> => {
  const { openSteps } = await harness.engine.getWorkflowStatus(as('rita'), { instanceId });
  return (openSteps as { stepId: string; level: number }[]).find(({ stepId }) => stepId === 'sign')?.level;
};
const forgetWhatWas = (): void => {
  armed.length = 0;
  slept.length = 0;
  reset(harness.counts);
};

describe('a timer that comes early', () => {
  it('and is still waited for is armed again, for one read and no write', async () => {
    const instanceId = await waiting();
    expect(armed).toContainEqual(DEADLINE);
    await harness.advance(HOUR_MS - 5_001);
    forgetWhatWas();
    await harness.engine.timerFired(instanceId, DEADLINE);
    expect(armed).toEqual([DEADLINE]);
    expect(harness.counts).toMatchObject({ reads: 1, writes: 0 });
    expect(await levelOf(instanceId)).toBe(0);
  });
  it('by five seconds or less is waited for, and then does what it came for', async () => {
    const instanceId = await waiting();
    await harness.advance(HOUR_MS - 5_000);
    forgetWhatWas();
    await harness.engine.timerFired(instanceId, DEADLINE);
    expect(slept).toEqual([5_000]);
    expect(await levelOf(instanceId)).toBe(1);
    expect(armed).not.toContainEqual(DEADLINE);
  });
  it('of a retry is armed again, too', async () => {
    const instanceId = await waiting();
    const retry = armed.find(({ kind }) => kind === 'retry') as Timer;
    await harness.advance(1);
    const before = retry.at - harness.platform.clock.now();
    expect(before).toBeGreaterThan(0);
    forgetWhatWas();
    await harness.engine.timerFired(instanceId, { ...retry, at: retry.at + HOUR_MS } as Timer);
    expect([armed, slept]).toEqual([[], []]);
    await harness.engine.timerFired(instanceId, retry);
    expect(slept).toEqual([before]);
    expect(armed.some(({ kind, at }) => kind === 'retry' && at > retry.at)).toBe(true);
  });
});

describe('a timer that nobody waits for any more', () => {
  it.each([
    ['of an earlier attempt', { ...DEADLINE, attempt: 0 }],
    ['of another moment', { ...DEADLINE, at: DEADLINE.at + HOUR_MS }],
    ['of a step that does not exist', { ...DEADLINE, stepId: 'nowhere' }],
  ])('%s costs its read, however early it is', async (_, timer) => {
    const instanceId = await waiting();
    forgetWhatWas();
    await harness.engine.timerFired(instanceId, timer as Timer);
    expect([armed, slept]).toEqual([[], []]);
    expect(harness.counts).toMatchObject({ reads: 1, writes: 0, calls: ['read'] });
  });
  it('because the step was decided costs its read', async () => {
    const instanceId = await waiting();
    await harness.engine.approveStep(as('lea'), { instanceId, stepId: 'sign' });
    forgetWhatWas();
    await harness.engine.timerFired(instanceId, DEADLINE);
    expect([armed, slept]).toEqual([[], []]);
    expect(harness.counts).toMatchObject({ reads: 1, writes: 0, calls: ['read'] });
  });
  it('because its instance does not exist costs its read', async () => {
    await waiting();
    forgetWhatWas();
    await harness.engine.timerFired('nobody', DEADLINE);
    expect(armed).toEqual([]);
    expect(harness.counts).toMatchObject({ writes: 0, calls: ['read'] });
  });
});
