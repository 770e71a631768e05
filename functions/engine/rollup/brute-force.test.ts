// Random days through the real engine, rolled up as they pass: the same as counting everything by brute force at the end.
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { attemptsOf } from '../../core/metrics/attempts.ts';
import { type Figures, figuresSchema } from '../../core/metrics/figures.ts';
import { totalOf } from '../../core/metrics/rollup.ts';
import { seeded } from '../../core/testing/seeded.ts';
import { as, createHarness, type Harness } from '../testing/harness.ts';
import { ALL_WORKFLOWS, readRollup } from './store.ts';

const MINUTE_MS = 60_000;
const RANGE = { from: '2026-03-02', to: '2026-12-31' };

let harness: Harness;
afterEach(() => harness.close());

const DEFINITION = {
  steps: [
    { id: 'sign', type: 'approval', assignedTo: 'user:lea', onReject: { goto: 'sign', maxLoops: 2 } },
    { id: 'pick', type: 'manual', assignedTo: 'user:pia' },
  ],
  sla: { maxDuration: '20 hours' },
};
const WHATS = ['start', 'start', 'approve', 'approve', 'reject', 'complete', 'complete', 'reassign', 'cancel'] as const;
interface Turn {
  readonly what: (typeof WHATS)[number];
  readonly pick: number;
  /** How long it takes until then. */
  readonly minutes: number;
}
const turns: fc.Arbitrary<readonly Turn[]> = fc.array(
  fc.record({ what: fc.constantFrom(...WHATS), pick: fc.nat(), minutes: fc.nat(600) }),
  { minLength: 40, maxLength: 60 },
);

/** Does it, where it can be done. */
async function play({ what, pick, minutes }: Turn, ids: string[]): Promise<void> {
  const { engine } = harness;
  await harness.advance(minutes * MINUTE_MS);
  const instanceId = ids[pick % Math.max(1, ids.length)] ?? 'none';
  const on = { instanceId };
  const done: { readonly [name in Turn['what']]: () => Promise<unknown> } = {
    start: async () =>
      ids.push(String((await engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} })).instanceId)),
    approve: () => engine.approveStep(as(pick % 3 === 0 ? 'leo' : 'lea'), on),
    reject: () => engine.rejectStep(as('lea'), { ...on, reason: 'no' }),
    complete: () => engine.completeStep(as('pia'), on),
    reassign: () => engine.reassignTask(as('ops'), { ...on, stepId: 'sign', to: 'leo' }),
    cancel: () => engine.cancelWorkflow(as('ops'), { ...on, reason: 'no need' }),
  };
  await done[what]().catch(() => null);
  await harness.platform.idle();
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Straight from what is stored of each instance. */
async function bruteForce(ids: readonly string[]) {
  const { instances } = harness.platform;
  const all = await Promise.all(
    ids.map(async (id) => {
      const instance = (await instances.read(id)).stored?.document.instance;
      if (instance === undefined) throw new Error(`${id} is gone`);
      return { instance, entries: await instances.audit(id, 0, 1_000) };
    }),
  );
  const ended = all.filter(({ instance }) => instance.endedAt !== null);
  const events = ended.flatMap(({ entries }) => entries.flatMap((entry) => entry.events));
  const count = (action: string): number => events.filter((event) => event.action === action).length;
  return {
    started: all.length,
    ended: ended.length,
    completed: ended.filter(({ instance }) => instance.status === 'completed').length,
    breached: ended.filter(({ instance }) => instance.sla?.reached.includes('breached')).length,
    durationMs: sum(ended.map(({ instance }) => (instance.endedAt ?? 0) - instance.context.startedAt)),
    approvals: count('step_approved'),
    rejections: count('step_rejected'),
    reassigned: count('step_reassigned'),
    attempts: sum(ended.map(({ entries }) => attemptsOf(entries).length)),
  };
}

const inShort = (figures: Figures): Awaited<ReturnType<typeof bruteForce>> => {
  const decided = (name: string) => sum(Object.values(figures.people).map(({ decisions }) => decisions[name] ?? 0));
  return {
    started: figures.started,
    ended: figures.ended,
    completed: figures.statuses.completed ?? 0,
    breached: figures.sla.breached ?? 0,
    durationMs: figures.durations.sumMs,
    approvals: decided('approved'),
    rejections: decided('rejected'),
    reassigned: sum(Object.values(figures.handOffs)),
    attempts: sum(Object.values(figures.steps).map(({ attempts }) => attempts)),
  };
};

it('counts what brute force counts', () =>
  fc.assert(
    fc
      .asyncProperty(turns, fc.integer({ min: 2, max: 12 }), async (path, every) => {
        harness = await createHarness();
        await harness.define(DEFINITION);
        const ids: string[] = [];
        for (const [i, turn] of path.entries()) {
          await play(turn, ids);
          if (i % every === 0) await harness.engine.rollUpMetrics();
        }
        await harness.engine.rollUpMetrics();
        const total = totalOf(await readRollup(harness.platform.metrics, 'test-flow', RANGE));
        const expected = await bruteForce(ids);
        expect(inShort(figuresSchema.parse(total))).toEqual(expected);
        const everywhere = totalOf(await readRollup(harness.platform.metrics, ALL_WORKFLOWS, RANGE));
        expect(everywhere).toMatchObject({ started: expected.started, ended: expected.ended, people: total.people });
      })
      .afterEach(() => harness.close()),
    { ...seeded(12), endOnFailure: true },
  ));
