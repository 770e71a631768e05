// What a person can do with a task: each one command, shown at once and taken back where it is refused.
import { call, send, type Task } from '../api/api.ts';
import type { Answer, OperationName } from '../api/client.ts';
import { ApiError, asApiError } from '../api/error.ts';
import { type Ahead, act, ahead } from '../data/query.ts';

/** The task that was shown: its attempt, and the revision of its request that was read. */
export interface Target {
  readonly instanceId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly revision: number;
}
export type TargetId = Pick<Target, 'instanceId' | 'stepId' | 'attempt'>;

export const isSameTask = (a: TargetId, b: TargetId): boolean =>
  a.instanceId === b.instanceId && a.stepId === b.stepId && a.attempt === b.attempt;
export const idOf = ({ instanceId, stepId, attempt }: TargetId): string => `${instanceId}/${stepId}/${attempt}`;

const CHANGED: readonly OperationName[] = ['listMyTasks', 'getWorkflowInstance', 'listWorkflowInstances'];

const gone = (targets: readonly TargetId[]): Ahead =>
  ahead('listMyTasks', ({ tasks, ...rest }: Answer<'listMyTasks'>) => ({
    ...rest,
    tasks: tasks.filter((task) => !targets.some((target) => isSameTask(task, target))),
  }));

/** Somebody decides on what they saw: a request that changed since is refused, and shown anew. */
const seen = ({ instanceId, stepId, attempt, revision }: Target) => ({
  instanceId,
  stepId,
  attempt,
  expectedRevision: revision,
});

const deed = (target: Target, run: () => Promise<unknown>): Promise<unknown> =>
  act({
    run: () => run().catch((error) => explain(asApiError(error), target)),
    ahead: [gone([target])],
    changes: CHANGED,
  });

/** A request that changed because somebody decided is told as that, with their name. */
async function explain(error: ApiError, { instanceId, stepId }: Target): Promise<never> {
  if (error.reason !== 'STALE_REVISION') throw error;
  const { steps } = await call('getWorkflowInstance', { instanceId });
  const { state, outcome, votes = {} } = steps[stepId] ?? {};
  if (state !== 'completed' && state !== 'skipped' && state !== 'failed') throw error;
  throw new ApiError('ALREADY_DECIDED', error.message, error.next, { decidedBy: Object.keys(votes), outcome });
}

type Output = Readonly<Record<string, unknown>>;

export const approve = (target: Target, output?: Output, notes?: string) =>
  deed(target, () => send('approveStep', { ...seen(target), output, notes }));
export const complete = (target: Target, output?: Output) =>
  deed(target, () => send('completeStep', { ...seen(target), output }));
export const rejectTask = (target: Target, reason: string) =>
  deed(target, () => send('rejectStep', { ...seen(target), reason }));
export const sendBack = (target: Target, reason: string) =>
  deed(target, () => send('requestChanges', { ...seen(target), reason }));
export const delegate = ({ instanceId, stepId, attempt, revision: _revision }: Target, to: string, reason: string) =>
  act({
    run: () => send('delegateTask', { instanceId, stepId, attempt, to, ...(reason === '' ? {} : { reason }) }),
    ahead: [gone([{ instanceId, stepId, attempt }])],
    changes: CHANGED,
  });
export const comment = ({ instanceId, stepId }: Pick<Target, 'instanceId' | 'stepId'>, text: string) =>
  act({ run: () => send('addComment', { instanceId, stepId, text }), changes: ['getWorkflowInstance', 'listMyTasks'] });

export interface ManyResult {
  readonly task: Task;
  /** null: it is decided. */
  readonly problem: ApiError | null;
}
/** As many as the API takes in one request. */
const CHUNK = 100;

/** Decides many; each has its own result, and those that are refused come back to the list. */
export async function decideMany(
  tasks: readonly Task[],
  decision: 'approve' | 'reject',
  reason: string,
): Promise<readonly ManyResult[]> {
  const results: ManyResult[] = [];
  for (let at = 0; at < tasks.length; at += CHUNK) {
    const chunk = tasks.slice(at, at + CHUNK);
    const answer = await act({
      run: () => call('decideMany', { decisions: chunk.map((task) => decisionOn(task, decision, reason)) }),
      ahead: [gone(chunk)],
      changes: CHANGED,
    });
    results.push(...chunk.map((task, index) => ({ task, problem: problemIn(answer.results[index]?.error) })));
  }
  return results;
}

const decisionOn = ({ instanceId, stepId, attempt }: Task, decision: 'approve' | 'reject', reason: string) => ({
  instanceId,
  stepId,
  attempt,
  decision,
  commandId: crypto.randomUUID(),
  ...(reason === '' ? {} : { reason }),
});

type Refused = NonNullable<Answer<'decideMany'>['results'][number]['error']>;
const problemIn = (refused: Refused | undefined): ApiError | null =>
  refused === undefined
    ? null
    : new ApiError(refused.details.reason, refused.message, refused.details.next, { ...refused.details });
