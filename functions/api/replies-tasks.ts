// The tasks a reply can name: those that wait for the person, by code, and what became of those that do not any more.
import type { JsonObject } from '../core/json.ts';
import { replyCode, SHORT_CODE_DIGITS, tellingDigits } from '../core/reply-code.ts';
import type { SpokenTask, WaitingTask } from '../core/spoken-task.ts';
import type { Field } from '../core/views/fields.ts';
import type { WorkflowEngine } from '../engine/engine.ts';
import type { Caller } from '../engine/parts.ts';
import type { StepSeen } from '../engine/replying.ts';

/** A step in one of its attempts. */
export interface Target {
  readonly instanceId: string;
  readonly stepId: string;
  readonly attempt: number;
}

/** A task that waits for the person, with its whole code. */
export interface Waiting extends Target, WaitingTask {}

export type TasksEngine = Pick<WorkflowEngine, 'listMyTasks' | 'listWorkflowInstances' | 'namesOf' | 'seenStep'>;

const TASKS_MAX = 200;
const PAGE_SIZE = 100;
/** Instances in which the code of a task that does not wait any more is looked for, the newest first. */
const INSTANCES_MAX = 100;
/** Attempts of a step that are looked at, the newest first. */
const ATTEMPTS_MAX = 20;

/** What the person can decide now, those due first. */
export async function waitingTasks(engine: TasksEngine, caller: Caller): Promise<readonly Waiting[]> {
  const rows: JsonObject[] = [];
  let pageToken: string | undefined;
  do {
    const page = { pageSize: PAGE_SIZE, ...(pageToken === undefined ? {} : { pageToken }) };
    const { tasks, nextPageToken } = await engine.listMyTasks(caller, page);
    rows.push(...(tasks as readonly JsonObject[]));
    pageToken = nextPageToken as string | undefined;
  } while (pageToken !== undefined && rows.length < TASKS_MAX);
  const decidable = rows
    .filter(({ actions }) => (actions as readonly string[]).includes('approve_step'))
    .slice(0, TASKS_MAX);
  const names = await engine.namesOf([...new Set(decidable.map(({ requester }) => String(requester)))]);
  return decidable.map((row) => waiting(row, caller.userId, names)).toSorted((a, b) => dueOf(a) - dueOf(b));
}

const dueOf = ({ dueAt }: WaitingTask): number => dueAt ?? Number.MAX_SAFE_INTEGER;

function waiting(row: JsonObject, userId: string, names: Readonly<Record<string, string>>): Waiting {
  const { instanceId, stepId, attempt, name, workflowName, requester, dueAt, fields } = row as JsonObject & {
    readonly fields: unknown;
  };
  const target = { instanceId: String(instanceId), stepId: String(stepId), attempt: Number(attempt) };
  return {
    ...target,
    code: codeOf(target, userId),
    name: String(name),
    workflowName: String(workflowName),
    requester: names[String(requester)] ?? String(requester),
    fields: fields as readonly Field[],
    dueAt: typeof dueAt === 'string' ? Date.parse(dueAt) : null,
  };
}

const codeOf = ({ instanceId, stepId, attempt }: Target, userId: string): string =>
  replyCode(instanceId, stepId, attempt, userId);

export const isNamedBy =
  (code: string) =>
  (task: { readonly code: string }): boolean =>
    task.code.startsWith(code);

/** The tasks as they are told, each with as many digits as tell it from all that wait; at least `digitsMin`. */
export function told<T extends WaitingTask>(
  tasks: readonly T[],
  among: readonly WaitingTask[],
  digitsMin = SHORT_CODE_DIGITS,
): readonly T[] {
  return tasks.map((task) => {
    const others = among.map(({ code }) => code).filter((code) => code !== task.code);
    return { ...task, code: task.code.slice(0, Math.max(digitsMin, tellingDigits(task.code, others))) };
  });
}

/** A task that waits for the person no more. */
export interface PastTask {
  readonly target: Target;
  readonly step: StepSeen;
}

/**
 * The step and attempt that the code named for this person, among the newest instances they may see; null: none. What they
 * are not involved in looks like nothing at all.
 */
export async function pastTask(engine: TasksEngine, caller: Caller, code: string): Promise<PastTask | null> {
  const { instances } = await engine.listWorkflowInstances(caller, { pageSize: INSTANCES_MAX });
  for (const target of (instances as readonly JsonObject[]).flatMap(attemptsOf)) {
    if (!codeOf(target, caller.userId).startsWith(code)) continue;
    const step = await engine.seenStep(caller, target);
    if (step?.isInvolved === true) return { target, step };
  }
  return null;
}

function attemptsOf({ instanceId, steps }: JsonObject): readonly Target[] {
  const known = Object.entries(steps as { readonly [stepId: string]: { readonly attempt: number } });
  return known.flatMap(([stepId, { attempt: newest }]) =>
    Array.from({ length: Math.min(newest, ATTEMPTS_MAX) }, (_, back) => ({
      instanceId: String(instanceId),
      stepId,
      attempt: newest - back,
    })),
  );
}

/** A task as it is told of afterwards. */
export async function spokenOf(engine: TasksEngine, { target, step }: PastTask, userId: string): Promise<SpokenTask> {
  const names = await engine.namesOf([step.requester]);
  return {
    code: codeOf(target, userId).slice(0, SHORT_CODE_DIGITS),
    name: step.name,
    workflowName: step.workflowName,
    requester: names[step.requester] ?? step.requester,
  };
}
