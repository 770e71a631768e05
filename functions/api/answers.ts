// The shapes of answers, as schemas: the language contract's, for the reference, typed clients and tests.
import { z } from 'zod';
import { userSchema } from '../core/user.ts';

const moment = z.iso.datetime();
const data = z.record(z.string(), z.unknown());
const workflowStatus = z.enum(['draft', 'running', 'paused', 'completed', 'failed', 'cancelled']);
const stepState = z.enum(['pending', 'assigned', 'in_progress', 'completed', 'skipped', 'failed', 'escalated']);
const outcome = z.enum(['approved', 'rejected', 'expired']);
const nextPage = { nextPageToken: z.string().optional() };

const stepSummary = z.object({ state: stepState, outcome: z.string().optional(), attempt: z.int() });

export const commandAnswer = z.object({
  instanceId: z.string(),
  status: workflowStatus,
  outcome: outcome.optional(),
  revision: z.int(),
  step: stepSummary.extend({ stepId: z.string() }).optional(),
});

/** A step as it is seen in full; one that has not begun has its state and attempt alone. */
const stepDetail = stepSummary.extend({
  level: z.int().optional(),
  assignees: z.array(z.string()).optional(),
  /** Why each of them may act: by which rule, and in whose place. */
  assignments: z.array(z.object({ user: z.string(), onBehalfOf: z.string().optional(), via: z.string() })).optional(),
  /** By person. */
  votes: z
    .record(
      z.string(),
      z.object({
        decision: z.enum(['approved', 'rejected', 'completed']),
        at: moment,
        onBehalfOf: z.string().optional(),
        notes: z.string().optional(),
        output: data.optional(),
      }),
    )
    .optional(),
  output: data.optional(),
  startedAt: moment.optional(),
  endedAt: moment.optional(),
  error: z.string().optional(),
});
const openStep = z.object({
  stepId: z.string(),
  name: z.string(),
  state: stepState,
  assignees: z.array(z.string()),
  dueAt: moment.optional(),
  level: z.int(),
  attempt: z.int(),
});

export const statusAnswer = z.object({
  instanceId: z.string(),
  /** The request's own id, as people call it. */
  title: z.string().optional(),
  workflowId: z.string(),
  version: z.string(),
  status: workflowStatus,
  outcome: outcome.optional(),
  revision: z.int(),
  priority: z.string(),
  startedBy: z.string(),
  startedAt: moment,
  completedAt: moment.optional(),
  reason: z.string().optional(),
  changesRequested: z.object({ stepId: z.string(), by: z.string(), reason: z.string(), at: moment }).optional(),
  openSteps: z.array(openStep),
  steps: z.record(z.string(), stepSummary),
});

const incident = z.object({
  incidentId: z.string(),
  instanceId: z.string(),
  workflowId: z.string(),
  kind: z.string(),
  message: z.string(),
  at: moment,
});

export const instanceAnswer = statusAnswer.extend({
  data,
  context: data,
  tags: z.array(z.string()),
  steps: z.record(z.string(), stepDetail),
  history: z.array(
    z.object({ seq: z.int(), action: z.string(), at: moment, actor: z.string(), stepId: z.string().optional(), data }),
  ),
  messages: z.array(
    z.object({
      to: z.string(),
      channel: z.string(),
      template: z.string(),
      state: z.enum(['queued', 'sent', 'delivered', 'read', 'failed']),
      at: moment,
      /** Why it failed, or why nobody knows whether it was taken. */
      error: z.string().optional(),
    }),
  ),
  comments: z.array(z.object({ by: z.string(), at: moment, text: z.string(), stepId: z.string().optional() })),
  incidents: z.array(incident.loose()),
  changes: z.array(z.object({ pointer: z.string(), from: z.unknown(), to: z.unknown() })),
  parent: z.object({ instanceId: z.string(), stepId: z.string(), attempt: z.int() }).optional(),
  sla: z.unknown(),
});

export const inboxAnswer = z.object({
  messages: z.array(
    z.object({
      /** Absent where it is about no single request. */
      instanceId: z.string().optional(),
      stepId: z.string().optional(),
      template: z.string(),
      channel: z.enum(['whatsapp', 'email', 'in_app']),
      subject: z.string(),
      text: z.string(),
      at: moment,
    }),
  ),
});

export const tasksAnswer = z.object({
  tasks: z.array(
    z.object({
      instanceId: z.string(),
      stepId: z.string(),
      attempt: z.int(),
      name: z.string(),
      type: z.enum(['approval', 'manual', 'notification', 'system']),
      /** Commands that the step takes. */
      actions: z.array(z.string()),
      workflowId: z.string(),
      workflowName: z.string(),
      requester: z.string(),
      /** The absent person for whom the caller acts. */
      onBehalfOf: z.string().optional(),
      priority: z.string(),
      revision: z.int(),
      assignedAt: moment,
      dueAt: moment.optional(),
      fields: z.array(
        z.object({
          label: z.string(),
          value: z.union([z.string(), z.number(), z.boolean()]),
          format: z.enum(['date', 'date-time']).optional(),
          /** ISO 4217 code: the value is an amount of money. */
          currency: z.string().optional(),
        }),
      ),
    }),
  ),
  ...nextPage,
});

