// "Submit selected rows": each row is a request; one bad row keeps none of the others.
import type { Answer, Refusal } from '../logic/api.ts';
import { ownPlaces } from '../logic/columns.ts';
import type { RowRecord } from '../logic/records.ts';
import type { Settings } from '../logic/settings.ts';
import { SUBMITTED, wordOf } from '../logic/status.ts';
import { plural } from '../logic/text.ts';
import { dataOf, type JsonObject } from '../logic/values.ts';
import { workflowOf } from './directory.ts';
import { callAll } from './engine.ts';
import { activeSheet, type Grid, memoryOf, readGrid } from './grid.ts';
import { personPrint, remember } from './memory.ts';
import { settings as readSettings } from './settings-store.ts';
import { Stop } from './stop.ts';
import { linkTo, type RowResult, writeBack } from './write-back.ts';

const CHUNK_MAX = 50;
const ROWS_MAX = 1_000;
const LOCK_WAIT_MS = 5_000;
const KEY_CHARS = 7;

/** After these nobody knows whether the request arrived: the row keeps its key, so that a second try meets the first. */
const IN_DOUBT = new Set(['UNREACHABLE', 'UNAVAILABLE', 'INTERNAL', 'IDEMPOTENCY_CONFLICT']);

export interface Submitted {
  readonly started: number;
  readonly already: number;
  readonly failed: number;
}

interface Ready {
  readonly row: number;
  readonly record: RowRecord;
  /** An earlier try of it got no answer: it may have arrived, so its key stays whatever is answered now. */
  readonly wasTried: boolean;
  readonly data: JsonObject;
}

export function submitSelected(): Submitted {
  const settings = readSettings();
  const sheet = activeSheet();
  const workflow = workflowOf(settings, settings.workflowId);
  return alone(() => {
    const grid = readGrid(sheet, settings, workflow);
    if (grid.mapping.problems.length > 0)
      throw new Stop(
        grid.mapping.problems.join('\n'),
        'Add the columns, or say under Settings which column goes where.',
      );
    const selected = selectedRows(grid);
    if (selected.length === 0)
      throw new Stop('No rows with data are selected.', 'Select the rows to submit, then choose this again.');
    if (selected.length > ROWS_MAX)
      throw new Stop(`${selected.length} rows are selected.`, `Select at most ${ROWS_MAX} at once.`);
    const open = selected.filter((row) => (grid.records.get(row)?.instanceId ?? null) === null);
    const { ready, results } = prepare(grid, open);
    writeBack(sheet, results);
    const { started, failed } = send(settings, grid, ready);
    return { started, already: selected.length - open.length, failed: failed + results.size };
  });
}

/** Two people who submit at once would give one row two keys. */
function alone<T>(work: () => T): T {
  const lock = LockService.getDocumentLock();
  if (!lock.tryLock(LOCK_WAIT_MS))
    throw new Stop('Somebody else is submitting rows of this file.', 'Try again when they are done.');
  try {
    return work();
  } finally {
    SpreadsheetApp.flush();
    lock.releaseLock();
  }
}

/** Rows that a filter hides are not sent: nobody sees that they are selected. */
export function selectedRows({ sheet, rows }: Pick<Grid, 'sheet' | 'rows'>): readonly number[] {
  const selected = new Set<number>();
  for (const range of sheet.getActiveRangeList()?.getRanges() ?? []) {
    const first = range.getRow();
    const last = Math.min(range.getLastRow(), sheet.getLastRow());
    for (let row = first; row <= last; row += 1) if (rows.has(row)) selected.add(row);
  }
  return [...selected]
    .filter((row) => !sheet.isRowHiddenByFilter(row) && !sheet.isRowHiddenByUser(row))
    .sort((a, b) => a - b);
}

function prepare(
  grid: Grid,
  open: readonly number[],
): { ready: readonly Ready[]; results: ReadonlyMap<number, RowResult> } {
  const ready: Ready[] = [];
  const results = new Map<number, RowResult>();
  const taken = new Map(
    [...grid.records].filter(([, { instanceId }]) => instanceId !== null).map(([row, { print }]) => [print, row]),
  );
  const person = personPrint();
  for (const row of open) {
    const print = grid.prints.get(row) ?? '';
    const obstacle = obstacleOf(grid, row, person, grid.identity === undefined ? undefined : taken.get(print));
    const data = rowData(grid, row);
    if (obstacle !== null) results.set(row, obstacle);
    else if (!data.ok) results.set(row, failure([...data.problems, 'Correct the row and submit it again.']));
    else {
      taken.set(print, row);
      const record = grid.records.get(row);
      ready.push({
        row,
        data: data.value,
        wasTried: record !== undefined,
        record: record ?? { key: newKey(), print, instanceId: null, view: person },
      });
    }
  }
  return { ready, results };
}

