// How a process runs, from its figures.
import { describe, expect, it } from 'vitest';
import { metricsAnswer } from '../metrics/answer.ts';
import { measured } from '../metrics/durations.ts';
import { NO_FIGURES, NO_STEP_FIGURES } from '../metrics/figures.ts';
import { figuresOf } from '../metrics/instance-figures.ts';
import { mergeRollups, NO_ROLLUP, rollupOf } from '../metrics/rollup.ts';
import { approval, define, HOUR, manual } from '../testing/build.ts';
import { Story } from '../testing/story.ts';
import { processAnswer } from './process.ts';

const DEFINITION = define([
  approval('review', { assignedTo: 'user:cro-1', onReject: { goto: 'review', maxLoops: 2 } }),
  manual('visit'),
]);
const FIRST = '2026-03-01';

/** Reviewed for an hour, then visited for as many hours as said. */
function story(visitHours: number): Story {
  const told = new Story(DEFINITION);
  told.now += HOUR;
  told.approve('cro-1', 'review');
  told.now += visitHours * HOUR;
  return told.complete('bdo-1', 'visit');
}
function reworked(): Story {
  const told = new Story(DEFINITION);
  told.now += HOUR;
  told.reject('cro-1', 'review');
  told.ask({ type: 'reassign_task', actor: 'admin-1', stepId: 'review', to: 'sr-1' });
  return told.approve('sr-1', 'review').complete('bdo-1', 'visit');
}
const rolledUp = (version: string, ...told: readonly Story[]) =>
  told
    .map(({ instance, commits }) => rollupOf(FIRST, version, figuresOf(instance, commits)))
    .reduce(mergeRollups, NO_ROLLUP);
const rollup = mergeRollups(rolledUp('1.0.0', story(3), story(3)), rolledUp('2.0.0', reworked()));

describe('the analysis of a process', () => {
  const answer = processAnswer(rollup);
  it('ranks steps by their share of the time', () => {
    expect(answer).toMatchObject({
      instances: 3,
      bottlenecks: [
        { stepId: 'visit', share: 0.6667, totalMs: 6 * HOUR, waitingMs: 6 * HOUR, workingMs: 0, unstaffedMs: 0 },
        { stepId: 'review', share: 0.3333, totalMs: 3 * HOUR },
      ],
    });
  });
  it('tells what was done twice', () =>
    expect(answer.rework).toEqual({
      instances: 1,
      share: 0.3333,
      loops: 1,
      steps: [{ stepId: 'review', instances: 3, reworked: 1, attempts: 4, loops: 1 }],
    }));
  it('tells who handed over to whom', () => expect(answer.handOffs).toEqual([{ from: 'cro-1', to: 'sr-1', count: 1 }]));
  it('tells which ways there were, the most frequent first', () =>
    expect(answer.variants).toMatchObject([
      { steps: ['review:approved', 'visit:done'], instances: 2, share: 0.6667 },
      { steps: ['review:rejected', 'review:approved', 'visit:done'], instances: 1, share: 0.3333 },
    ]));
  it('compares versions, also where one is looked at', () => {
    expect(answer.versions).toMatchObject([
      { version: '1.0.0', ended: 2, happened: {} },
      { version: '2.0.0', ended: 1, happened: { rejected: 1, looped: 1, reworked: 1, handed_off: 1 } },
    ]);
    expect(processAnswer(rollup, '1.0.0')).toMatchObject({
      instances: 2,
      rework: { instances: 0, steps: [] },
      handOffs: [],
      versions: answer.versions,
    });
  });
  it('of nothing is nothing', () =>
    expect(processAnswer(NO_ROLLUP)).toMatchObject({
      instances: 0,
      duration: { p50Ms: null },
      bottlenecks: [],
      rework: { instances: 0, share: 0, loops: 0 },
    }));
  it('has equal ones in the order of their names', () => {
    const both = [story(1), story(1)];
    expect(processAnswer(rolledUp('1.0.0', ...both))).toMatchObject({
      bottlenecks: [{ stepId: 'review' }, { stepId: 'visit' }],
    });
  });
});

describe('hand-offs and paths', () => {
  const figures = {
    ...NO_FIGURES,
    handOffs: {
      'b>c': 1,
      'a>b': 1,
      'c>d': 2,
      ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`x${i}>y`, 1])),
    },
    variants: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`s${i}`, measured(1_000)])),
  };
  const answer = processAnswer(rollupOf(FIRST, '1.0.0', figures)) as Record<string, object[]>;
  it('are the most frequent ones, in the order of names where they are as frequent', () => {
    expect(answer.handOffs?.slice(0, 3)).toEqual([
      { from: 'c', to: 'd', count: 2 },
      { from: 'a', to: 'b', count: 1 },
      { from: 'b', to: 'c', count: 1 },
    ]);
    expect([answer.handOffs?.length, answer.variants?.length]).toEqual([20, 10]);
  });
  it('may be of steps that only looped, in the order of names', () => {
    const step = { ...NO_STEP_FIGURES, loops: 1 };
    expect(processAnswer(rollupOf(FIRST, '1.0.0', { ...NO_FIGURES, steps: { b: step, a: step } }))).toMatchObject({
      rework: { steps: [{ stepId: 'a' }, { stepId: 'b' }] },
    });
  });
});

describe('the figures of a workflow', () => {
  it('are in total, by step, by version and by day', () => {
    const later = rollupOf('2026-02-28', '1.0.0', figuresOf(story(3).instance, []));
    expect(metricsAnswer(mergeRollups(rollup, later))).toMatchObject({
      total: {
        ended: 4,
        started: 0,
        statuses: { completed: 4 },
        happened: { reworked: 1 },
        versions: { '1.0.0': 3, '2.0.0': 1 },
        steps: [
          { stepId: 'review', ended: 4, attempts: 4, handOffs: 1, loops: 1, reworked: 1 },
          { stepId: 'visit', ended: 3, waited: { p50Ms: expect.any(Number) }, working: { p50Ms: null } },
        ],
      },
      byVersion: [
        { version: '1.0.0', ended: 3 },
        { version: '2.0.0', ended: 1 },
      ],
      days: [
        { date: '2026-02-28', ended: 1 },
        { date: FIRST, ended: 3, sla: {}, duration: { p90Ms: expect.any(Number) } },
      ],
    });
  });
  it('of nothing are nothing', () =>
    expect(metricsAnswer(NO_ROLLUP)).toMatchObject({ total: { ended: 0, steps: [] }, byVersion: [], days: [] }));
});
