// The figures of a day, and that they add up in any order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instance } from '../instance.ts';
import { MORNING } from '../testing/sample-people.ts';
import { endedStep, instanceWith, openStep } from '../testing/sample-workflow.ts';
import { seeded } from '../testing/seeded.ts';
import { metricsAnswer } from './answer.ts';
import { dayAt } from './days.ts';
import { type Figures, figuresOf, figuresSchema, mergeFigures, NO_FIGURES } from './figures.ts';

const HOUR_MS = 3_600_000;

const approved = instanceWith(
  {
    check: endedStep({ endedAt: MORNING + 2_000, level: 2, attempt: 3 }),
    constructor: endedStep({ state: 'skipped', outcome: 'conditions_not_met', startedAt: null }),
    open: openStep(),
    never: { state: 'pending', attempt: 0 },
  },
  { status: 'completed', outcome: 'approved', endedAt: MORNING + HOUR_MS },
);
const failed = instanceWith(
  { check: endedStep({ state: 'failed', outcome: 'failed', endedAt: MORNING + 4_000 }) },
  { status: 'failed', definition: { id: 'sample', version: '2.0.0', hash: 'h' } },
);

const instances: fc.Arbitrary<Instance> = fc
  .record({
    status: fc.constantFrom('completed', 'failed', 'cancelled'),
    outcome: fc.constantFrom('approved', 'rejected', null),
    version: fc.constantFrom('1.0.0', '1.1.0'),
    steps: fc.dictionary(
      fc.constantFrom('a', 'b', 'constructor'),
      fc.record({
        outcome: fc.constantFrom('approved', 'rejected', 'toString'),
        level: fc.nat(3),
        attempt: fc.integer({ min: 1, max: 4 }),
        startedAt: fc.constantFrom(null, MORNING),
        endedAt: fc.integer({ min: MORNING, max: MORNING + 100 * HOUR_MS }),
      }),
    ),
  } as const)
  .map(({ status, outcome, version, steps }) =>
    instanceWith(Object.fromEntries(Object.entries(steps).map(([id, step]) => [id, endedStep(step)])), {
      status,
      outcome,
      definition: { id: 'sample', version, hash: 'h' },
    }),
  );
const fold = (of: readonly Instance[]): Figures =>
  of.map((instance) => figuresOf(instance, MORNING + 50 * HOUR_MS)).reduce(mergeFigures, NO_FIGURES);

describe('the figures of one instance', () => {
  it('count how it and its ended steps ended, how long they took and what they needed', () => {
    expect(figuresOf(approved, MORNING + HOUR_MS)).toEqual({
      ended: 1,
      statuses: { completed: 1 },
      outcomes: { approved: 1 },
      versions: { '1.0.0': 1 },
      durations: { 48: 1 },
      steps: {
        check: { ended: 1, outcomes: { approved: 1 }, waited: { 4: 1 }, escalations: 2, attempts: 3 },
        constructor: { ended: 1, outcomes: { conditions_not_met: 1 }, waited: {}, escalations: 0, attempts: 1 },
      },
    });
  });
  it('know no outcome of a workflow that did not complete', () => {
    expect(figuresOf(failed, MORNING)).toMatchObject({ statuses: { failed: 1 }, outcomes: {}, durations: { 0: 1 } });
  });
});

describe('merging', () => {
  it('adds up name by name', () => {
    expect(mergeFigures(figuresOf(approved, MORNING + HOUR_MS), figuresOf(failed, MORNING + HOUR_MS))).toMatchObject({
      ended: 2,
      statuses: { completed: 1, failed: 1 },
      versions: { '1.0.0': 1, '2.0.0': 1 },
      durations: { 48: 2 },
      steps: {
        check: { ended: 2, outcomes: { approved: 1, failed: 1 }, waited: { 4: 1, 8: 1 }, escalations: 2, attempts: 4 },
        constructor: { ended: 1 },
      },
    });
  });
  it('of parts is folding all together, wherever they are cut and whichever comes first', () =>
    fc.assert(
      fc.property(fc.array(instances), fc.array(instances), (one, two) => {
        const whole = fold([...one, ...two]);
        expect(mergeFigures(fold(one), fold(two))).toEqual(whole);
        expect(mergeFigures(fold(two), fold(one))).toEqual(whole);
      }),
      seeded(),
    ));
  it('with nothing changes nothing', () => {
    const some = figuresOf(approved, MORNING);
    expect(mergeFigures(NO_FIGURES, some)).toEqual(some);
    expect(mergeFigures(some, NO_FIGURES)).toEqual(some);
  });
  it('stays within the schema, also through JSON', () =>
    fc.assert(
      fc.property(fc.array(instances), (of) => {
        const figures = fold(of);
        expect(figuresSchema.parse(JSON.parse(JSON.stringify(figures)))).toEqual(figures);
      }),
      seeded(50),
    ));
});

describe('the answer', () => {
  it('has totals with their steps, and the days, with percentiles in ms', () => {
    const days = [
      { date: '2026-03-01', figures: figuresOf(approved, MORNING + HOUR_MS) },
      { date: '2026-03-02', figures: figuresOf(failed, MORNING) },
    ];
    const hour = { p50Ms: 4_096_000, p90Ms: 4_096_000, p99Ms: 4_096_000 };
    expect(metricsAnswer(days)).toMatchObject({
      total: {
        ended: 2,
        statuses: { completed: 1, failed: 1 },
        outcomes: { approved: 1 },
        duration: { p50Ms: 1_000, p90Ms: 4_096_000, p99Ms: 4_096_000 },
        versions: { '1.0.0': 1, '2.0.0': 1 },
        steps: [
          { stepId: 'check', ended: 2, escalations: 2, attempts: 4, waited: { p50Ms: 2_000, p90Ms: 4_000 } },
          { stepId: 'constructor', waited: { p50Ms: null, p90Ms: null, p99Ms: null } },
        ],
      },
      days: [
        { date: '2026-03-01', ended: 1, statuses: { completed: 1 }, outcomes: { approved: 1 }, duration: hour },
        { date: '2026-03-02', ended: 1, statuses: { failed: 1 }, outcomes: {} },
      ],
    });
  });
  it('of no days is nothing in total', () => {
    expect(metricsAnswer([])).toMatchObject({ total: { ended: 0, duration: { p50Ms: null }, steps: [] }, days: [] });
  });
});

describe('a day', () => {
  const utc = (text: string): number => Date.parse(`${text}Z`);
  it.each([
    ['UTC', '2026-03-01T23:59:59', 0, '2026-03-01', '2026-03-01T00:00:00', '2026-03-02T00:00:00'],
    ['Asia/Dhaka', '2026-03-01T18:00:00', 0, '2026-03-02', '2026-03-01T18:00:00', '2026-03-02T18:00:00'],
    ['Asia/Dhaka', '2026-03-01T17:59:59', 1, '2026-02-28', '2026-02-27T18:00:00', '2026-02-28T18:00:00'],
    ['Europe/Berlin', '2026-03-30T08:00:00', 1, '2026-03-29', '2026-03-28T23:00:00', '2026-03-29T22:00:00'],
    ['Europe/Berlin', '2026-10-25T12:00:00', 0, '2026-10-25', '2026-10-24T22:00:00', '2026-10-25T23:00:00'],
  ])('in %s at %s, %i before, is %s', (zone, at, before, date, from, to) =>
    expect(dayAt(zone, utc(at), before)).toEqual({ date, from: utc(from), to: utc(to) }),
  );
});
