// What each step waits for, and which begin together: the engine's own order (functions/core/definition/plan.ts), which
// a test holds this to. A page that is served as files does not reach into the engine's sources.

/** A step as far as its place in the graph goes. */
export interface GraphStep {
  readonly id: string;
  readonly name?: string;
  readonly type: 'approval' | 'manual' | 'notification' | 'system';
  readonly dependencies?: readonly string[];
  readonly parallel?: boolean;
  readonly onReject?: unknown;
  readonly onFailure?: unknown;
}

export interface Order {
  /** By step: the steps it waits for. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** Steps that begin together, two or more each. */
  readonly groups: readonly (readonly string[])[];
}

export function orderOf(steps: readonly GraphStep[]): Order {
  const dependencies = new Map<string, readonly string[]>();
  const groups: (readonly string[])[] = [];
  /** Parallel groups that no step has waited for yet. */
  let unjoined: readonly string[] = [];
  let group: readonly string[] = [];
  for (const [index, step] of steps.entries()) {
    const isTogether = step.parallel === true && index > 0;
    const before = isTogether ? (dependencies.get(steps[index - 1]?.id ?? '') ?? []) : [...unjoined, ...group];
    if (!isTogether) {
      unjoined = step.dependencies === undefined ? [] : [...unjoined, ...(group.length > 1 ? group : [])];
      groups.push(group);
      group = [];
    }
    group = [...group, step.id];
    dependencies.set(step.id, step.dependencies ?? before);
  }
  groups.push(group);
  return { dependencies, groups: groups.filter(({ length }) => length > 1) };
}
