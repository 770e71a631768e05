// A workflow definition, as a schema: the source of definitions/schema.json and of every type here.
import { z } from 'zod';
import { conditionSchema } from '../conditions/schema.ts';
import { STEPS_MAX } from '../limits.ts';
import { durationSchema } from './duration.ts';
import { jsonObject, pointerSchema, stepSchema } from './steps.ts';

export const definitionId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{2,63}$/, 'a lower case letter, then 2 to 63 lower case letters, digits or -');
export const semver = z
  .string()
  .max(64)
  .regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$/, 'a semantic version such as 1.0.0');
const roleName = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'lower case letters, digits and _');
const recipients = z.array(z.string().max(200)).max(20);

export const TEMPLATE_NAMES = [
  'workflow_started',
  'workflow_task_assigned',
  'workflow_step_approved',
  'workflow_step_rejected',
  'workflow_changes_requested',
  'workflow_completed',
  'workflow_failed',
  'workflow_escalation_warning',
  'workflow_timeout_alert',
  'workflow_sla_warning',
  'workflow_daily_digest',
] as const;

const tableSchema = z.strictObject({
  hit: z.enum(['unique', 'first']).default('unique'),
  rows: z
    .array(z.strictObject({ when: conditionSchema, then: z.string().min(1).max(1_100) }))
    .min(1)
    .max(200),
});
export type DecisionTable = z.infer<typeof tableSchema>;

const templateText = z.strictObject({
  whatsapp: z.string().max(4_000).optional(),
  subject: z.string().max(200).optional(),
  email: z.string().max(20_000).optional(),
});

export const definitionSchema = z.strictObject({
  $schema: z.string().optional(),
  id: definitionId,
  name: z.string().min(1).max(200),
  description: z.string().max(1_000).optional(),
  version: semver,
  status: z.enum(['draft', 'active', 'inactive']).default('draft'),
  createdBy: z.string().max(254).optional(),
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
  data: jsonObject.optional(),
  sensitive: z.array(pointerSchema).max(100).optional(),
  personal: z
    .array(z.strictObject({ pointer: pointerSchema, subject: pointerSchema }))
    .max(50)
    .optional(),
  trigger: z
    .strictObject({
      collection: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/),
      on: z
        .array(z.enum(['create', 'update']))
        .min(1)
        .max(2),
      conditions: conditionSchema.optional(),
      key: pointerSchema.optional(),
      writeBack: z.string().max(64).optional(),
    })
    .optional(),
  roles: z.array(roleName).max(100).default([]),
  calendar: z.string().max(64).optional(),
  rules: z
    .record(
      z.string().regex(/^[A-Za-z][\w-]{0,63}$/),
      z.union([
        tableSchema,
        conditionSchema.refine((rule) => !isTable(rule), 'a decision table needs rows of {when, then}'),
      ]),
    )
    .optional(),
  steps: z.array(stepSchema).min(1).max(STEPS_MAX),
  notifications: z
    .strictObject({
      onStarted: recipients.optional(),
      onCompleted: recipients.optional(),
      onFailed: recipients.optional(),
      templates: z.partialRecord(z.enum(TEMPLATE_NAMES), templateText).optional(),
    })
    .optional(),
  sla: z
    .strictObject({
      maxDuration: durationSchema,
      warningThreshold: durationSchema.optional(),
      escalationThreshold: durationSchema.optional(),
      escalateTo: z.string().max(200).optional(),
    })
    .optional(),
});
export type WorkflowDefinition = z.infer<typeof definitionSchema>;

/** The definition language as JSON Schema, for editors; written to definitions/schema.json. */
export const definitionJsonSchema = (): unknown => z.toJSONSchema(definitionSchema, { io: 'input' });

/** Whether a rule of the definition is a decision table rather than a condition. */
export const isTable = (rule: unknown): rule is DecisionTable =>
  typeof rule === 'object' &&
  rule !== null &&
  Object.hasOwn(rule, 'rows') &&
  Array.isArray((rule as DecisionTable).rows);
