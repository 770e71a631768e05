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
  hit: z
    .enum(['unique', 'first'])
    .default('unique')
    .describe('How many rows may match: "unique" allows one (the check proves it), "first" takes the topmost.'),
  rows: z
    .array(
      z.strictObject({
        when: conditionSchema.describe('The row matches when this condition holds; {} always does.'),
        then: z.string().min(1).max(1_100).describe('Who is asked when the row matches: an assignment rule.'),
      }),
    )
    .min(1)
    .max(200)
    .describe('The rows of the table, 1 to 200.'),
});
export type DecisionTable = z.infer<typeof tableSchema>;

const templateText = z.strictObject({
  whatsapp: z.string().max(4_000).optional().describe('The text of the WhatsApp message, in Liquid.'),
  subject: z.string().max(200).optional().describe('The subject of the mail, in Liquid.'),
  email: z.string().max(20_000).optional().describe('The text of the mail, in Liquid.'),
});

export const definitionSchema = z.strictObject({
  $schema: z.string().optional().describe('Where an editor finds the schema of this language; the engine ignores it.'),
  id: definitionId.describe('The name by which programs start the workflow; it stays the same in all versions.'),
  name: z.string().min(1).max(200).describe('The name that people read.'),
  description: z.string().max(1_000).optional().describe('What the workflow is for, in a few sentences.'),
  version: semver.describe('The version, such as 1.0.0. A published version never changes.'),
  status: z
    .enum(['draft', 'active', 'inactive'])
    .default('draft')
    .describe('Only an "active" version is started; a "draft" may still be replaced, an "inactive" one is retired.'),
  createdBy: z.string().max(254).optional().describe('Who wrote it; whoever publishes it, unless it is given.'),
  createdAt: z.string().optional().describe('When it was published; the engine sets it.'),
  updatedAt: z.string().optional().describe('When it was last changed; the engine sets it.'),
  data: jsonObject
    .optional()
    .describe('JSON Schema of the data of a request: what does not fit is refused at the start.'),
  sensitive: z
    .array(pointerSchema)
    .max(100)
    .optional()
    .describe('JSON pointers to data that is encrypted at rest and hidden in messages and logs.'),
  personal: z
    .array(
      z.strictObject({
        pointer: pointerSchema.describe('JSON pointer to the data about the person.'),
        subject: pointerSchema.describe('JSON pointer to the id of the person whom it is about.'),
      }),
    )
    .max(50)
    .optional()
    .describe('Whose data the request holds, so that it can be exported and erased for that person.'),
  trigger: z
    .strictObject({
      collection: z
        .string()
        .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/)
        .describe('The collection of records that is watched.'),
      on: z
        .array(z.enum(['create', 'update']))
        .min(1)
        .max(2)
        .describe('Which changes of a record count: "create", "update" or both.'),
      conditions: conditionSchema.optional().describe('Only records for which this holds; all of them without it.'),
      key: pointerSchema
        .optional()
        .describe('JSON pointer to what makes a record the same one: the same key starts the workflow once.'),
      writeBack: z
        .string()
        .max(64)
        .optional()
        .describe('The field of the record into which the state of the workflow is written.'),
      startedBy: pointerSchema
        .optional()
        .describe('JSON pointer to the id of the person who counts as the requester; /submittedBy without it.'),
    })
    .optional()
    .describe('Starts the workflow by itself when a record is created or changed.'),
  roles: z
    .array(roleName)
    .max(100)
    .default([])
    .describe('Every role that the definition names, so that a misspelt one is found. Default: none.'),
  calendar: z
    .string()
    .max(64)
    .optional()
    .describe('The working calendar in which working hours and days are counted, such as "dhaka-office".'),
  rules: z
    .record(
      z.string().regex(/^[A-Za-z][\w-]{0,63}$/),
      z.union([
        tableSchema,
        conditionSchema.refine((rule) => !isTable(rule), 'a decision table needs rows of {when, then}'),
      ]),
    )
    .optional()
    .describe('Conditions and decision tables by name, to be used in several places.'),
  steps: z.array(stepSchema).min(1).max(STEPS_MAX).describe('What happens, in order: 1 to 200 steps.'),
  notifications: z
    .strictObject({
      onStarted: recipients.optional().describe('Who is told of the start. Default: nobody.'),
      onCompleted: recipients.optional().describe('Who is told when it has ended or was cancelled. Default: nobody.'),
      onFailed: recipients.optional().describe('Who is told when it was stopped by an error. Default: "role:admin".'),
      templates: z
        .partialRecord(z.enum(TEMPLATE_NAMES), templateText)
        .optional()
        .describe('Own words for messages, by the name of the template.'),
    })
    .optional()
    .describe('Messages about the workflow as a whole.'),
  sla: z
    .strictObject({
      maxDuration: durationSchema.describe(
        'How long the whole workflow may take; after that the requester and "escalateTo" are told.',
      ),
      warningThreshold: durationSchema
        .optional()
        .describe('When the requester and whoever has an open task are warned.'),
      escalationThreshold: durationSchema.optional().describe('When "escalateTo" is told.'),
      escalateTo: z.string().max(200).optional().describe('Who is told of delays. Default: "role:admin".'),
    })
    .optional()
    .describe('A promise for the whole workflow, counted from its start. It tells people and decides nothing.'),
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
