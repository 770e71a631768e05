// What the sidebar asks for, each as a value the browser can read: the answer, or what went wrong and what to do.

import { ownColumnOf } from '../logic/columns.ts';
import { guess } from '../logic/mapping.ts';
import { hasOwn } from '../logic/own.ts';
import { isLocal } from '../logic/settings.ts';
import { cellsOf } from '../logic/status.ts';
import type { Json, JsonObject } from '../logic/values.ts';
import { built } from './built.ts';
import { nameOf, namesCall, type Workflow, workflowOf } from './directory.ts';
import { callAll } from './engine.ts';
import { activeSheet, headersOf, readGrid, titleOf } from './grid.ts';
import { shown, submittedOf } from './refresh.ts';
import { localUser, rawSettings, settings as readSettings, saveLocalUser, saveSettings } from './settings-store.ts';
import { Stop } from './stop.ts';
import { resultOf, writeBack } from './write-back.ts';

const TASKS_PAGE = 100;

type ListedTask = JsonObject & { readonly requester: string; readonly dueAt?: string; readonly assignedAt: string };

/** Tasks of the person who looks, soonest due first. */
export function approvals(): JsonObject {
  const settings = readSettings();
  const names = namesCall(settings);
  const [tasks, users] = callAll(settings, [{ operation: 'listMyTasks', data: { pageSize: TASKS_PAGE } }, ...names]);
  if (tasks === undefined || !tasks.ok) throw stopOf(tasks);
  const name = nameOf(settings, users);
  const list = tasks.result.tasks as readonly ListedTask[];
  const order = ({ dueAt, assignedAt }: ListedTask): string => `${dueAt ?? '9'} ${assignedAt}`;
  const byDue = [...list].sort((a, b) => order(a).localeCompare(order(b)));
  return {
    tasks: byDue.map((task) => ({ ...task, requesterName: name(task.requester) })),
    hasMore: tasks.result.nextPageToken !== undefined,
  };
}

const OPERATIONS: Readonly<Record<string, string>> = {
  approve: 'approveStep',
  reject: 'rejectStep',
  comment: 'addComment',
};

/** A click on a card: sent as it was shown, and written to the row of this request where the sheet has one. */
export function decide(raw: Readonly<Record<string, Json>>): JsonObject {
  const settings = readSettings();
  const { kind, instanceId, stepId, attempt, revision, text, commandId } = raw;
  const operation = typeof kind === 'string' && hasOwn(OPERATIONS, kind) ? OPERATIONS[kind] : undefined;
  const words = typeof text === 'string' ? text.trim() : '';
  if (operation === undefined) throw new Stop('This cannot be decided.', 'Reload the sidebar.');
  if (kind !== 'approve' && words === '')
    throw new Stop(
      kind === 'reject' ? 'A rejection needs a reason.' : 'The comment is empty.',
      'Write it, then try again.',
    );
  const base = { instanceId: instanceId ?? '', stepId: stepId ?? '', commandId: commandId ?? Utilities.getUuid() };
  const data: JsonObject =
    kind === 'comment'
      ? { ...base, text: words }
      : {
          ...base,
          attempt: attempt ?? 0,
          expectedRevision: revision ?? 0,
          ...(kind === 'reject' ? { reason: words } : words === '' ? {} : { notes: words }),
        };
  const [answer] = callAll(settings, [{ operation, data }]);
  if (answer === undefined || !answer.ok) throw stopOf(answer);
  if (kind !== 'comment') showInSheet(String(instanceId), answer.result);
  return { status: answer.result.status };
}

/** The decision is made; whether this sheet can show it must not turn that into an error. */
function showInSheet(instanceId: string, status: Parameters<typeof cellsOf>[0]): void {
  try {
    const settings = readSettings();
    const grid = readGrid(activeSheet(), settings, workflowOf(settings, settings.workflowId));
    const one = submittedOf(grid).find((found) => found.instanceId === instanceId);
    if (one === undefined) return;
    writeBack(
      grid.sheet,
      new Map([[one.row, { ...resultOf(settings, instanceId, cellsOf(status, String)), note: '' }]]),
    );
  } catch (error) {
    console.warn(`The sheet was not updated: ${error}`);
  }
}

/** The request of the row that the cursor is in. */
export function rowStatus(): JsonObject {
  const settings = readSettings();
  const sheet = activeSheet();
  const workflow = workflowOf(settings, settings.workflowId);
  const grid = readGrid(sheet, settings, workflow);
  const row = sheet.getActiveCell().getRow();
  const one = submittedOf(grid).find((found) => found.row === row);
  if (one === undefined) return { row, title: titleOf(grid, row), instance: null };
  const names = namesCall(settings);
  const [answer, users] = callAll(settings, [
    { operation: 'getWorkflowInstance', data: { instanceId: one.instanceId } },
    ...names,
  ]);
  if (answer === undefined || !answer.ok) throw stopOf(answer);
  const name = nameOf(settings, users);
  const instance = answer.result;
  writeBack(sheet, new Map([[row, shown(settings, grid, one, instance, name, false)]]));
  return {
    row,
    title: titleOf(grid, row),
    workflowName: workflow.name,
    word: cellsOf(instance, name).status,
    instance: {
      status: instance.status,
      startedAt: instance.startedAt,
      startedBy: name(instance.startedBy),
      reason: instance.reason ?? null,
    },
    steps: stepsOf(workflow, instance, name),
    history: historyOf(workflow, instance.history, name),
  };
}

