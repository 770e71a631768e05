// What the figures are of: one workflow, one of its versions or all, and a range of days. All of it stands in the address.
import type { Params } from '../../router/match.ts';

export const PRESETS = ['7d', '30d', '90d', '365d'] as const;
export type Preset = (typeof PRESETS)[number];
const PRESET_DEFAULT: Preset = '30d';

export interface Filter {
  /** null: there is no workflow at all. */
  readonly workflowId: string | null;
  /** null: all of them. */
  readonly version: string | null;
  /** Calendar days, both included. */
  readonly from: string;
  readonly to: string;
  /** null: the days were chosen one by one. */
  readonly preset: Preset | null;
}

export const RANGE_DAYS_MAX = 366;
const DAY_MS = 86_400_000;
const isDate = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
const shifted = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

/** What the address says, as far as it can be asked for; an address by another hand is no reason to fail. */
export function filterOf(query: Params, workflows: readonly string[], today: string): Filter {
  const asked = query.workflow;
  const workflowId = asked !== undefined && workflows.includes(asked) ? asked : (workflows[0] ?? null);
  const version = query.version === undefined || workflowId !== (asked ?? workflowId) ? null : query.version;
  return { workflowId, version, ...rangeOf(query, today) };
}

function rangeOf({ from, to, range }: Params, today: string): Pick<Filter, 'from' | 'to' | 'preset'> {
  if (isDate(from) && isDate(to)) {
    const [first, last] = from <= to ? [from, to] : [to, from];
    const earliest = shifted(last, 1 - RANGE_DAYS_MAX);
    return { from: first < earliest ? earliest : first, to: last, preset: null };
  }
  const preset = PRESETS.find((one) => one === range) ?? PRESET_DEFAULT;
  return { from: shifted(today, 1 - daysIn(preset)), to: today, preset };
}

export const daysIn = (preset: Preset): number => Number.parseInt(preset, 10);

/** The change of the query that chooses a preset. */
export const presetQuery = (preset: Preset) => ({
  range: preset === PRESET_DEFAULT ? null : preset,
  from: null,
  to: null,
});

/** The reader's calendar day at a moment, "2026-03-14". */
export function localDay(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
