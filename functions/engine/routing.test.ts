// Open tasks counted once for every process, and what each process knows better.
import { afterEach, describe, expect, it } from 'vitest';
import { as, createHarness, type Harness, reset, START } from './testing/harness.ts';

let harness: Harness;
let asked: string[][];
afterEach(() => harness.close());

async function open(steps: readonly object[] = [{ id: 'sign', type: 'approval', assignedTo: 'role:lead' }]) {
  asked = [];
  harness = await createHarness({
    wrap: (platform) => ({
      ...platform,
      instances: {
        ...platform.instances,
        openCounts: (ids) => {
          asked.push([...ids].sort());
          return platform.instances.openCounts(ids);
        },
      },
    }),
  });
  await harness.define({ roles: ['lead'], steps: steps as never });
}
async function start(): Promise<string> {
  const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} });
  const { openSteps } = await harness.engine.getWorkflowStatus(as('rita'), { instanceId: String(instanceId) });
  return (openSteps as { assignees: string[] }[])[0]?.assignees[0] ?? '';
}
const write = (openCounts: Record<string, number>, countedAt = START, role = 'lead') =>
  harness.platform.routing.write({ role, countedAt, openCounts });

describe('a routing snapshot', () => {
  it('has the open tasks of the members of every role that an active workflow names', async () => {
    await open();
    await harness.define({
      id: 'other',
      roles: ['director'],
      steps: [{ id: 'a', type: 'approval', assignedTo: 'user:lea' }],
    });
    await harness.define({
      id: 'old',
      roles: ['picker'],
      status: 'inactive',
      steps: [{ id: 'a', type: 'approval', assignedTo: 'user:lea' }],
    });
    await harness.engine.startWorkflow(as('rita'), { workflowId: 'other', data: {} });
    expect(await harness.engine.snapshotRouting()).toBe(3);
    const snapshots = await harness.platform.routing.read(['lead', 'director', 'admin', 'picker']);
    expect([...snapshots].sort((a, b) => (a.role < b.role ? -1 : 1))).toEqual([
      { role: 'admin', countedAt: START, openCounts: { ann: 0 } },
      { role: 'director', countedAt: START, openCounts: { dan: 0 } },
      { role: 'lead', countedAt: START, openCounts: { lea: 1, leo: 0 } },
    ]);
  });
  it('serves the members it knows; all others are counted', async () => {
    await open();
    await write({ lea: 5, leo: 1 });
    expect(await start()).toBe('leo');
    expect(asked).toEqual([['ann']]);
  });
  it('of all the people there are to know spares the count', async () => {
    await open();
    await harness.engine.snapshotRouting();
    asked.length = 0;
    expect(['lea', 'leo']).toContain(await start());
    expect(asked).toEqual([]);
  });
  it.each([
    ['that is younger than ninety seconds serves', -89_999, []],
    ['that is ninety seconds old does not', -90_000, [['ann', 'lea', 'leo']]],
    ['of a clock that is ahead does not', 1, [['ann', 'lea', 'leo']]],
  ])('%s', async (_, age, counted) => {
    await open();
    await write({ lea: 5, leo: 1, ann: 0 }, START + age);
    await start();
    expect(asked).toEqual(counted);
  });
  it('of the later count serves who has two roles', async () => {
    await open();
    await write({ lea: 9, leo: 0, ann: 0 }, START - 60_000);
    await write({ leo: 10 }, START - 30_000, 'admin');
    expect(await start()).toBe('lea');
  });
  it('forgets nothing of what this process gave since it was counted', async () => {
    await open();
    await write({ lea: 0, leo: 3, ann: 0 });
    await harness.advance(1_000);
    const given: string[] = [];
    for (let i = 0; i < 6; i++) given.push(await start());
    await harness.advance(31_000);
    // The snapshot, which is read again, still says that lea has nothing to do.
    for (let i = 0; i < 6; i++) given.push(await start());
    expect([7, 8]).toContain(given.filter((id) => id === 'lea').length);
    expect(asked).toEqual([]);
  });
});

it('without snapshots, as in one process, everybody is counted exactly', async () => {
  await open();
  reset(harness.counts);
  await start();
  expect(asked).toEqual([['ann', 'lea', 'leo']]);
});
