// Edits of status cells: marked when they are typed, decided only by a click of the person who typed them.
import type { Answer, Call } from '../logic/api.ts';
import { ownPlaces } from '../logic/columns.ts';
import { type Decision, judge, sameDecision, type Task, wishOf } from '../logic/edits.ts';
import type { Settings } from '../logic/settings.ts';
import { cellsOf, type Status } from '../logic/status.ts';
import { noteText, plural } from '../logic/text.ts';
import { nameOf, namesCall, workflowOf } from './directory.ts';
import { callAll, callOne } from './engine.ts';
import { activeSheet, type Grid, headersOf, readGrid, titleOf } from './grid.ts';
import { dropMark, type Mark, marksOf, personPrint, putMark, recordAt } from './memory.ts';
import { type Submitted, submittedOf } from './refresh.ts';
import { settings as readSettings } from './settings-store.ts';
import { Stop } from './stop.ts';
import { type RowResult, resultOf, writeBack } from './write-back.ts';

const TASKS_PAGE = 200;
const TASKS_PAGES_MAX = 10;
/** More rows at once are a paste or a fill, not decisions. */
const EDITED_ROWS_MAX = 200;
const ASK = 'To be applied: choose Extensions → Countersign → Apply my edits. Until then nothing is decided.';

/** The simple trigger: it only marks. It knows no person, and asks no server. */
export function markEdit(event: GoogleAppsScript.Events.SheetsOnEdit): void {
  const { range } = event;
  const sheet = range.getSheet();
  const { headerRow, headers } = headersOf(sheet);
  const index = ownPlaces(headers).Status;
  if (index === undefined || index + 1 < range.getColumn() || index + 1 > range.getLastColumn()) return;
  const first = Math.max(range.getRow(), headerRow + 1);
  const last = Math.min(range.getLastRow(), sheet.getLastRow(), first + EDITED_ROWS_MAX - 1);
  const by = personPrint();
  const marks = marksOf(sheet);
  for (let row = first; row <= last; row += 1) {
    const record = recordAt(sheet, row);
    if (record === null || record.instanceId === null) continue;
    const before = marks.get(record.key)?.was ?? event.oldValue ?? '';
    putMark(sheet, record.key, { by, was: before });
    sheet.getRange(row, index + 1).setNote(noteText(ASK, before === '' ? '' : `Before: ${before}`));
  }
}

export interface ReadyEdit {
  readonly row: number;
  readonly title: string;
  readonly step: string;
  readonly decision: Decision;
}
interface RefusedEdit {
  readonly row: number;
  readonly why: string;
}
export interface Preview {
  readonly ready: readonly ReadyEdit[];
  readonly refused: readonly RefusedEdit[];
  /** Edits of others, which stay as they are. */
  readonly others: number;
}

interface Looked extends Preview {
  readonly settings: Settings;
  readonly grid: Grid;
  readonly byRow: ReadonlyMap<number, { readonly one: Submitted; readonly mark: Mark; readonly answer: Answer }>;
  readonly name: (userId: string) => string;
}

export const previewEdits = (): Preview => {
  const { ready, refused, others } = look();
  return { ready, refused, others };
};

function look(): Looked {
  const settings = readSettings();
  const grid = readGrid(activeSheet(), settings, workflowOf(settings, settings.workflowId));
  const marks = marksOf(grid.sheet);
  const marked = submittedOf(grid).filter(({ record }) => marks.has(record.key));
  const me = personPrint();
  const mine = marked.filter(({ record }) => me !== '' && marks.get(record.key)?.by === me);
  const names = namesCall(settings);
  const statuses: readonly Call[] = mine.map(({ instanceId }) => ({
    operation: 'getWorkflowStatus',
    data: { instanceId },
  }));
  const tasks: Call = { operation: 'listMyTasks', data: { pageSize: TASKS_PAGE } };
  const [tasksAnswer, ...answers] = mine.length === 0 ? [] : callAll(settings, [tasks, ...statuses, ...names]);
  if (tasksAnswer !== undefined && !tasksAnswer.ok) throw new Stop(tasksAnswer.message, tasksAnswer.next);
  const silent = answers.slice(0, mine.length).find(isSilent);
  if (silent !== undefined && !silent.ok) throw new Stop(silent.message, silent.next);
  const list = tasksAnswer?.ok === true ? allTasks(settings, tasksAnswer.result) : [];
  const byRow = new Map(
    mine.map((one, at) => [one.row, { one, mark: marks.get(one.record.key) as Mark, answer: answers[at] as Answer }]),
  );
  const ready: ReadyEdit[] = [];
  const refused: RefusedEdit[] = [];
  for (const { one, answer } of byRow.values()) {
    const judged = answer.ok
      ? judge(wishOf(typedAt(grid, one.row)), answer.result, list, one.record.view)
      : { ok: false as const, why: `${answer.message} ${answer.next}` };
    if (judged.ok)
      ready.push({ row: one.row, title: titleOf(grid, one.row), step: judged.task.name, decision: judged.decision });
    else refused.push({ row: one.row, why: judged.why });
  }
  const name = nameOf(settings, names.length > 0 ? answers[mine.length] : undefined);
  return { settings, grid, byRow, name, ready, refused, others: marked.length - mine.length };
}

