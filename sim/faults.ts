// What can go wrong, how often it does in one seed, and how often it did.
import type { Random } from './random.ts';

/** What a process may be waiting for; each kind has faults of its own. */
export type CallKind = 'read' | 'query' | 'commit' | 'write' | 'publish' | 'schedule' | 'send' | 'action';

const ANYWHERE = ['crash_before', 'crash_after', 'error_not_applied'] as const;

/** Faults of a call. Those that are not of `ANYWHERE` or `error_applied` are acted out by the port itself. */
export const CALL_FAULTS = {
  read: ANYWHERE,
  query: [...ANYWHERE, 'stale_query'],
  commit: [...ANYWHERE, 'error_applied', 'conflict', 'conflict_storm'],
  write: [...ANYWHERE, 'error_applied'],
  publish: [...ANYWHERE, 'publish_lost', 'publish_doubled', 'publish_failed_but_sent'],
  schedule: [...ANYWHERE, 'timer_lost', 'timer_doubled', 'timer_early', 'timer_late', 'schedule_failed_but_made'],
  send: [
    'crash_before',
    'crash_after',
    'provider_error',
    'provider_refused',
    'provider_timeout_but_delivered',
    'provider_timeout_not_delivered',
    'provider_failed_later',
  ],
  action: ['crash_before', 'crash_after', 'action_error', 'action_refused', 'action_timeout_but_done'],
} as const satisfies { readonly [kind in CallKind]: readonly string[] };

/** Faults of what travels or stands outside any call. */
export const WORLD_FAULTS = [
  'error_storm',
  'process_killed',
  'message_lost',
  'message_doubled',
  'message_delayed',
  'message_reordered',
  'webhook_lost',
  'webhook_doubled',
  'webhook_delayed',
  'webhook_reordered',
  'session_down',
  'redelivered',
  'slow_call',
  'clock_skew',
  'user_away',
  'role_removed',
  'definition_changed',
  'sweeps_overlap',
] as const;

export type CallFault = (typeof CALL_FAULTS)[CallKind][number];
export type WorldFault = (typeof WORLD_FAULTS)[number];
export type FaultKind = CallFault | WorldFault;

const CALL_KINDS = Object.keys(CALL_FAULTS) as readonly CallKind[];
export const FAULT_KINDS: readonly FaultKind[] = [
  ...new Set<FaultKind>([...CALL_KINDS.flatMap((kind) => [...CALL_FAULTS[kind]]), ...WORLD_FAULTS]),
];

/** Crashes and lost clocks would leave nothing running if they were as frequent as a failed call. */
const RATE_MAX: { readonly [kind in FaultKind]?: number } = {
  crash_before: 0.02,
  crash_after: 0.02,
  process_killed: 0.01,
  error_storm: 0.004,
  conflict_storm: 0.03,
  provider_refused: 0.05,
  provider_failed_later: 0.05,
  session_down: 0.5,
  action_refused: 0.05,
  definition_changed: 0.3,
  clock_skew: 0.8,
  user_away: 1,
  role_removed: 0.6,
};
const RATE_MAX_DEFAULT = 0.15;
const RATE_MIN = 0.002;
/** Part of all kinds that a seed does without, so that some faults are also met alone. */
const ABSENT = 0.35;
/** Part of the kinds that rage in a seed: what is lost then is lost again and again. */
const RAGING = 0.06;
const RAGE_MIN = 0.3;
const STORM_CALLS_MAX = 12;

export interface Faults {
  readonly rates: ReadonlyMap<FaultKind, number>;
  readonly hits: Map<FaultKind, number>;
  /** The fault that befalls this call, if any; counted. */
  ofCall(kind: CallKind): CallFault | null;
  /** Whether this fault happens now; counted. */
  happens(kind: WorldFault): boolean;
  /** Counts a fault that came about by itself, such as two sweeps that overlap. */
  note(kind: WorldFault): void;
  /** From here on nothing fails any more. */
  stop(): void;
  readonly stopped: boolean;
}

function drawRates(random: Random): Map<FaultKind, number> {
  const rates = new Map<FaultKind, number>();
  const calm = random.chance(0.05);
  for (const kind of FAULT_KINDS) {
    const max = RATE_MAX[kind] ?? RATE_MAX_DEFAULT;
    const rate = RATE_MIN * (max / RATE_MIN) ** random.fraction();
    const raging = random.chance(RAGING) && RATE_MAX[kind] === undefined;
    const drawn = raging ? RAGE_MIN + random.fraction() * RAGE_MIN : rate;
    rates.set(kind, calm || random.chance(ABSENT) ? 0 : drawn);
  }
  return rates;
}

/** `fixed` replaces the drawn rates: for tests that want one fault, and nothing else. */
export function faultsFrom(random: Random, fixed?: ReadonlyMap<FaultKind, number>): Faults {
  const rates = fixed ?? drawRates(random);
  const hits = new Map<FaultKind, number>();
  let stopped = false;
  let storm: { readonly fault: CallFault; readonly kind: CallKind | null; left: number } | null = null;
  const note = (kind: FaultKind): void => {
    hits.set(kind, (hits.get(kind) ?? 0) + 1);
  };
  const inStorm = (kind: CallKind): CallFault | null => {
    if (storm === null) return null;
    if (storm.kind !== null && storm.kind !== kind) return null;
    // A provider's errors have names of their own and come from no storm of the store.
    if (kind === 'send' || kind === 'action') return null;
    storm.left -= 1;
    const { fault } = storm;
    if (storm.left <= 0) storm = null;
    return fault;
  };
  const begin = (fault: CallFault, kind: CallKind | null): CallFault => {
    storm = { fault, kind, left: 2 + random.below(STORM_CALLS_MAX) };
    return fault;
  };
  const happens = (kind: WorldFault): boolean => {
    const rate = rates.get(kind) ?? 0;
    if (stopped || rate === 0 || !random.chance(rate)) return false;
    note(kind);
    return true;
  };
  return {
    rates,
    hits,
    ofCall: (kind) => {
      if (stopped) return null;
      const stormy = inStorm(kind);
      if (stormy !== null) return stormy;
      if (kind !== 'send' && kind !== 'action' && happens('error_storm')) return begin('error_not_applied', null);
      let at = random.fraction();
      for (const fault of CALL_FAULTS[kind]) {
        at -= rates.get(fault) ?? 0;
        if (at >= 0) continue;
        note(fault);
        return fault === 'conflict_storm' ? begin('conflict', 'commit') : fault;
      }
      return null;
    },
    happens,
    note: (kind) => {
      if (!stopped) note(kind);
    },
    stop: () => {
      stopped = true;
      storm = null;
    },
    get stopped() {
      return stopped;
    },
  };
}