export const instancesAnswer = z.object({ instances: z.array(statusAnswer), ...nextPage });
export const overdueAnswer = z.object({
  /** The earliest deadline of what is open. */
  instances: z.array(statusAnswer.extend({ dueAt: moment })),
  ...nextPage,
});
export const timersAnswer = z.object({
  timers: z.array(
    z.object({
      instanceId: z.string(),
      workflowId: z.string(),
      kind: z.enum(['deadline', 'wait', 'sla', 'retry']),
      stepId: z.string().optional(),
      attempt: z.int().optional(),
      effectId: z.string().optional(),
      at: moment,
      /** Its moment has passed, and nobody has looked. */
      isLate: z.boolean(),
    }),
  ),
  /** There are more instances with timers than were looked at. */
  more: z.boolean(),
});
export const incidentsAnswer = z.object({ incidents: z.array(incident.loose()), ...nextPage });

export const auditAnswer = z.object({
  entries: z.array(
    z
      .object({
        seq: z.int(),
        prev: z.string(),
        hash: z.string(),
        at: moment,
        actor: z.string(),
        onBehalfOf: z.string().optional(),
        channel: z.string(),
        events: z.array(z.object({ action: z.string(), stepId: z.string().nullish(), data })),
      })
      .loose(),
  ),
  head: z.string(),
});
export const verifyAnswer = z.object({ ok: z.boolean(), entries: z.int(), firstBad: z.int().optional() });

const finding = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  path: z.string(),
  message: z.string(),
  counterexample: z.unknown().optional(),
});
export const checkAnswer = z.object({ ok: z.boolean(), findings: z.array(finding) });
const definitionSummary = z.object({
  workflowId: z.string(),
  version: z.string(),
  name: z.string(),
  status: z.enum(['draft', 'active', 'inactive']),
  description: z.string().optional(),
  updatedAt: z.string().optional(),
  steps: z.int(),
  hash: z.string(),
});
export const definitionAnswer = definitionSummary;
export const oneDefinitionAnswer = z.object({ definition: data, hash: z.string() });
export const definitionsAnswer = z.object({ definitions: z.array(definitionSummary) });
export const definitionStatusAnswer = z.object({ workflowId: z.string(), version: z.string(), status: z.string() });

export const usersAnswer = z.object({ users: z.array(userSchema) });
export const userAnswer = z.object({ user: userSchema });

export const deletedAnswer = z.object({ workflowId: z.string(), version: z.string(), deleted: z.boolean() });
export const previewAnswer = z.object({
  steps: z.array(
    z.object({
      stepId: z.string(),
      name: z.string(),
      will: z.enum(['run', 'skip', 'auto_approve']),
      assignees: z.array(z.string()),
      dueAfter: z.number().optional(),
      because: z.string(),
    }),
  ),
  outcomeIfApproved: outcome.optional(),
});
const amount = z.int().min(0);
export const healthAnswer = z.object({
  version: z.string(),
  now: moment,
  /** degraded: wake-ups are minutes late, or a channel is out of order. */
  status: z.enum(['ok', 'degraded']),
  sweeper: z.object({ backlog: amount, more: z.boolean(), oldestDueAt: moment.optional() }),
  /** Instances with open incidents, and how many incidents of each kind these have. */
  incidents: z.object({ count: amount, more: z.boolean(), kinds: z.record(z.string(), amount) }),
  /** In the instances that wake first: what waits to be done by each channel and action. */
  effects: z.object({
    looked: amount,
    more: z.boolean(),
    providers: z.array(
      z.object({
        provider: z.string(),
        pending: amount,
        /** Tried, and to be tried again. */
        failing: amount,
      }),
    ),
  }),
  /** Channels that their providers say are out of order. */
  channels: z.object({ down: z.array(z.object({ channel: z.string(), since: moment })) }),
  /** When the next lists of tasks go out; absent where none are sent. */
  digests: z.object({ nextAt: moment.optional() }),
});
const refused = z.object({
  status: z.string(),
  message: z.string(),
  details: z.object({ reason: z.string(), next: z.string() }),
});
export const decideManyAnswer = z.object({
  results: z.array(
    z.object({
      instanceId: z.string(),
      stepId: z.string().optional(),
      ok: z.boolean(),
      result: commandAnswer.optional(),
      error: refused.optional(),
    }),
  ),
});

export const personalDataAnswer = z.object({
  subject: z.string(),
  instances: z.array(z.object({ instanceId: z.string(), workflowId: z.string(), startedAt: moment, data })),
});
export const erasedAnswer = z.object({ subject: z.string(), keysDestroyed: z.int(), erasedAt: moment });
