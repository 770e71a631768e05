// The four kinds of steps, as schemas. The descriptions of the fields are what editors and the reference say.
import { z } from 'zod';
import { conditionSchema } from '../conditions/schema.ts';
import type { JsonObject } from '../json.ts';
import { ACTIONS_MAX, ASSIGNEES_MAX, LOOPS_MAX, STEPS_MAX } from '../limits.ts';
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
const where = z
  .strictObject({
    territory: whereValue.optional().describe('Only people who work in this territory (in all of them, for a list).'),
    businessUnit: whereValue.optional().describe('Only people of this business unit.'),
    skills: whereValue.optional().describe('Only people with this skill (with all of them, for a list).'),
  })
  .optional()
  .describe('Narrows down the members of a role by facts about them; people who are named are not filtered.');

const escalationAction = z.enum(['remind', 'notify', 'add', 'reassign', 'approve', 'reject', 'skip', 'fail']);
const escalationLevel = z.strictObject({
  after: durationSchema.describe('How long after the assignment this level is reached.'),
  action: escalationAction.describe('What happens then; see the actions of an escalation below.'),
  to: assignedTo.optional().describe('Who is told, added or asked instead: one assignment rule or a list of them.'),
});
export type EscalationAction = z.infer<typeof escalationAction> | 'escalate';

const channels = z.array(channelSchema).min(1).max(5).optional();
const stepNotification = z.strictObject({
  on: z
    .enum(['assigned', 'approved', 'rejected', 'escalated', 'completed'])
    .describe('The occasion: a task was given, approved, rejected or escalated, or the step has ended.'),
  to: z.string().max(200).describe('Who is told: "assignee", "requester", "user:<id>" or "role:<role>".'),
  template: z.string().max(64).optional().describe('The message; without it, the one that belongs to the occasion.'),
  channels: channels.describe('How it is sent: "whatsapp", "email", "in_app". Default: what the person prefers.'),
});
export type StepNotification = z.infer<typeof stepNotification>;

const common = {
  id: stepId.describe('The name of the step, used once in the definition.'),
  name: z.string().min(1).max(200).optional().describe('The name that people read. Default: the id.'),
  description: z.string().max(1_000).optional().describe('What is to be done here, in a few sentences.'),
  conditions: conditionSchema
    .optional()
    .describe('The step is skipped when this does not hold; a wait, also as soon as it holds no more.'),
  dependencies: z
    .array(stepId)
    .max(STEPS_MAX)
    .optional()
    .describe('The steps that have to be over before this one begins. Default: the step before it.'),
  parallel: z
    .boolean()
    .optional()
    .describe('true: begins together with the step before it; the next step waits for all of them. Default: false.'),
  timeout: durationSchema
    .optional()
    .describe(
      'When the step is due. Without an escalation, the assignee, the requester and "role:admin" are told at that time.',
    ),
  escalation: z
    .strictObject({
      levels: z
        .array(escalationLevel)
        .min(1)
        .max(10)
        .describe('The levels, 1 to 10, in the order in which they are reached.'),
    })
    .optional()
    .describe('What happens when nobody decides in time.'),
  notifications: z
    .array(stepNotification)
    .max(20)
    .optional()
    .describe('Messages about this step, in place of the usual ones for the same occasion.'),
  calendar: z.string().max(64).optional().describe('The working calendar of this step. Default: the definition’s.'),
};
const goto = z.strictObject({
  goto: stepId.describe('The earlier step from which everything runs again.'),
  maxLoops: z
    .int()
    .min(1)
    .max(LOOPS_MAX)
    .optional()
    .describe(`How often it may go back, 1 to ${LOOPS_MAX}; after that the workflow ends. Default: 3.`),
});

/** "requester", or steps whose deciders may not decide here too. */
const distinctFrom = z.array(z.string().max(64)).max(20);

