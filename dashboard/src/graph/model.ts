// A definition as a graph: its steps, what follows what, where it may lead back, and what runs side by side.
import { type GraphStep, orderOf } from './order.ts';

/** Where every workflow begins and ends; no step is called so, for step ids begin with a letter. */
export const START = '>start';
export const END = '>end';

export interface Edge {
  readonly from: string;
  readonly to: string;
}
export interface Loop extends Edge {
  /** Led back by a rejection or a failure. */
  readonly on: 'reject' | 'failure';
  readonly loopsMax: number;
}
export interface GraphModel {
  readonly steps: readonly GraphStep[];
  readonly edges: readonly Edge[];
  readonly loops: readonly Loop[];
  /** Steps that begin together and wait for the same. */
  readonly lanes: readonly (readonly string[])[];
}

/** What the engine takes where a definition does not say how often it may go back. */
const LOOPS_DEFAULT = 3;

/** A draft may name steps that are not there; those edges are left out. */
export function modelOf(steps: readonly GraphStep[]): GraphModel {
  const { dependencies, groups } = orderOf(steps);
  const known = new Set(steps.map(({ id }) => id));
  const inner = steps.flatMap(({ id }) =>
    [...new Set(dependencies.get(id) ?? [])].filter((from) => known.has(from)).map((from) => ({ from, to: id })),
  );
  const reached = new Set(inner.map(({ to }) => to));
  const left = new Set(inner.map(({ from }) => from));
  return {
    steps,
    edges: [
      ...steps.filter(({ id }) => !reached.has(id)).map(({ id }) => ({ from: START, to: id })),
      ...inner,
      ...steps.filter(({ id }) => !left.has(id)).map(({ id }) => ({ from: id, to: END })),
    ],
    loops: steps.flatMap(loopsOf).filter(({ to }) => known.has(to)),
    lanes: groups.filter((ids) => new Set(ids.map((id) => (dependencies.get(id) ?? []).join(' '))).size === 1),
  };
}

function loopsOf({ id, onReject, onFailure }: GraphStep): readonly Loop[] {
  const both = [
    ['reject', onReject],
    ['failure', onFailure],
  ] as const;
  return both.flatMap(([on, way]) => {
    if (typeof way !== 'object' || way === null || !('goto' in way)) return [];
    const { maxLoops = LOOPS_DEFAULT } = way as { readonly maxLoops?: number };
    return [{ from: id, to: String(way.goto), on, loopsMax: maxLoops }];
  });
}
