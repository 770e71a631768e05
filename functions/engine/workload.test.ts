// Who has how much to do, asked of the real engine.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
