// All examples of the reference, in the order in which they are shown.
import type { Example } from './example.ts';
import { APPROVAL_EXAMPLES } from './examples-approval.ts';
import { ASSIGNMENT_EXAMPLES } from './examples-assignment.ts';
import { CONDITION_EXAMPLES } from './examples-condition.ts';
import { DEFINITION_EXAMPLES } from './examples-definition.ts';
import { DURATION_EXAMPLES } from './examples-duration.ts';
import { MANUAL_EXAMPLES } from './examples-manual.ts';
import { RULES_EXAMPLES } from './examples-rules.ts';
import { STEP_EXAMPLES } from './examples-step.ts';
import { BUILT_IN_EXAMPLES, NOTIFICATION_EXAMPLES, SYSTEM_EXAMPLES } from './examples-system.ts';

export const EXAMPLES: readonly Example[] = [
  ...DEFINITION_EXAMPLES,
  ...RULES_EXAMPLES,
  ...STEP_EXAMPLES,
  ...DURATION_EXAMPLES,
  ...APPROVAL_EXAMPLES,
  ...ASSIGNMENT_EXAMPLES,
  ...MANUAL_EXAMPLES,
  ...NOTIFICATION_EXAMPLES,
  ...SYSTEM_EXAMPLES,
  ...BUILT_IN_EXAMPLES,
  ...CONDITION_EXAMPLES,
];
