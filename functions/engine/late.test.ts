// What is late and what comes due, asked of the real engine.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { overdueAnswer, timersAnswer } from '../api/answers.ts';
import { Refused, Transient } from './failure.ts';
import { as, createHarness, type Harness, reset, START } from './testing/harness.ts';

const HOUR_MS = 3_600_000;
const momentAfter = (hours: number): string => new Date(START + hours * HOUR_MS).toISOString();

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness({
    actions: {
      push: async () => {
        throw new Transient('no connection');
      },
    },
  });
  for (const hours of [1, 2, 30])
    await harness.define({
      id: `within-${hours}`,
      steps: [{ id: 'sign', name: 'Sign', type: 'approval', assignedTo: 'user:lea', timeout: `${hours} hours` }],
    });
  await harness.define({ id: 'pushing', steps: [{ id: 'push', type: 'system', actions: ['push'] }] });
});
afterEach(() => harness.close());

async function start(workflowId: string): Promise<string> {
  const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId, data: {} });
  await harness.platform.idle();
  return String(instanceId);
}

describe('what is overdue', () => {
  const ask = async (input = {}, who = 'ops') =>
    overdueAnswer.parse(await harness.engine.listOverdueInstances(as(who), input));

  it('is every running instance with a deadline that has passed, the earliest first, with that deadline', async () => {
    const [two, one] = [await start('within-2'), await start('within-1')];
    await start('within-30');
    expect((await ask()).instances).toEqual([]);
    await harness.advance(3 * HOUR_MS);
    expect((await ask()).instances).toMatchObject([
      { instanceId: one, dueAt: momentAfter(1), openSteps: [{ stepId: 'sign', assignees: ['lea'] }] },
      { instanceId: two, dueAt: momentAfter(2) },
    ]);
  });
  it('is nothing any more once it is decided, paused or cancelled', async () => {
    const [decided, paused, cancelled] = [await start('within-1'), await start('within-1'), await start('within-1')];
    await harness.advance(2 * HOUR_MS);
    expect((await ask()).instances).toHaveLength(3);
    await harness.engine.approveStep(as('lea'), { instanceId: decided });
    await harness.engine.pauseWorkflow(as('ops'), { instanceId: paused });
    await harness.engine.cancelWorkflow(as('ops'), { instanceId: cancelled, reason: 'no need' });
    expect((await ask()).instances).toEqual([]);
  });
  it('comes page by page, and reads what it shows alone', async () => {
    const ids = [await start('within-1'), await start('within-1'), await start('within-1')];
    await harness.advance(2 * HOUR_MS);
    reset(harness.counts);
    const { instances, nextPageToken } = await ask({ pageSize: 2 });
    expect(harness.counts).toMatchObject({ calls: ['users', 'overdue'], writes: 0 });
    const rest = await ask({ pageSize: 2, pageToken: nextPageToken });
    expect([...instances, ...rest.instances].map(({ instanceId }) => instanceId).sort()).toEqual(ids.sort());
    expect(rest.nextPageToken).toBeUndefined();
  });
  it('refuses a page token that it did not answer', async () =>
    expect(ask({ pageToken: 'mine' })).rejects.toMatchObject({ rejection: { reason: 'INVALID_DATA' } }));
  it('is shown to those who operate instances or may see all of them', async () => {
    for (const who of ['ops', 'aud']) expect((await ask({}, who)).instances).toEqual([]);
    for (const who of ['rita', 'lea', 'nobody']) await expect(ask({}, who)).rejects.toThrow(Refused);
  });
});

describe('timers', () => {
  const ask = async (input = {}, who = 'ops') => timersAnswer.parse(await harness.engine.listTimers(as(who), input));

  it('are those that come within the while, the earliest first', async () => {
    const [two, one] = [await start('within-2'), await start('within-1')];
    expect((await ask()).timers).toEqual([
      {
        instanceId: one,
        workflowId: 'within-1',
        kind: 'deadline',
        stepId: 'sign',
        attempt: 1,
        at: momentAfter(1),
        isLate: false,
      },
    ]);
    expect((await ask({ withinMinutes: 120 })).timers.map(({ instanceId }) => instanceId)).toEqual([one, two]);
    expect((await ask({ withinMinutes: 0 })).timers).toEqual([]);
  });
  it('name the effect that is to be tried again', async () => {
    await start('pushing');
    expect((await ask()).timers).toMatchObject([{ kind: 'retry', effectId: 'push:1:do:0', workflowId: 'pushing' }]);
  });
  it('are late when their moment has passed and nobody has looked', async () => {
    harness.platform.onTimer(async () => {});
    await start('within-1');
    await harness.advance(HOUR_MS + 1);
    expect((await ask()).timers).toMatchObject([{ kind: 'deadline', isLate: true }]);
  });
  it('are read of as many instances as asked for, and it says that there are more', async () => {
    for (let i = 0; i < 3; i++) await start('within-1');
    reset(harness.counts);
    expect(await ask({ pageSize: 2 })).toMatchObject({ timers: [{}, {}], more: true });
    expect(harness.counts.calls).toEqual(['users', 'read', 'read']);
  });
  it('are for operators', async () => {
    for (const who of ['rita', 'lea', 'aud', 'nobody']) await expect(ask({}, who)).rejects.toThrow(Refused);
  });
});
