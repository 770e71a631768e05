// The entry points that Apps Script calls by name: triggers, menu items, and the sidebar's questions.
import type { Decision } from './logic/edits.ts';
import type { Json } from './logic/values.ts';
import * as edits from './shell/edits.ts';
import { refreshAll, refreshedWords } from './shell/refresh.ts';
import * as sidebar from './shell/sidebar.ts';
import { Stop } from './shell/stop.ts';
import { submitSelected, submittedWords } from './shell/submit.ts';

const TITLE = 'Countersign';

export function onOpen(): void {
  SpreadsheetApp.getUi()
    .createAddonMenu()
    .addItem('Submit selected rows', 'menuSubmit')
    .addItem('My approvals', 'menuApprovals')
    .addItem('Status of this row', 'menuRow')
    .addSeparator()
    .addItem('Refresh status', 'menuRefresh')
    .addItem('Apply my edits', 'menuApply')
    .addSeparator()
    .addItem('Settings', 'menuSettings')
    .addToUi();
}

export const onInstall = onOpen;

export const onEdit = (event: GoogleAppsScript.Events.SheetsOnEdit): void => edits.markEdit(event);

export const menuSubmit = (): void => fromMenu(() => submittedWords(submitSelected()));
export const menuRefresh = (): void => fromMenu(() => refreshedWords(refreshAll()));

/** Shows what would be decided, and decides exactly that after a yes. */
export const menuApply = (): void =>
  fromMenu(() => {
    const { ready, refused, others } = edits.previewEdits();
    if (ready.length + refused.length === 0)
      return others > 0 ? 'All edits here are others’: they apply them themselves.' : 'There are no edits to apply.';
    if (ready.length === 0) return edits.appliedWords(edits.applyEdits([]));
    const ui = SpreadsheetApp.getUi();
    const list = ready.map(
      ({ title, step, decision: { kind, text } }) =>
        `${kind === 'approve' ? 'Approve' : 'Reject'} ${title} (${step})${text === '' ? '' : `: ${text}`}`,
    );
    const shown = list.slice(0, LISTED_MAX).join('\n');
    const more = list.length > LISTED_MAX ? `\n… and ${list.length - LISTED_MAX} more` : '';
    const button = ui.alert('Decide this in your name?', shown + more, ui.ButtonSet.YES_NO);
    if (button !== ui.Button.YES) return 'Nothing was decided.';
    return edits.appliedWords(edits.applyEdits(ready.map(({ decision }) => decision)));
  });

const LISTED_MAX = 20;

export const menuApprovals = (): void => open('approvals');
export const menuRow = (): void => open('row');
export const menuSettings = (): void => open('settings');

/** The page is static; only which part it opens with, one of three words, is put into it. */
function open(view: 'approvals' | 'row' | 'settings'): void {
  const page = HtmlService.createHtmlOutputFromFile('sidebar').getContent();
  const html = HtmlService.createHtmlOutput(page.replace('data-view="approvals"', `data-view="${view}"`));
  SpreadsheetApp.getUi().showSidebar(html.setTitle(TITLE));
}

function fromMenu(work: () => string): void {
  try {
    SpreadsheetApp.getActive().toast(work(), TITLE, 8);
  } catch (error) {
    const ui = SpreadsheetApp.getUi();
    const { message, next } = problemOf(error);
    ui.alert(TITLE, `${message}\n\n${next}`, ui.ButtonSet.OK);
  }
}

type Told<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly next: string };

/** As text: what crosses to the browser otherwise loses its fields without a word where one of them is no plain value. */
function told<T>(work: () => T): string {
  let answer: Told<T>;
  try {
    answer = { ok: true, value: work() };
  } catch (error) {
    answer = { ok: false, ...problemOf(error) };
  }
  return JSON.stringify(answer);
}

function problemOf(error: unknown): { readonly message: string; readonly next: string } {
  if (error instanceof Stop) return { message: error.message, next: error.next };
  console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return { message: 'Something went wrong in the add-on.', next: 'Try again; if it stays, tell your administrator.' };
}

export const sidebarApprovals = (): string => told(sidebar.approvals);
export const sidebarDecide = (raw: Readonly<Record<string, Json>>): string => told(() => sidebar.decide(raw));
export const sidebarRow = (): string => told(sidebar.rowStatus);
export const sidebarEdits = (): string => told(edits.previewEdits);
export const sidebarApply = (agreed: readonly Decision[]): string =>
  told(() => edits.appliedWords(edits.applyEdits(Array.isArray(agreed) ? agreed : [])));
export const sidebarSettings = (): string => told(sidebar.settingsForm);
export const sidebarSave = (raw: Readonly<Record<string, unknown>>): string => told(() => sidebar.save(raw));
