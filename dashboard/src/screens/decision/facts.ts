// What a decider wants to know of an instance, read out of its answer.
import type { InstanceView, StepView } from '../../api/api.ts';
import type { Definition, Schema, StepDefinition } from '../../data/definition.ts';

export interface Change {
  readonly pointer: string;
  readonly from: unknown;
  readonly to: unknown;
}

const DECISIONS: ReadonlySet<string> = new Set([
  'step_approved',
  'step_rejected',
  'changes_requested',
  'step_completed',
]);

/** What the data became since somebody last decided; a value that was changed back is no change. */
export function changesSince(history: InstanceView['history']): readonly Change[] {
  const last = history.findLastIndex(({ action, actor }) => DECISIONS.has(action) && actor !== 'engine');
  const found = new Map<string, Change>();
  for (const { action, data } of history.slice(last + 1)) {
    if (action !== 'workflow_data_changed' || !Array.isArray(data.changes)) continue;
    for (const change of data.changes as readonly Change[])
      found.set(change.pointer, { ...change, from: found.get(change.pointer)?.from ?? change.from });
  }
  return [...found.values()].filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}

export interface Attachment {
  readonly label: string;
  readonly url: string;
}

/** Links in the data, wherever they stand. Only web addresses: nothing else is opened by a click. */
export function attachmentsOf(data: unknown, name = ''): readonly Attachment[] {
  if (typeof data === 'string') return /^https?:\/\/\S+$/.test(data) ? [{ label: name, url: data }] : [];
  if (Array.isArray(data)) return data.flatMap((one) => attachmentsOf(one, name));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => attachmentsOf(value, key));
}

export type Standing =
  | { readonly kind: 'mine' }
  | { readonly kind: 'paused' | 'not_yours' | 'not_yet' | 'voted' }
  | { readonly kind: 'changes_asked'; readonly by: string }
  | { readonly kind: 'over'; readonly state: string; readonly by: readonly string[] };

/** How the step stands for this person. */
export function standingOf(view: InstanceView, step: StepView, userId: string): Standing {
  if (['completed', 'skipped', 'failed'].includes(step.state))
    return { kind: 'over', state: step.outcome ?? step.state, by: Object.keys(step.votes ?? {}) };
  if (view.changesRequested !== undefined) return { kind: 'changes_asked', by: view.changesRequested.by };
  if (step.state === 'pending') return { kind: 'not_yet' };
  if (view.status === 'paused') return { kind: 'paused' };
  if (userId in (step.votes ?? {})) return { kind: 'voted' };
  return { kind: step.assignees?.includes(userId) ? 'mine' : 'not_yours' };
}

/** Who has the step, as far as it is about the reader: themselves, or else the first of the others. */
export const askedIn = ({ assignments = [] }: StepView, userId: string) =>
  assignments.find(({ user }) => user === userId) ?? assignments[0];

export type Reason =
  | { readonly kind: 'user' | 'manager' }
  | { readonly kind: 'role' | 'pool' | 'each'; readonly role: string }
  | { readonly kind: 'other'; readonly via: string }
  | { readonly kind: 'where'; readonly name: string; readonly value: string }
  | { readonly kind: 'instead'; readonly of: string }
  | { readonly kind: 'table'; readonly name: string };

/** Why this person has the step: the rule that chose them, its filters, and for whom they act. */
export function reasonsFor(
  step: StepView,
  definition: StepDefinition | undefined,
  userId: string,
  data: unknown,
): readonly Reason[] {
  const mine = askedIn(step, userId);
  if (mine === undefined) return [];
  const rules = [definition?.assignedTo ?? []].flat();
  const tables = rules
    .filter((rule) => rule.startsWith('rule:'))
    .map((rule) => ({ kind: 'table', name: rule.slice(5) }) as const);
  const filters = Object.entries(definition?.where ?? {}).map(
    ([name, value]) => ({ kind: 'where', name, value: String(resolved(value, data)) }) as const,
  );
  const instead = mine.onBehalfOf === undefined ? [] : [{ kind: 'instead', of: mine.onBehalfOf } as const];
  return [...tables, reasonOf(mine.via), ...filters, ...instead];
}

function reasonOf(via: string): Reason {
  const [kind = '', rest = ''] = via.split(/:(.*)/);
  if (kind === 'role' || kind === 'load_balance') return { kind: 'role', role: rest };
  if (kind === 'pool' || kind === 'each') return { kind, role: rest };
  if (kind === 'user') return { kind: 'user' };
  return kind === 'manager_of' ? { kind: 'manager' } : { kind: 'other', via };
}

/** `$data.territory` as the request has it. */
function resolved(value: unknown, data: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith('$data.')) return value;
  return value
    .slice('$data.'.length)
    .split('.')
    .reduce<unknown>((at, name) => (at as Readonly<Record<string, unknown>> | null | undefined)?.[name], data);
}

/** Steps that ask people, and those that failed: what a reader follows. */
export const stepsToShow = ({ steps }: Definition, view: InstanceView): readonly StepDefinition[] =>
  steps.filter(({ id, type }) => {
    const state = view.steps[id]?.state;
    return (
      state !== undefined && state !== 'skipped' && (type === 'approval' || type === 'manual' || state === 'failed')
    );
  });

/** When and why the step was sent back: its votes begin anew, and this would be forgotten. */
export const returnsOf = ({ history }: InstanceView, stepId: string): InstanceView['history'] =>
  history.filter((event) => event.action === 'changes_requested' && event.stepId === stepId);

export const schemaOf = (definition: Definition | undefined): Schema => definition?.data ?? {};

/** What people call the request: the first field that ends in "Id", or the beginning of its own. */
export function titleOf({ data, instanceId }: Pick<InstanceView, 'data' | 'instanceId'>): string {
  const [, id] = Object.entries(data).find(([name, value]) => /Id$/.test(name) && typeof value === 'string') ?? [];
  return typeof id === 'string' ? id : instanceId.slice(0, 8);
}
