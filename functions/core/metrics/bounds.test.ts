// What a stored roll-up may hold: the busiest rows, true totals, and never more than a document can.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rollups } from '../testing/random-figures.ts';
import { seeded } from '../testing/seeded.ts';
import { bounded, OTHERS, OVERVIEW_ROWS_MAX, WORKFLOW_ROWS_MAX } from './bounds.ts';
import type { Counts } from './counts.ts';
import type { Durations } from './durations.ts';
import { type Figures, NO_FIGURES, NO_STEP_FIGURES } from './figures.ts';
import { type Rollup, rollupOf, totalOf } from './rollup.ts';

const DOCUMENT_BYTES_MAX = 900_000;
const FEW = { versions: 2, steps: 2, people: 2, handOffs: 2, variants: 2 };

/** The totals that no cut may change. */
const totals = (rollup: Rollup) => {
  const { steps, people, handOffs, variants, ...rest } = totalOf(rollup);
  const sum = (rows: Readonly<Record<string, number>>) => Object.values(rows).reduce((a, b) => a + b, 0);
  return {
    rest,
    days: rollup.days,
    attempts: Object.values(steps).reduce((total, { attempts }) => total + attempts, 0),
    took: Object.values(people).reduce((total, { took }) => total + took.sumMs, 0),
    handOffs: sum(handOffs),
    variants: Object.values(variants).reduce((total, { sumMs }) => total + sumMs, 0),
  };
};

describe('bounding', () => {
  it('leaves alone what is small', () =>
    fc.assert(
      fc.property(rollups, (rollup) => {
        expect(bounded(rollup, WORKFLOW_ROWS_MAX)).toEqual(rollup);
      }),
      seeded(50),
    ));
  it('keeps all totals, and again changes nothing but what is under the others', () =>
    fc.assert(
      fc.property(rollups, (rollup) => {
        const cut = bounded(rollup, FEW);
        expect(totals(cut)).toEqual(totals(rollup));
        expect(Object.keys(cut.versions).filter((version) => version !== OTHERS).length).toBeLessThanOrEqual(2);
        expect(totals(bounded(cut, FEW))).toEqual(totals(rollup));
      }),
      seeded(),
    ));
  it('keeps the busiest, and among equals the first name', () => {
    const rollup = rollupOf('2026-03-01', '1.0.0', {
      ...NO_FIGURES,
      handOffs: { 'd>e': 1, 'b>c': 1, 'a>b': 5, 'c>d': 1 },
    });
    expect(totalOf(bounded(rollup, FEW)).handOffs).toEqual({ 'a>b': 5, 'b>c': 1, [OTHERS]: 2 });
  });
});

/** As much as can be: every bucket of every histogram, the longest names. */
const buckets: Counts = Object.fromEntries(Array.from({ length: 115 }, (_, i) => [i, 99_999]));
const full: Durations = { sumMs: Number.MAX_SAFE_INTEGER, buckets };
const named = (count: number, chars: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => String(i).padStart(chars, 'x'));
const rows = <T>(count: number, chars: number, row: T): Readonly<Record<string, T>> =>
  Object.fromEntries(named(count, chars).map((name) => [name, row]));
const few = rows(10, 20, 99_999);
const step = {
  ...NO_STEP_FIGURES,
  attempts: 99_999,
  outcomes: few,
  waited: full,
  waiting: full,
  working: full,
  unstaffed: full,
};
const busiest: Figures = {
  ...NO_FIGURES,
  statuses: few,
  outcomes: few,
  sla: few,
  happened: few,
  durations: full,
  steps: rows(60, 64, step),
  people: rows(60, 128, { decisions: few, took: full }),
  handOffs: rows(60, 257, 99_999),
  variants: rows(20, 1_001, full),
};
const quiet: Figures = { ...busiest, steps: {}, people: {}, handOffs: {}, variants: {} };
const row = { started: 99_999, ended: 99_999, statuses: few, outcomes: few, sla: few, durations: full };
const fullest = (versions: number, figures: Figures): Rollup => ({
  days: rows(31, 10, row),
  versions: rows(versions, 64, figures),
});

describe('the largest document', () => {
  const bytes = (rollup: Rollup): number => new TextEncoder().encode(JSON.stringify(rollup)).length;
  it('of a workflow is smaller than what a store takes', () =>
    expect(bytes(bounded(fullest(8, busiest), WORKFLOW_ROWS_MAX))).toBeLessThan(DOCUMENT_BYTES_MAX));
  it('of all workflows is smaller than what a store takes', () => {
    const many = {
      days: fullest(0, quiet).days,
      versions: { ...fullest(8, busiest).versions, ...rows(300, 63, quiet) },
    };
    expect(bytes(bounded(many, OVERVIEW_ROWS_MAX))).toBeLessThan(DOCUMENT_BYTES_MAX);
  });
});
