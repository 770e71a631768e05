// Who has how much to do, asked of the real engine.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workloadAnswer } from '../api/answers-analytics.ts';
import { Refused } from './failure.ts';
import { as, createHarness, type Harness, person, START } from './testing/harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await harness.platform.directory.upsert(person('cap', ['clerk'], { capacity: 3 }));
  await harness.platform.directory.upsert(
    person('off', ['clerk'], {
      capacity: 1,
      away: { from: new Date(START - 1_000).toISOString(), to: new Date(START + 3_600_000).toISOString() },
    }),
  );
  await harness.define({ roles: ['clerk'], steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:cap' }] });
});
afterEach(() => harness.close());

const start = () => harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} });
const ask = async (who: string, input: { role?: string; userId?: string } = {}) =>
  (await harness.engine.getStakeholderWorkload(as(who), input)).workload as readonly Record<string, unknown>[];
const reasonOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Refused ? error.rejection.reason : error),
  );

describe('the workload', () => {
  it('has open tasks against capacity, by role', async () => {
    await start();
    await start();
    const rows = [...(await ask('ann', { role: 'clerk' }))].sort((a, b) =>
      String(a.userId) < String(b.userId) ? -1 : 1,
    );
    expect(rows).toEqual([
      { userId: 'cap', name: 'cap', roles: ['clerk'], openTasks: 2, capacity: 3, free: 1, isAway: false },
      { userId: 'off', name: 'off', roles: ['clerk'], openTasks: 0, capacity: 1, free: 1, isAway: true },
    ]);
  });
  it('falls as tasks are decided, and never has less than nothing free', async () => {
    const ids = [];
    for (let i = 0; i < 4; i++) ids.push(String((await start()).instanceId));
    expect(await ask('ann', { userId: 'cap' })).toMatchObject([{ openTasks: 4, free: 0 }]);
    await harness.engine.approveStep(as('cap'), { instanceId: String(ids[0]) });
    expect(await ask('ann', { userId: 'cap' })).toMatchObject([{ openTasks: 3, free: 0 }]);
  });
  it('is of everybody where nobody is named, and says nothing of capacity where there is none', async () => {
    const rows = await ask('ann');
    expect(rows.map(({ userId }) => userId)).toEqual(expect.arrayContaining(['rita', 'lea', 'cap', 'off', 'ann']));
    const lea = rows.find(({ userId }) => userId === 'lea');
    expect(lea).toEqual({ userId: 'lea', name: 'lea', roles: ['lead'], openTasks: 0, isAway: false });
  });
  it('is of nobody where nobody has the role or the id', async () => {
    expect(await ask('ann', { role: 'pilot' })).toEqual([]);
    expect(await ask('ann', { userId: 'nobody' })).toEqual([]);
  });
});

describe('the workload in detail', () => {
  const HOUR_MS = 3_600_000;
  const details = (input: { role?: string; userId?: string }) =>
    harness.engine.getStakeholderWorkload(as('ann'), { ...input, details: true });
  beforeEach(() =>
    harness.define({
      id: 'timed',
      roles: ['clerk'],
      steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:cap', timeout: '2 hours' }],
    }),
  );
  const startTimed = () => harness.engine.startWorkflow(as('rita'), { workflowId: 'timed', data: {} });

  it('says what is overdue, what is due today, and since when the oldest is there', async () => {
    await startTimed();
    await harness.advance(3 * HOUR_MS);
    await startTimed();
    await start();
    for (const input of [{ userId: 'cap' }, { role: 'clerk' }, {}]) {
      const { workload, isComplete } = workloadAnswer.parse(await details(input));
      expect(isComplete).toBe(true);
      expect(workload.find(({ userId }) => userId === 'cap')).toMatchObject({
        openTasks: 3,
        overdue: 1,
        dueToday: 1,
        oldestTaskAt: new Date(START).toISOString(),
        decided: 0,
        medianMsToDecide: null,
      });
    }
  });
  it('says how much was decided in the last seven days, and how fast', async () => {
    for (const wait of [1, 1, 4]) {
      const { instanceId } = await start();
      await harness.advance(wait * HOUR_MS);
      await harness.engine.approveStep(as('cap'), { instanceId: String(instanceId) });
    }
    await harness.engine.rollUpMetrics();
    const decided = async () => (await details({ userId: 'cap' })).workload;
    expect(await decided()).toMatchObject([
      { openTasks: 0, oldestTaskAt: null, decided: 3, medianMsToDecide: 4_096_000 },
    ]);
    await harness.advance(7 * 24 * HOUR_MS);
    expect(await decided()).toMatchObject([{ decided: 0, medianMsToDecide: null }]);
  });
});

describe('who sees it', () => {
  it('sees their own, whoever they are', async () => {
    await start();
    expect(await ask('cap', { userId: 'cap' })).toMatchObject([{ userId: 'cap', openTasks: 1 }]);
  });
  it('does not see that of others without the permission', async () => {
    for (const input of [{ userId: 'lea' }, { role: 'clerk' }, {}])
      expect(await reasonOf(ask('cap', input))).toBe('PERMISSION_DENIED');
    expect(await reasonOf(ask('nobody', { userId: 'nobody' }))).toBe('PERMISSION_DENIED');
  });
});