export const approvalStep = z.strictObject({
  ...common,
  type: z.literal('approval').describe('People say yes or no.'),
  assignedTo: assignedTo.describe('Who is asked: one assignment rule or a list of them.'),
  where,
  policy: z
    .union([
      z.enum(['any', 'all', 'sequence']),
      z.strictObject({
        quorum: z.int().min(1).max(ASSIGNEES_MAX).describe('So many people have to approve.'),
      }),
      z.strictObject({
        percent: z.number().gt(0).max(100).describe('So many of a hundred of those asked have to approve.'),
      }),
    ])
    .optional()
    .describe('When it is approved: by the first yes ("any", the default), by all, one after the other, or by some.'),
  rejection: z
    .enum(['any', 'majority', 'all'])
    .optional()
    .describe('How many rejections reject: one ("any", the default), more than half, or all.'),
  distinctFrom: distinctFrom
    .default(['requester'])
    .describe('People who may not decide here: the requester, and whoever decided the named steps.'),
  autoApprove: conditionSchema.optional().describe('When this holds the step is approved and nobody is asked.'),
  scope: z
    .array(pointer)
    .max(100)
    .optional()
    .describe(
      'JSON pointers to the data that the approval covers; when other data changes it stays valid. Default: all.',
    ),
  stepUp: z
    .strictObject({
      page: conditionSchema
        .optional()
        .describe('When this holds, a reply in the chat is not enough: it is decided on the page that its link opens.'),
      signIn: conditionSchema.optional().describe('When this holds, only those who have signed in decide.'),
    })
    .optional()
    .describe(
      'What is worth more than a reply or a link. Default: the rule "highValue", if there is one, asks for the page.',
    ),
  form: jsonObject.optional().describe('JSON Schema of what the decider fills in; it becomes the output of the step.'),
  onReject: z
    .union([z.enum(['end', 'continue']), goto])
    .optional()
    .describe('After a rejection: "end" the workflow as rejected (default), "continue", or go back to a step.'),
});

export const manualStep = z.strictObject({
  ...common,
  type: z.literal('manual').describe('A person does something and says so.'),
  assignedTo: assignedTo.describe('Who does it: one assignment rule or a list of them.'),
  where,
  distinctFrom: distinctFrom
    .default([])
    .describe('People who may not do it: "requester", and whoever decided the named steps. Default: nobody.'),
  form: jsonObject.optional().describe('JSON Schema of what is filled in; it becomes the output of the step.'),
});

export const notificationStep = z.strictObject({
  ...common,
  type: z.literal('notification').describe('People are told something; the workflow goes on at once.'),
  assignedTo: assignedTo.describe('Who is told: "requester", or assignment rules; all members of a role.'),
  where,
  template: z.string().max(64).describe('The name of the message.'),
  channels: channels.describe('How it is sent: "whatsapp", "email", "in_app". Default: what the person prefers.'),
  data: jsonObject.optional().describe('Further facts for the words of the message, as "occasion.<name>".'),
});

const action = z.union([
  z.string().min(1).max(100),
  z.strictObject({
    use: z.string().min(1).max(100).describe('The name of the action.'),
    with: jsonObject.optional().describe('Settings of the action; "$data.…" and "$steps.…" stand for values.'),
  }),
]);
export type ActionUse = z.infer<typeof action>;

export const systemStep = z.strictObject({
  ...common,
  type: z.literal('system').describe('The engine itself does something: checks, bookings, waits, other workflows.'),
  assignedTo: assignedTo.optional().describe('Who is responsible; they are not asked for anything.'),
  actions: z
    .array(action)
    .min(1)
    .max(ACTIONS_MAX)
    .describe('Actions, done one after the other; a name, or a name with settings.'),
  retry: z
    .strictObject({
      attempts: z.int().min(1).max(8).describe('How often an action is tried at most, the first time included.'),
      backoff: durationSchema
        .optional()
        .describe('The pause before the second try; every further pause is twice as long. Default: some seconds.'),
    })
    .optional()
    .describe('What to do when an action cannot be reached. Default: eight tries.'),
  compensate: z
    .array(action)
    .min(1)
    .max(ACTIONS_MAX)
    .optional()
    .describe('Actions that undo the step when the workflow ends badly or runs the step again.'),
  onFailure: z
    .union([z.enum(['fail', 'continue']), goto])
    .optional()
    .describe('When an action fails: the workflow fails ("fail", the default), goes on, or goes back to a step.'),
});

export const stepSchema = z.discriminatedUnion('type', [approvalStep, manualStep, notificationStep, systemStep]);
export type StepDefinition = z.infer<typeof stepSchema>;
export type ApprovalStep = z.infer<typeof approvalStep>;
export type ManualStep = z.infer<typeof manualStep>;
export type NotificationStep = z.infer<typeof notificationStep>;
export type SystemStep = z.infer<typeof systemStep>;
export type Where = NonNullable<z.infer<typeof where>>;
export type EscalationLevel = z.infer<typeof escalationLevel>;
export const pointerSchema = pointer;
