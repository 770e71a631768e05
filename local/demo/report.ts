// The demo's words: a heading for each order, lines for what happened, and the table at the end.
import { isObject, type JsonObject } from '../../functions/core/json.ts';
import type { InstanceView } from '../page/model.ts';
import type { Case } from './cases.ts';
import type { Stock } from './run.ts';

export interface DemoRow {
  readonly orderId: string;
  readonly amount: number;
  readonly route: string;
  readonly decidedBy: string | null;
  readonly outcome: string;
  /** Virtual time from the start to the last event. */
  readonly minutes: number;
  readonly messages: number;
  readonly auditEntries: number;
}

export const heading = (number: number, { orderId, title }: Case): string =>
  `\n${String(number).padStart(2)} ${orderId}  ${title}`;

export const stockLine = (when: string, sku: string, { onHand, reserved }: Stock): string =>
  `     ▣ stock of ${sku} ${when}: ${onHand} on hand, ${reserved} reserved`;

type History = InstanceView['history'];

export function eventLines(history: History, names: ReadonlyMap<string, string>): readonly string[] {
  const name = (id: unknown): string => names.get(String(id)) ?? String(id);
  return history.flatMap(({ action, actor, data }) => {
    const line = textOf(action, name(actor), data, name);
    return line === null ? [] : [`   ${line}`];
  });
}

function textOf(action: string, actor: string, data: JsonObject, name: (id: unknown) => string): string | null {
  const said = [data.notes, data.reason, data.error].find((text) => typeof text === 'string');
  const because = typeof said === 'string' ? `: “${said}”` : '.';
  switch (action) {
    case 'workflow_started':
      return `${name(data.startedBy)} asks for it.`;
    case 'step_assigned':
      return `${people(data, name)} is asked.`;
    case 'step_escalated':
      return data.rung === 'remind' ? 'A reminder is sent.' : `Escalated: now ${people(data, name)} is asked.`;
    case 'step_approved':
      return `${actor} approves${because}`;
    case 'step_rejected':
      return `${actor} rejects${because}`;
    case 'step_failed':
      return `Stopped${because}`;
    case 'workflow_cancelled':
      return `${actor} cancels${because}`;
    case 'workflow_completed':
      return `Ended: ${String(data.outcome)}.`;
    case 'workflow_failed':
      return 'Ended: on hold until somebody mends it.';
    default:
      return null;
  }
}

function people({ assignees }: JsonObject, name: (id: unknown) => string): string {
  const ids = Array.isArray(assignees) ? assignees.flatMap((one) => (isObject(one) ? [one.user] : [])) : [];
  return ids.length === 0 ? 'Nobody' : ids.map(name).join(', ');
}

const HEAD = ['order', 'amount', 'route', 'decided by', 'outcome', 'time', 'messages'];

export function summaryTable(rows: readonly DemoRow[]): string {
  const cells = rows.map((row) => [
    row.orderId,
    row.amount.toLocaleString('en-US', { minimumFractionDigits: 2 }),
    row.route,
    row.decidedBy ?? 'nobody',
    row.outcome,
    duration(row.minutes),
    String(row.messages),
  ]);
  const widths = HEAD.map((head, i) => Math.max(head.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const isNumber = (i: number): boolean => i === 1 || i >= 5;
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (isNumber(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('  ');
  return ['', line(HEAD), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.map(line)].join('\n');
}

export function duration(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${String(rest).padStart(2, '0')}`}`;
}

export function closingLines(rows: readonly DemoRow[], problems: readonly string[]): readonly string[] {
  const entries = rows.reduce((sum, row) => sum + row.auditEntries, 0);
  return problems.length === 0
    ? ['', `All ${rows.length} orders ended as they should; all ${entries} audit entries verify.`]
    : ['', `${problems.length} things did not go as they should:`];
}
