// The four kinds of steps, as schemas. What the fields mean is said in the language reference.
import { z } from 'zod';
import { conditionSchema } from '../conditions/schema.ts';
import type { JsonObject } from '../json.ts';
import { ASSIGNEES_MAX, LOOPS_MAX, STEPS_MAX } from '../limits.ts';
import { channelSchema } from '../user.ts';
import { durationSchema } from './duration.ts';

export const stepId = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'a letter, then letters, digits, _ or -');
export const jsonObject = z.record(z.string(), z.json()) as unknown as z.ZodType<JsonObject>;
const pointer = z
  .string()
  .regex(/^(\/[^/]+)+$/, 'a JSON pointer such as "/customer/phone"')
  .max(200);
const ruleText = z.string().min(1).max(1_100);

const assignedTo = z.union([ruleText, z.array(ruleText).min(1).max(ASSIGNEES_MAX)]);
const whereValue = z.union([z.string().max(200), z.array(z.string().max(200)).max(20)]);
const where = z.strictObject({
  territory: whereValue.optional(),
  businessUnit: whereValue.optional(),
  skills: whereValue.optional(),
});

const escalationAction = z.enum(['remind', 'notify', 'add', 'reassign', 'approve', 'reject', 'skip', 'fail']);
const escalationLevel = z.strictObject({
  after: durationSchema,
  action: escalationAction,
  to: assignedTo.optional(),
});
export type EscalationAction = z.infer<typeof escalationAction> | 'escalate';

const stepNotification = z.strictObject({
  on: z.enum(['assigned', 'approved', 'rejected', 'escalated', 'completed']),
  to: z.string().max(200),
  template: z.string().max(64).optional(),
  channels: z.array(channelSchema).min(1).max(5).optional(),
});
export type StepNotification = z.infer<typeof stepNotification>;

const common = {
  id: stepId,
  name: z.string().min(1).max(200).optional(),
  description: z.string().max(1_000).optional(),
  conditions: conditionSchema.optional(),
  dependencies: z.array(stepId).max(STEPS_MAX).optional(),
  parallel: z.boolean().optional(),
  timeout: durationSchema.optional(),
  escalation: z.strictObject({ levels: z.array(escalationLevel).min(1).max(10) }).optional(),
  notifications: z.array(stepNotification).max(20).optional(),
  calendar: z.string().max(64).optional(),
};
const goto = z.strictObject({ goto: stepId, maxLoops: z.int().min(1).max(LOOPS_MAX).optional() });

/** "requester", or steps whose deciders may not decide here too. */
const distinctFrom = z.array(z.string().max(64)).max(20);

export const approvalStep = z.strictObject({
  ...common,
  type: z.literal('approval'),
  assignedTo,
  where: where.optional(),
  policy: z
    .union([
      z.enum(['any', 'all', 'sequence']),
      z.strictObject({ quorum: z.int().min(1).max(ASSIGNEES_MAX) }),
      z.strictObject({ percent: z.number().gt(0).max(100) }),
    ])
    .optional(),
  rejection: z.enum(['any', 'majority', 'all']).optional(),
  distinctFrom: distinctFrom.default(['requester']),
  autoApprove: conditionSchema.optional(),
  scope: z.array(pointer).max(100).optional(),
  form: jsonObject.optional(),
  onReject: z.union([z.enum(['end', 'continue']), goto]).optional(),
});

export const manualStep = z.strictObject({
  ...common,
  type: z.literal('manual'),
  assignedTo,
  where: where.optional(),
  distinctFrom: distinctFrom.default([]),
  form: jsonObject.optional(),
});

export const notificationStep = z.strictObject({
  ...common,
  type: z.literal('notification'),
  assignedTo,
  where: where.optional(),
  template: z.string().max(64),
  channels: z.array(channelSchema).min(1).max(5).optional(),
  data: jsonObject.optional(),
});

const action = z.union([
  z.string().min(1).max(100),
  z.strictObject({ use: z.string().min(1).max(100), with: jsonObject.optional() }),
]);
export type ActionUse = z.infer<typeof action>;

export const systemStep = z.strictObject({
  ...common,
  type: z.literal('system'),
  assignedTo: assignedTo.optional(),
  actions: z.array(action).min(1).max(20),
  retry: z.strictObject({ attempts: z.int().min(1).max(8), backoff: durationSchema.optional() }).optional(),
  compensate: z.array(action).min(1).max(20).optional(),
  onFailure: z.union([z.enum(['fail', 'continue']), goto]).optional(),
});

export const stepSchema = z.discriminatedUnion('type', [approvalStep, manualStep, notificationStep, systemStep]);
export type StepDefinition = z.infer<typeof stepSchema>;
export type ApprovalStep = z.infer<typeof approvalStep>;
export type ManualStep = z.infer<typeof manualStep>;
export type NotificationStep = z.infer<typeof notificationStep>;
export type SystemStep = z.infer<typeof systemStep>;
export type Where = z.infer<typeof where>;
export type EscalationLevel = z.infer<typeof escalationLevel>;
export const pointerSchema = pointer;
