// Sums up many runs: which faults were hit, what happened besides, and what was violated.
import { FAULT_KINDS, type FaultKind } from './faults.ts';
import type { RunResult } from './run.ts';
import type { Violation } from './world.ts';

/** From this many seeds on, a fault that never happened means that it is not injected any more. */
export const SEEDS_FOR_EVERY_FAULT = 500;
/** Less than this part ended under faults: the runs would prove little about living workflows. */
export const ENDED_UNDER_FAULTS_MIN = 0.6;
const FOUND_MAX = 20;

/** Things people do, and answers they get, that a large run must have seen. */
export const HAPPENINGS = [
  'double click',
  'double start',
  'key used for another command',
  'key used for another start',
  'stranger decides',
  'requester decides',
  'old attempt',
  'answered again',
  'pauseWorkflow',
  'resumeWorkflow',
  'cancelWorkflow',
  'retryWorkflow',
  'skipStep',
  'reassignTask',
  'escalateTask',
  'retryStep',
  'answered startWorkflow',
  'answered approveStep',
  'answered rejectStep',
  'answered completeStep',
  'answered pauseWorkflow',
  'answered resumeWorkflow',
  'answered cancelWorkflow',
  'answered retryWorkflow',
  'answered skipStep',
  'answered reassignTask',
  'answered escalateTask',
  'answered addComment',
  'answered requestChanges',
  'answered resubmitWorkflow',
  'answered submitWorkflow',
  'answered updateWorkflowData',
  'answered claimTask',
  'answered releaseTask',
  'answered delegateTask',
  'answered assignTask',
  'answered signalWorkflow',
  'answered snapshotRouting',
  'answered rollUpMetrics',
  'timer in legs',
  'event workflow_looped',
  'event changes_requested',
  'event step_claimed',
  'event step_released',
  'event step_advanced',
  'event wait_started',
  'event signal_consumed',
  'event child_started',
  'event sla_warned',
  'event sla_escalated',
  'event sla_breached',
  'event workflow_submitted',
  'event workflow_data_changed',
  'refused NOT_FOUND',
  'refused NOT_ASSIGNED',
  'refused SELF_APPROVAL',
  'refused STALE_ATTEMPT',
  'refused STALE_REVISION',
  'refused ALREADY_DECIDED',
  'refused IDEMPOTENCY_CONFLICT',
  'refused INVALID_STATE_TRANSITION',
] as const;

export interface Totals {
  seeds: number;
  steps: number;
  instances: number;
  endedUnderFaults: number;
  readonly faults: Map<FaultKind, number>;
  readonly sometimes: Map<string, number>;
  /** The first violation of each seed that has one. */
  readonly failures: { readonly seed: number; readonly violation: Violation; readonly more: number }[];
}

export const createTotals = (): Totals => ({
  seeds: 0,
  steps: 0,
  instances: 0,
  endedUnderFaults: 0,
  faults: new Map(),
  sometimes: new Map(),
  failures: [],
});

function sum<K>(into: Map<K, number>, from: ReadonlyMap<K, number>): void {
  for (const [key, amount] of from) into.set(key, (into.get(key) ?? 0) + amount);
}

export function add(totals: Totals, result: RunResult): void {
  totals.seeds += 1;
  totals.steps += result.steps;
  totals.instances += result.instances;
  totals.endedUnderFaults += result.endedUnderFaults;
  sum(totals.faults, result.faults);
  sum(totals.sometimes, result.sometimes);
  const [violation, ...others] = result.violations;
  if (violation !== undefined) totals.failures.push({ seed: result.seed, violation, more: others.length });
}

/** Complaints about the runs themselves: what was to be exercised and was not. */
export function unexercised(totals: Totals): readonly string[] {
  if (totals.seeds < SEEDS_FOR_EVERY_FAULT) return [];
  const faults = FAULT_KINDS.filter((kind) => !totals.faults.has(kind)).map((kind) => `fault ${kind} was never hit`);
  const rest = HAPPENINGS.filter((name) => !totals.sometimes.has(name)).map((name) => `"${name}" never happened`);
  const part = totals.endedUnderFaults / totals.instances;
  const ended = part < ENDED_UNDER_FAULTS_MIN ? [`only ${Math.round(part * 100)} % ended under faults`] : [];
  return [...faults, ...rest, ...ended];
}

const table = (title: string, amounts: ReadonlyMap<string, number>): readonly string[] => [
  title,
  ...[...amounts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, amount]) => `  ${String(amount).padStart(9)}  ${name}`),
];

/** The report as lines of text; `quiet` leaves the tables out. */
export function reportOf(totals: Totals, elapsedMs: number, quiet: boolean): readonly string[] {
  const perSecond = (totals.seeds / elapsedMs) * 1_000;
  const ended = totals.instances === 0 ? 0 : (totals.endedUnderFaults / totals.instances) * 100;
  return [
    ...(quiet ? [] : [...table('faults hit', totals.faults), ...table('happenings', totals.sometimes)]),
    ...totals.failures
      .slice(0, FOUND_MAX)
      .map(
        ({ seed, violation, more }) =>
          `VIOLATION ${violation.code} at step ${violation.step}: ${violation.message}${more > 0 ? ` (and ${more} more)` : ''}\n  npm run simulate -- --seed ${seed}`,
      ),
    ...unexercised(totals),
    `${totals.seeds} seeds, ${totals.instances} instances (${ended.toFixed(0)} % ended under faults), ${totals.steps} steps, ` +
      `${perSecond.toFixed(0)} seeds/s, ${totals.failures.length} seeds with violations`,
  ];
}
