// What callers may ask, as schemas: the API checks by them, the engine's methods are typed by them.
import { z } from 'zod';
import { REPORTS } from './analytics/reports.ts';
import { definitionId, semver } from './definition/schema.ts';
import { jsonObject, stepId } from './definition/steps.ts';
import { PRIORITIES } from './instance.ts';
import { DECISIONS_MAX, METRICS_DAYS_MAX, TEXT_MAX } from './limits.ts';
import { DAY_MS } from './time/zone.ts';
import { awaySchema, userId, userSchema } from './user.ts';

const key = z.string().min(1).max(200);
const instanceId = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, 'an instance id as startWorkflow answered it');
const text = z.string().max(TEXT_MAX);
const instant = z.iso.datetime({ offset: true });
const page = { pageSize: z.int().min(1).max(200).optional(), pageToken: z.string().max(500).optional() };
const tag = z.string().min(1).max(64);

export const emptyRequest = z.strictObject({});
export const instanceRequest = z.strictObject({ instanceId });

/** What every command on an instance takes. */
const command = {
  instanceId,
  commandId: key.optional(),
  expectedRevision: z.int().min(0).optional(),
};
const stepCommand = {
  ...command,
  stepId: stepId.optional(),
  attempt: z.int().min(0).optional(),
  notes: text.optional(),
  reason: text.optional(),
};

export const workflowRequest = z.strictObject({ ...command, reason: text.optional(), notes: text.optional() });
export const stepRequest = z.strictObject(stepCommand);
export const outputRequest = z.strictObject({ ...stepCommand, output: jsonObject.optional() });
export const reassignRequest = z.strictObject({ ...stepCommand, to: userId, from: userId.optional() });
export const assignRequest = z.strictObject({ ...stepCommand, to: userId });
export const delegateRequest = z.strictObject({ ...stepCommand, to: userId });
export const resubmitRequest = z.strictObject({
  ...command,
  data: jsonObject.optional(),
  notes: text.optional(),
  reason: text.optional(),
});
export const updateDataRequest = z.strictObject({
  ...command,
  data: jsonObject,
  notes: text.optional(),
  reason: text.optional(),
});
export const submitRequest = z.strictObject({
  ...command,
  data: jsonObject.optional(),
  notes: text.optional(),
  reason: text.optional(),
});
export const signalRequest = z.strictObject({
  ...command,
  name: z.string().min(1).max(64),
  payload: jsonObject.optional(),
});
export const decideManyRequest = z.strictObject({
  decisions: z
    .array(
      z.strictObject({
        instanceId,
        stepId: stepId.optional(),
        decision: z.enum(['approve', 'reject']),
        commandId: key.optional(),
        expectedRevision: z.int().min(0).optional(),
        attempt: z.int().min(0).optional(),
        notes: text.optional(),
        reason: text.optional(),
        output: jsonObject.optional(),
      }),
    )
    .min(1)
    .max(DECISIONS_MAX),
});
export const workloadRequest = z.strictObject({
  role: z.string().max(64).optional(),
  userId: userId.optional(),
  /** Also what is overdue, due today and oldest, and what was decided lately: reads the open tasks. */
  details: z.boolean().optional(),
});
const date = z.iso.date();
const range = { from: date, to: date };
const ENDS_FIRST = 'the range ends before it begins';
const isRange = ({ from, to }: { from: string; to: string }): boolean => from <= to;
const isWithinDaysMax = ({ from, to }: { from: string; to: string }): boolean =>
  Date.parse(to) - Date.parse(from) < METRICS_DAYS_MAX * DAY_MS;
const TOO_LONG = `at most ${METRICS_DAYS_MAX} days`;

export const metricsRequest = z
  .strictObject({ workflowId: definitionId, ...range })
  .refine(isRange, ENDS_FIRST)
  .refine(isWithinDaysMax, TOO_LONG);
export const processRequest = z
  .strictObject({ workflowId: definitionId, version: semver.optional(), ...range })
  .refine(isRange, ENDS_FIRST)
  .refine(isWithinDaysMax, TOO_LONG);
export const reportRequest = z
  .strictObject({
    report: z.enum(REPORTS),
    /** Without, of all workflows. */
    workflowId: definitionId.optional(),
    ...range,
    format: z.enum(['json', 'csv']).default('json'),
  })
  .refine(isRange, ENDS_FIRST)
  .refine(isWithinDaysMax, TOO_LONG);
export const exportEventsRequest = z
  .strictObject({ workflowId: definitionId, ...range, pageToken: page.pageToken })
  .refine(isRange, ENDS_FIRST)
  .refine(isWithinDaysMax, TOO_LONG);
export const previewRequest = z.strictObject({
  workflowId: definitionId,
  version: semver.optional(),
  data: jsonObject,
  startedBy: userId.optional(),
});
export const commentRequest = z.strictObject({ ...command, stepId: stepId.optional(), text: text.min(1) });
export const resolveIncidentRequest = z.strictObject({
  ...command,
  incidentId: z.string().max(500),
  reason: text.optional(),
});

export const startRequest = z.strictObject({
  workflowId: definitionId,
  version: semver.optional(),
  data: jsonObject,
  idempotencyKey: key.optional(),
  priority: z.enum(PRIORITIES).optional(),
  tags: z.array(tag).max(20).optional(),
  draft: z.boolean().optional(),
  source: z.string().max(200).optional(),
});

export const listInstancesRequest = z.strictObject({
  workflowId: definitionId.optional(),
  status: z.enum(['draft', 'running', 'paused', 'completed', 'failed', 'cancelled']).optional(),
  outcome: z.enum(['approved', 'rejected', 'expired']).optional(),
  startedBy: userId.optional(),
  assignee: userId.optional(),
  tag: tag.optional(),
  from: instant.optional(),
  to: instant.optional(),
  ...page,
});
export const listTasksRequest = z.strictObject(page);
export const listMessagesRequest = z.strictObject({ pageSize: page.pageSize });
export const listIncidentsRequest = z.strictObject({ workflowId: definitionId.optional(), ...page });
export const listOverdueRequest = z.strictObject(page);
export const listTimersRequest = z.strictObject({
  /** Also those that will come within this while; default an hour. */
  withinMinutes: z.int().min(0).max(1_440).optional(),
  /** Instances looked at, those that wake first before the others; default 50. */
  pageSize: z.int().min(1).max(100).optional(),
});

export const definitionRequest = z.strictObject({ definition: z.unknown() });
export const oneDefinitionRequest = z.strictObject({ workflowId: definitionId, version: semver.optional() });
export const listDefinitionsRequest = z.strictObject({
  workflowId: definitionId.optional(),
  status: z.enum(['draft', 'active', 'inactive']).optional(),
});
export const definitionVersionRequest = z.strictObject({ workflowId: definitionId, version: semver });
export const definitionStatusRequest = z.strictObject({
  workflowId: definitionId,
  version: semver,
  status: z.enum(['active', 'inactive']),
});

export const listUsersRequest = z.strictObject({ role: z.string().max(64).optional() });
export const upsertUserRequest = z.strictObject({ user: userSchema });
export const availabilityRequest = z.strictObject({ userId: userId.optional(), ...awaySchema.shape });

const subject = z.string().min(1).max(500);
export const personalDataRequest = z.strictObject({ subject });
export const erasePersonalDataRequest = z.strictObject({ subject, reason: text.min(1) });

/** What a caller sends, as its schema has it after parsing. */
export type InputOf<S extends z.ZodType> = z.infer<S>;