const rowData = ({ rows, mapping, timeZone }: Grid, row: number) =>
  dataOf(rows.get(row) ?? { values: [], displays: [] }, mapping.columns, (date) =>
    Utilities.formatDate(date, timeZone, 'yyyy-MM-dd'),
  );

/** What keeps a row from being a request of this person, whatever its cells say. `twin`: the row with the same id. */
function obstacleOf(grid: Grid, row: number, person: string, twin: number | undefined): RowResult | null {
  const record = grid.records.get(row);
  if (record === undefined && hasLink(grid, row)) return LINKED;
  if (twin !== undefined)
    return failure([
      `Row ${twin} has the same “${grid.identity?.header}” and goes first.`,
      'Give this row one of its own, then submit it again.',
    ]);
  // Keys of different people never meet: what one of them sends again, the other would start anew.
  if (record !== undefined && record.view !== person)
    return failure([
      'Somebody else has sent this row and got no answer yet.',
      'Have them submit it again; that starts nothing twice.',
    ]);
  return null;
}

/** Deleting a sorted row takes the memory of another one with it; what that row still shows keeps it from a second start. */
const LINKED: RowResult = {
  note: 'This row links to a request already. To submit it as a new one, clear its “Link” cell first.',
};

function hasLink({ rows, headers }: Grid, row: number): boolean {
  const index = ownPlaces(headers).Link;
  return index !== undefined && (rows.get(row)?.displays[index] ?? '').trim() !== '';
}

const newKey = (): string => {
  const digits = Utilities.getUuid().replace(/-/g, '').slice(0, 10);
  return Number.parseInt(digits, 16).toString(36).slice(-KEY_CHARS).padStart(KEY_CHARS, '0');
};

const failure = (lines: readonly string[]): RowResult => ({ status: 'Not submitted', note: lines.join('\n') });
const refused = ({ message, next }: Refusal): RowResult => failure([message, next]);

/** The keys are in the sheet before anything is sent: a click that dies half-way can be repeated. */
function send(settings: Settings, grid: Grid, ready: readonly Ready[]): { started: number; failed: number } {
  for (const { row, record } of ready) remember(grid.sheet, grid.memory, row, record);
  SpreadsheetApp.flush();
  const memory = memoryOf(grid.sheet);
  let started = 0;
  for (let at = 0; at < ready.length; at += CHUNK_MAX) {
    const chunk = ready.slice(at, at + CHUNK_MAX);
    const calls = chunk.map(({ record, data }) => ({
      operation: 'startWorkflow',
      data: { workflowId: settings.workflowId, data, idempotencyKey: idempotencyKey(grid, record), source: 'sheets' },
    }));
    const answers = callAll(settings, calls);
    writeBack(
      grid.sheet,
      new Map(
        chunk.map((one, index) => [one.row, settle(settings, { ...grid, memory }, one, answers[index] as Answer)]),
      ),
    );
    started += answers.filter(({ ok }) => ok).length;
    SpreadsheetApp.getActive().toast(
      `${Math.min(at + CHUNK_MAX, ready.length)} of ${plural(ready.length, 'row')} sent`,
      'Countersign',
      5,
    );
  }
  return { started, failed: ready.length - started };
}

const idempotencyKey = ({ sheet }: Grid, { key }: RowRecord): string =>
  `sheets:${SpreadsheetApp.getActive().getId()}:${sheet.getSheetId()}:${key}`;

function settle(settings: Settings, grid: Grid, { row, record, wasTried }: Ready, answer: Answer): RowResult {
  if (answer.ok) {
    const { instanceId } = answer.result as { instanceId: string };
    remember(grid.sheet, grid.memory, row, { ...record, instanceId, view: '' });
    const word = wordOf(answer.result);
    return {
      status: word === 'In progress' ? SUBMITTED : word,
      approver: '',
      due: '',
      link: linkTo(settings, instanceId),
      note: '',
    };
  }
  if (!wasTried && !IN_DOUBT.has(answer.reason)) remember(grid.sheet, grid.memory, row, null);
  return refused(answer);
}

/** For the toast at the end, and for nothing else. */
export const submittedWords = ({ started, already, failed }: Submitted): string =>
  [
    `${plural(started, 'row')} submitted.`,
    already > 0 ? `${plural(already, 'row')} had been before.` : '',
    failed > 0
      ? `${plural(failed, 'row')} not: the note on the status cell says why.`
      : 'Choose “Refresh status” to see who decides.',
  ]
    .filter((part) => part !== '')
    .join(' ');
