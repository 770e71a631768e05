// Every bound the engine holds, with its unit in the name. A limit that is not here does not exist.

export const STEPS_MAX = 200;
export const PARALLEL_MAX = 50;
/** Actions of one system step. */
export const ACTIONS_MAX = 20;
export const LOOPS_MAX = 10;
/** Loops where a definition does not say how many. */
export const LOOPS_DEFAULT = 3;
export const CHILD_DEPTH_MAX = 8;
export const DATA_BYTES_MAX = 256 * 1024;
export const DATA_DEPTH_MAX = 32;
export const INSTANCE_BYTES_MAX = 900 * 1024;
export const TEXT_MAX = 4_000;
export const ASSIGNEES_MAX = 100;
export const DELEGATION_CHAIN_MAX = 8;
export const RULE_CHAIN_MAX = 4;
export const EFFECT_TRIES_MAX = 8;
/** The longest pause between two tries of an action. */
export const BACKOFF_MAX_MS = 24 * 60 * 60_000;
export const COMMAND_RING_MAX = 32;
/** More rounds than any definition within STEPS_MAX can need: reaching it is a defect. */
export const SETTLE_ROUNDS_MAX = STEPS_MAX * (LOOPS_MAX + 1) * 2;
/** How long after its moment a lost message or timer is picked up by the sweeper. */
export const WAKE_GRACE_MS = 30_000;
/** How soon a step that nobody can decide is offered again. */
export const REASSIGN_PAUSE_MS = 15 * 60_000;
export const EXPRESSION_CHARS_MAX = 1_000;
/** Nodes that one evaluation of an expression may visit at most; some milliseconds. */
export const EXPRESSION_WORK_MAX = 200_000;
/** Nesting of a definition's JSON: every check may walk it by recursion. */
export const DEFINITION_DEPTH_MAX = 100;
/** Points examined when a decision table is searched for gaps and overlaps. */
export const TABLE_POINTS_MAX = 50_000;

/** Signals kept for waits that have not begun. */
export const SIGNALS_MAX = 50;

/** Messages of one instance whose deliveries are looked for. */
export const DELIVERIES_MAX = 100;

/** Decisions in one request. */
export const DECISIONS_MAX = 100;

/** Days of figures in one answer: a leap year. */
export const METRICS_DAYS_MAX = 366;
/** Days that are counted later, where the roll-up stood still. */
export const CATCH_UP_DAYS_MAX = 31;
/** Instances looked at for one report of exceptions, of each kind of exception. */
export const EXCEPTIONS_LOOKED_AT_MAX = 500;
/** Instances in one page of exported events: each brings its whole audit. */
export const EXPORT_INSTANCES_MAX = 25;
/** Open tasks looked at for one answer about workload. */
export const WORKLOAD_TASKS_MAX = 500;

/** The longest text that a schema's pattern is tried on; a longer one does not fit. */
export const MATCHED_CHARS_MAX = 10_000;
/** Ways in which one pattern may be tried on one text. */
export const MATCHING_WORK_MAX = 100_000_000;