interface StepAnswer {
  readonly state: string;
  readonly outcome?: string;
  readonly assignees?: readonly string[];
  readonly startedAt?: string;
  readonly endedAt?: string;
}

/** In the order of the definition; steps that were skipped say nothing to a reader. */
function stepsOf(
  { steps }: Workflow,
  instance: { steps: Readonly<Record<string, StepAnswer>>; openSteps: readonly { stepId: string; dueAt?: string }[] },
  name: (userId: string) => string,
): readonly JsonObject[] {
  return steps.flatMap(({ id, name: title }): readonly JsonObject[] => {
    const step = hasOwn(instance.steps, id) ? instance.steps[id] : undefined;
    if (step === undefined || step.state === 'skipped') return [];
    const dueAt = instance.openSteps.find(({ stepId }) => stepId === id)?.dueAt;
    return [
      {
        name: title,
        state: step.state,
        outcome: step.outcome ?? null,
        people: (step.assignees ?? []).map(name),
        since: step.startedAt ?? null,
        endedAt: step.endedAt ?? null,
        dueAt: dueAt ?? null,
      },
    ];
  });
}

/** What people would tell each other; the machine's own notes stay in the audit. */
const TOLD: Readonly<Record<string, string>> = {
  workflow_started: 'Submitted',
  step_assigned: 'Asked',
  step_approved: 'Approved',
  step_rejected: 'Rejected',
  changes_requested: 'Sent back',
  workflow_resubmitted: 'Submitted again',
  comment_added: 'Comment',
  step_escalated: 'Escalated',
  step_reassigned: 'Handed on',
  step_claimed: 'Taken on',
  workflow_paused: 'Paused',
  workflow_resumed: 'Resumed',
  workflow_completed: 'Finished',
  workflow_cancelled: 'Cancelled',
  workflow_failed: 'Failed',
};

interface HistoryRow {
  readonly action: string;
  readonly at: string;
  readonly actor: string;
  readonly stepId?: string;
  readonly data: {
    readonly reason?: Json;
    readonly notes?: Json;
    readonly text?: Json;
    readonly assignees?: readonly { readonly user: string }[];
  };
}

const historyOf = (
  { steps }: Workflow,
  history: readonly HistoryRow[],
  name: (userId: string) => string,
): readonly JsonObject[] =>
  history
    .filter(({ action }) => hasOwn(TOLD, action))
    .map(({ action, at, actor, stepId, data }) => ({
      word: TOLD[action] ?? action,
      at,
      who:
        action === 'step_assigned'
          ? (data.assignees ?? []).map(({ user }) => name(user)).join(', ')
          : actor === 'engine'
            ? ''
            : name(actor),
      step: steps.find(({ id }) => id === stepId)?.name ?? '',
      text: [data.reason, data.notes, data.text].find((one): one is string => typeof one === 'string') ?? '',
    }))
    .reverse();

/** The settings with what they mean for the headers of this sheet. */
export function settingsForm(): JsonObject {
  const raw = rawSettings();
  const server = typeof raw.server === 'string' ? raw.server : '';
  return {
    server,
    isFixed: built.server !== '',
    isLocal: isLocal(server),
    apiKey: typeof raw.apiKey === 'string' ? raw.apiKey : '',
    workflowId: typeof raw.workflowId === 'string' ? raw.workflowId : '',
    localUser: localUser(),
    mapping: (raw.mapping ?? {}) as JsonObject,
    ...columnsOf(),
  };
}

/** Only a saved workflow has fields to choose from. */
function columnsOf(): JsonObject {
  const headers = headersOf(activeSheet()).headers.filter(
    (header) => header !== '' && ownColumnOf(header) === undefined,
  );
  try {
    const settings = readSettings();
    const { fields } = workflowOf(settings, settings.workflowId);
    return {
      columns: headers.map((header) => ({ header, guess: guess(header, fields)?.path ?? null })),
      fields: fields.map(({ path, required }) => ({ path, required })),
      problem: '',
    };
  } catch (error) {
    const problem = error instanceof Stop ? `${error.message} ${error.next}` : String(error);
    return { columns: headers.map((header) => ({ header, guess: null })), fields: [], problem };
  }
}

export function save(raw: Readonly<Record<string, unknown>>): JsonObject {
  const checked = saveSettings(raw);
  if (!checked.ok) throw new Stop(checked.problem, 'Correct it and save again.');
  if (typeof raw.localUser === 'string' && isLocal(checked.settings.server)) saveLocalUser(raw.localUser.trim());
  return settingsForm();
}

const stopOf = (
  answer: { readonly ok: boolean; readonly message?: string; readonly next?: string } | undefined,
): Stop => new Stop(answer?.message ?? 'Nobody answered.', answer?.next ?? 'Try again in a moment.');
