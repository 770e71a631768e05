// How much a stored roll-up may hold. The busiest rows stay; the others are counted together, so that totals stay true.
import { byName, merged } from './counts.ts';
import { addDurations, amountOf } from './durations.ts';
import { type Figures, mergeFigures, mergePeople, mergeSteps, type StepFigures } from './figures.ts';
import type { Rollup } from './rollup.ts';

/** No version, step, person, pair of people or path is called so. */
export const OTHERS = '(others)';

export interface RowsMax {
  readonly versions: number;
  /** Over all versions together, as everything below. */
  readonly steps: number;
  readonly people: number;
  readonly handOffs: number;
  readonly variants: number;
}

/** Of one workflow: less than 900 kB, were every bucket of every histogram full. */
export const WORKFLOW_ROWS_MAX: RowsMax = { versions: 6, steps: 90, people: 60, handOffs: 60, variants: 20 };
/** Of all workflows together, which take the place of versions. */
export const OVERVIEW_ROWS_MAX: RowsMax = { versions: 200, steps: 0, people: 300, handOffs: 0, variants: 0 };

type Rows<T> = Readonly<Record<string, T>>;
type Versions = Rollup['versions'];

/** The same totals in at most so many rows. Merging what was bounded is exact; what was cut is under OTHERS. */
export function bounded(rollup: Rollup, max: RowsMax): Rollup {
  const kept = keep(rollup.versions, max.versions, ({ ended, started }) => ended + started, mergeFigures);
  let versions = cut(kept, 'steps', max.steps, busyness, mergeSteps);
  versions = cut(versions, 'people', max.people, ({ took }) => amountOf(took), mergePeople);
  versions = cut(
    versions,
    'handOffs',
    max.handOffs,
    (amount) => amount,
    (a, b) => a + b,
  );
  versions = cut(versions, 'variants', max.variants, amountOf, addDurations);
  return { ...rollup, versions };
}

const busyness = ({ attempts }: StepFigures): number => attempts;

/** Keeps the rows with the most weight, over all versions together. */
function cut<F extends 'steps' | 'people' | 'handOffs' | 'variants'>(
  versions: Versions,
  field: F,
  max: number,
  weigh: (row: Figures[F][string]) => number,
  join: (a: Figures[F][string], b: Figures[F][string]) => Figures[F][string],
): Versions {
  type Row = Figures[F][string];
  const all = Object.entries(versions).flatMap(([version, figures]) =>
    Object.entries(figures[field] as Rows<Row>).map(([name, row]) => [`${version} ${name}`, row] as const),
  );
  const names = heaviest(all, max, weigh);
  if (all.every(([name]) => names.has(name))) return versions;
  return Object.fromEntries(
    Object.entries(versions).map(([version, figures]) => [
      version,
      { ...figures, [field]: fold(figures[field] as Rows<Row>, (name) => names.has(`${version} ${name}`), join) },
    ]),
  );
}

const keep = <T>(rows: Rows<T>, max: number, weigh: (row: T) => number, join: (a: T, b: T) => T): Rows<T> => {
  const names = heaviest(Object.entries(rows), max, weigh);
  return fold(rows, (name) => names.has(name), join);
};

/** Names of the heaviest; among equals the name decides, so that the same rows are always kept. */
const heaviest = <T>(
  rows: readonly (readonly [string, T])[],
  max: number,
  weigh: (row: T) => number,
): ReadonlySet<string> =>
  new Set(
    rows
      .toSorted(([a, x], [b, y]) => weigh(y) - weigh(x) || byName(a, b))
      .slice(0, max)
      .map(([name]) => name),
  );

const fold = <T>(rows: Rows<T>, isKept: (name: string) => boolean, join: (a: T, b: T) => T): Rows<T> =>
  Object.entries(rows)
    .map(([name, row]): Rows<T> => ({ [isKept(name) ? name : OTHERS]: row }))
    .reduce((a, b) => merged(a, b, join), {});
