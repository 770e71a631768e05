// "Refresh status": where every submitted row stands, in one call.
import type { Answer } from '../logic/api.ts';
import { type RowRecord, viewOf } from '../logic/records.ts';
import type { Settings } from '../logic/settings.ts';
import { cellsOf, type Status } from '../logic/status.ts';
import { plural } from '../logic/text.ts';
import { nameOf, namesCall, workflowOf } from './directory.ts';
import { callAll } from './engine.ts';
import { activeSheet, type Grid, readGrid } from './grid.ts';
import { marksOf, remember } from './memory.ts';
import { settings as readSettings } from './settings-store.ts';
import { Stop } from './stop.ts';
import { type RowResult, resultOf, writeBack } from './write-back.ts';

export interface Refreshed {
  readonly rows: number;
  readonly unreadable: number;
  readonly lost: number;
  readonly waiting: number;
}

/** A row with a request, and its record. */
export interface Submitted {
  readonly row: number;
  readonly record: RowRecord;
  readonly instanceId: string;
}

export const submittedOf = ({ records }: Grid): readonly Submitted[] =>
  [...records].flatMap(([row, record]) =>
    record.instanceId === null ? [] : [{ row, record, instanceId: record.instanceId }],
  );

export function refreshAll(): Refreshed {
  const settings = readSettings();
  const grid = readGrid(activeSheet(), settings, workflowOf(settings, settings.workflowId));
  const submitted = submittedOf(grid);
  const names = namesCall(settings);
  const asked = submitted.map(({ instanceId }) => ({ operation: 'getWorkflowStatus', data: { instanceId } }));
  const answers = submitted.length === 0 ? [] : callAll(settings, [...asked, ...names]);
  const unreachable = answers.find((answer) => !answer.ok && answer.reason === 'UNREACHABLE');
  if (unreachable !== undefined && !unreachable.ok) throw new Stop(unreachable.message, unreachable.next);
  const marks = marksOf(grid.sheet);
  const name = nameOf(settings, names.length > 0 ? answers[asked.length] : undefined);
  const results = new Map<number, RowResult>();
  submitted.forEach((one, at) => {
    const answer = answers[at];
    if (answer?.ok === true)
      results.set(one.row, shown(settings, grid, one, answer.result, name, marks.has(one.record.key)));
  });
  for (const row of grid.lost) results.set(row, LOST);
  writeBack(grid.sheet, results);
  return {
    rows: results.size - grid.lost.length,
    unreadable: answers.slice(0, asked.length).filter((answer: Answer) => !answer.ok).length,
    lost: grid.lost.length,
    waiting: submitted.filter(({ record }) => marks.has(record.key)).length,
  };
}

const LOST: RowResult = {
  note: 'This row was submitted under another id, which is gone from the sheet. Write it back to see its status, or submit the row anew.',
};

/** An edit that waits for its author is left alone, and so is its note. */
export function shown(
  settings: Settings,
  { sheet, memory }: Grid,
  { row, record, instanceId }: Submitted,
  status: Status,
  name: (userId: string) => string,
  hasEdit: boolean,
): RowResult {
  const view = viewOf(status.openSteps ?? []);
  // The view is what the person had before them; it must not move under an edit that waits.
  if (!hasEdit && view !== record.view) remember(sheet, memory, row, { ...record, view });
  const { status: word, note, ...rest } = resultOf(settings, instanceId, cellsOf(status, name));
  return hasEdit
    ? rest
    : { ...rest, ...(word === undefined ? {} : { status: word }), ...(note === undefined ? {} : { note }) };
}

export const refreshedWords = ({ rows, unreadable, lost, waiting }: Refreshed): string =>
  [
    `${plural(rows, 'row')} up to date.`,
    unreadable > 0 ? `${plural(unreadable, 'row')} not yours to see.` : '',
    lost > 0 ? `${plural(lost, 'row')} no longer what was submitted: see the note.` : '',
    waiting > 0 ? `${plural(waiting, 'edit')} to be applied.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
