// A workflow walked through in memory, with every action done and every decider saying yes.
import type { EffectOutcome } from './commands.ts';
import type { Context } from './context.ts';
import { planOf } from './definition/plan.ts';
import type { WorkflowDefinition } from './definition/schema.ts';
import type { Event, EventOf } from './events.ts';
import { type Instance, isOpen, type OpenStep } from './instance.ts';
import type { JsonObject } from './json.ts';
import type { Rejection } from './rejection.ts';
import { ok, type Result } from './result.ts';
import { follow, type Stepped, step, untilRest } from './step.ts';

export interface PreviewRequest {
  readonly data: JsonObject;
  readonly startedBy: string;
  readonly definitionHash: string;
}

/** What each step will do, whom it will ask, and how the workflow ends if nobody says no. Refused as a start would be. */
export function previewOf(
  definition: WorkflowDefinition,
  request: PreviewRequest,
  context: Context,
): Result<JsonObject, Rejection> {
  const started = step(definition, null, { ...START, ...request }, context);
  if (!started.ok) return started;
  let { instance } = started.value;
  const events = [...started.value.events];
  untilRest(() => {
    if (instance.status !== 'running') return false;
    const next = advance(definition, instance, context);
    instance = next.instance;
    events.push(...next.events);
    return true;
  });
  const steps = planOf(definition).steps.map(({ definition: planned }) =>
    rowOf(planned.id, planned.name, events, context.now),
  );
  return ok({ steps, ...(instance.outcome === null ? {} : { outcomeIfApproved: instance.outcome }) });
}

const START = {
  type: 'start_workflow',
  instanceId: 'preview',
  priority: 'medium',
  tags: [],
  source: null,
  draft: false,
  parent: null,
  depth: 0,
  record: null,
} as const;

/** No message is sent: what becomes of them does not matter here. */
const ARRIVED = { kind: 'sent', channel: 'in_app', state: 'delivered', handle: null, isWatched: false } as const;

/** What has to come from outside, as if it came and was good: all effects at once, else the end of one open step. */
function advance(definition: WorkflowDefinition, instance: Instance, context: Context): Stepped {
  const outcomes = Object.values(instance.effects).map(
    ({ effect: { id: effectId, kind } }): EffectOutcome =>
      kind === 'message' ? { effectId, ...ARRIVED } : { effectId, kind: 'done', output: {} },
  );
  if (outcomes.length > 0) {
    // What is done is recorded; nobody refuses it.
    const recorded = step(definition, instance, { type: 'record_effects', outcomes }, context);
    return (recorded as Extract<typeof recorded, { ok: true }>).value;
  }
  const open = Object.entries(instance.steps).filter((entry): entry is [string, OpenStep] => isOpen(entry[1]));
  const ends = open.slice(0, 1).map(([stepId, task]) => endOf(stepId, task));
  return follow(definition, instance, ends, context);
}

const endOf = (stepId: string, { attempt, assignees }: OpenStep): Event => ({
  action: 'step_completed',
  stepId,
  data: { attempt, outcome: 'approved', output: {}, by: assignees[0]?.user ?? null, onBehalfOf: null },
});

function rowOf(stepId: string, name: string | undefined, events: readonly Event[], now: number): JsonObject {
  const own = events.filter((event) => 'stepId' in event && event.stepId === stepId);
  const about = { stepId, name: name ?? stepId };
  const assigned = own.find((event): event is EventOf<'step_assigned'> => event.action === 'step_assigned');
  if (assigned !== undefined) {
    const { assignees, dueAt } = assigned.data;
    const vias = [...new Set(assignees.map(({ via }) => via))].join(', ');
    return {
      ...about,
      will: 'run',
      assignees: assignees.map(({ user }) => user),
      ...(dueAt === null ? {} : { dueAfter: Math.round((dueAt - now) / 60_000) }),
      because: assignees.length === 0 ? 'nobody is present and eligible' : `assigned by ${vias}`,
    };
  }
  const skipped = own.find((event): event is EventOf<'step_skipped'> => event.action === 'step_skipped');
  if (skipped !== undefined) return { ...about, will: 'skip', assignees: [], because: 'its conditions do not hold' };
  const completed = own.find((event): event is EventOf<'step_completed'> => event.action === 'step_completed');
  if (completed?.data.output.autoApproved === true)
    return { ...about, will: 'auto_approve', assignees: [], because: 'its autoApprove conditions hold' };
  if (own.length === 0) return { ...about, will: 'skip', assignees: [], because: 'the workflow ends before it' };
  return { ...about, will: 'run', assignees: [], because: 'it asks nobody' };
}
