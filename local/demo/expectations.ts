// How an order ended, as a row of the summary, and whether the story expected it so.
import type { InstanceView } from '../page/model.ts';
import { type Case, isPerson } from './cases.ts';
import type { DemoRow } from './report.ts';
import type { Stock } from './run.ts';

export interface Ending {
  readonly view: InstanceView;
  readonly messages: number;
  readonly audit: { readonly ok: boolean; readonly entries: number };
  /** Status of the business record. */
  readonly record: string;
  readonly before: Stock | null;
  readonly after: Stock | null;
}

const ROUTES: readonly (readonly [string, string])[] = [
  ['approve-sr', 'sales representative'],
  ['approve-cro', 'customer relationship'],
  ['approve-bdo', 'business development'],
];

export function problemsOf(
  one: Case,
  ending: Ending,
  refusals: readonly string[],
): { readonly row: DemoRow; readonly problems: readonly string[] } {
  const { view, messages, audit, record } = ending;
  const asked = view.history.find(({ action, stepId }) => action === 'step_assigned' && stepId !== undefined);
  const route = ROUTES.find(([prefix]) => asked?.stepId?.startsWith(prefix))?.[1] ?? 'nobody';
  const vote = view.history.findLast(({ action }) => action === 'step_approved' || action === 'step_rejected');
  const decidedBy = vote === undefined ? null : vote.actor;
  const startedAt = Date.parse(view.startedAt);
  const lastAt = Date.parse(view.history.at(-1)?.at ?? view.startedAt);
  const row: DemoRow = {
    orderId: one.orderId,
    amount: Number(view.data.totalAmount),
    route,
    decidedBy,
    outcome: view.outcome ?? view.status,
    minutes: Math.round((lastAt - startedAt) / 60_000),
    messages,
    auditEntries: audit.entries,
  };
  const { decidedBy: decider } = one.expect;
  const isExpected = decidedBy !== null && decider !== null && isPerson(decidedBy, decider);
  const expected: Record<string, unknown> = { ...one.expect, audit: true };
  const actual: Record<string, unknown> = {
    status: view.status,
    outcome: view.outcome,
    route,
    decidedBy: isExpected ? decider : decidedBy,
    stock: stockChange(ending),
    record,
    audit: audit.ok,
  };
  const differences = Object.keys(expected).filter(
    (key) => JSON.stringify(expected[key]) !== JSON.stringify(actual[key]),
  );
  const problems = differences.map(
    (key) => `${one.orderId}: ${key} should be ${JSON.stringify(expected[key])} and is ${JSON.stringify(actual[key])}`,
  );
  return { row, problems: [...refusals.map((text) => `${one.orderId}: ${text}`), ...problems] };
}

const stockChange = ({ before, after }: Ending): { readonly held: number; readonly gone: number } | null =>
  before === null || after === null
    ? null
    : { held: rounded(after.reserved - before.reserved), gone: rounded(before.onHand - after.onHand) };

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