interface TasksPage {
  readonly tasks: readonly Task[];
  readonly nextPageToken?: string;
}

/** The first page came with the statuses; few people have a second one. */
function allTasks(settings: Settings, first: TasksPage): readonly Task[] {
  const tasks = [...first.tasks];
  let { nextPageToken } = first;
  for (let page = 1; nextPageToken !== undefined && page < TASKS_PAGES_MAX; page += 1) {
    const answer = callOne(settings, 'listMyTasks', { pageSize: TASKS_PAGE, pageToken: nextPageToken });
    if (!answer.ok) throw new Stop(answer.message, answer.next);
    const next = answer.result as TasksPage;
    tasks.push(...next.tasks);
    nextPageToken = next.nextPageToken;
  }
  return tasks;
}

function typedAt({ rows, headers }: Grid, row: number): string {
  const index = ownPlaces(headers).Status;
  return index === undefined ? '' : (rows.get(row)?.displays[index] ?? '');
}

export interface Applied {
  readonly decided: number;
  readonly putBack: number;
  readonly others: number;
  /** Shown to the person before, and not as it was any more: shown again, not decided. */
  readonly changed: number;
  /** Nobody answered: whether it arrived shows when it is applied again, which is harmless. */
  readonly unanswered: number;
}

/** `agreed`: what the person was shown and clicked on; anything else is not decided. */
export function applyEdits(agreed: readonly Decision[]): Applied {
  const { settings, grid, ready, refused, others, byRow, name } = look();
  const mine = ready.filter(({ decision }) => agreed.some((one) => sameDecision(one, decision)));
  const answers = callAll(
    settings,
    mine.map(({ decision }) => callOf(decision)),
  );
  const results = new Map<number, RowResult>();
  const settle = (row: number, result: RowResult): void => {
    results.set(row, result);
    const key = byRow.get(row)?.one.record.key;
    if (key !== undefined) dropMark(grid.sheet, key);
  };
  const back = (row: number, why: string): void =>
    settle(row, { ...before(settings, byRow.get(row), name), note: `Put back. ${why}` });
  for (const { row, why } of refused) back(row, why);
  let decided = 0;
  mine.forEach(({ row, decision }, at) => {
    const answer = answers[at] as Answer;
    if (answer.ok) {
      decided += 1;
      const note = `${decision.kind === 'approve' ? 'Approved' : 'Rejected'} from this sheet.`;
      settle(row, { ...resultOf(settings, decision.instanceId, cellsOf(answer.result, name)), note });
    } else if (isSilent(answer)) {
      results.set(row, { note: noteText(ASK, answer.message, answer.next) });
    } else back(row, `${answer.message} ${answer.next}`);
  });
  writeBack(grid.sheet, results);
  const unanswered = answers.filter(isSilent).length;
  const putBack = results.size - decided - unanswered;
  return { decided, putBack, others, changed: ready.length - mine.length, unanswered };
}

const isSilent = (answer: Answer): boolean =>
  !answer.ok && (answer.reason === 'UNREACHABLE' || answer.reason === 'UNAVAILABLE');

/** What the cell says instead: where the request stands; what it said before, where nobody may tell. */
function before(
  settings: Settings,
  found: { readonly one: Submitted; readonly mark: Mark; readonly answer: Answer } | undefined,
  name: (userId: string) => string,
): RowResult {
  if (found === undefined) return {};
  if (!found.answer.ok) return { status: found.mark.was };
  return resultOf(settings, found.one.instanceId, cellsOf(found.answer.result as Status, name));
}

const callOf = ({ instanceId, stepId, attempt, revision, kind, text }: Decision): Call => ({
  operation: kind === 'approve' ? 'approveStep' : 'rejectStep',
  data: {
    instanceId,
    stepId,
    attempt,
    expectedRevision: revision,
    ...(kind === 'reject' ? { reason: text } : text === '' ? {} : { notes: text }),
  },
});

export const appliedWords = ({ decided, putBack, others, changed, unanswered }: Applied): string =>
  [
    `${plural(decided, 'decision')} made.`,
    putBack > 0 ? `${plural(putBack, 'cell')} put back: see the notes.` : '',
    unanswered > 0 ? `${plural(unanswered, 'edit')} ${unanswered === 1 ? 'stays' : 'stay'}: nobody answered.` : '',
    changed > 0 ? `${plural(changed, 'edit')} changed meanwhile: look again.` : '',
    others > 0 ? `${plural(others, 'edit')} of others left to them.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
