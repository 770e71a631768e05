// What is wrong, or doubtful, about a definition.

import type { Json } from '../json.ts';
import type { Reason } from '../rejection.ts';
import type { Calendar } from '../time/calendar.ts';

export type FindingCode =
  | Extract<
      Reason,
      | 'INVALID_DEFINITION'
      | 'INVALID_STEP_DEPENDENCY'
      | 'CIRCULAR_DEPENDENCY'
      | 'UNKNOWN_ROLE'
      | 'UNKNOWN_STEP_TYPE'
      | 'UNKNOWN_ASSIGNMENT_RULE'
      | 'UNKNOWN_ACTION'
      | 'LIMIT_EXCEEDED'
    >
  | 'UNKNOWN_RULE'
  | 'UNKNOWN_TEMPLATE'
  | 'UNKNOWN_FIELD'
  | 'INVALID_EXPRESSION'
  | 'INVALID_SCHEMA'
  | 'TABLE_GAP'
  | 'TABLE_OVERLAP'
  | 'UNREACHABLE_STEP'
  | 'UNKNOWN_CALENDAR'
  | 'INFINITE_WAIT'
  | 'SELF_APPROVAL_POSSIBLE'
  | 'TIMEOUT_AFTER_SLA'
  | 'DEFAULT_APPROVES'
  | 'NOT_PROVEN';

export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code: FindingCode;
  /** Where in the definition, as a JSON pointer. */
  readonly path: string;
  readonly message: string;
  /** Data for which it goes wrong. */
  readonly counterexample?: Json;
}

export const problem = (code: FindingCode, path: string, message: string): Finding => ({
  severity: 'error',
  code,
  path,
  message,
});
export const doubt = (code: FindingCode, path: string, message: string): Finding => ({
  severity: 'warning',
  code,
  path,
  message,
});

/** What definitions may refer to outside themselves. */
export interface Vocabulary {
  readonly actions: ReadonlySet<string>;
  /** Working calendars by id. */
  readonly calendars: Readonly<Record<string, Calendar>>;
  /** Why a template text does not parse, or null. */
  checkTemplate(text: string): string | null;
}
