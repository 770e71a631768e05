// Waits of system steps: for a signal, for a moment, for a while.
import { holds } from '../conditions/evaluate.ts';
import { resolveReferences, scopeOf } from '../conditions/scope.ts';
import type { Context } from '../context.ts';
import { durationSchema } from '../definition/duration.ts';
import { planOf } from '../definition/plan.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import type { ActionUse, SystemStep } from '../definition/steps.ts';
import type { Event } from '../events.ts';
import { type Instance, isOpen, type OpenStep, type Wait } from '../instance.ts';
import { isObject, type JsonObject, ownValue } from '../json.ts';
import { err, ok, type Result } from '../result.ts';
import { failAction, finishAction } from './finish.ts';
import { momentAfter } from './ladder.ts';
import { isWait, useOf, type WaitUse } from './use.ts';

/** Begins the waits that are due to begin, and ends those that are over already or that nobody needs any more. */
export function settleWaits(definition: WorkflowDefinition, instance: Instance, context: Context): readonly Event[] {
  const needless = needlessWaits(definition, instance);
  if (needless.length > 0) return needless;
  for (const { definition: step } of planOf(definition).steps) {
    const open = instance.steps[step.id];
    if (step.type !== 'system' || !isOpen(open) || open.wait !== null) continue;
    // An open step has an action that runs.
    const { use, with: given = {} } = useOf(step.actions[open.action] as ActionUse);
    if (!isWait(use)) continue;
    const asked = resolveReferences(scopeOf(definition, instance), given);
    return begin({ definition, instance, step, open, context }, use, asked as JsonObject);
  }
  return [];
}

/**
 * A wait lasts as long as its step's conditions hold: whatever makes it needless skips the step. So a workflow can wait for
 * a deadline beside its approvals and still end with the last of them.
 */
function needlessWaits(definition: WorkflowDefinition, instance: Instance): readonly Event[] {
  return planOf(definition).steps.flatMap(({ definition: { id, type, conditions } }): readonly Event[] => {
    const open = instance.steps[id];
    if (type !== 'system' || !isOpen(open) || open.wait === null || open.wait.kind === 'child') return [];
    if (holds(conditions, scopeOf(definition, instance))) return [];
    const data = { attempt: open.attempt, outcome: 'conditions_not_met', reason: null };
    return [{ action: 'step_skipped', stepId: id, data }];
  });
}

interface Waiting {
  readonly definition: WorkflowDefinition;
  readonly instance: Instance;
  readonly step: SystemStep;
  readonly open: OpenStep;
  readonly context: Context;
}

function begin(waiting: Waiting, use: WaitUse, asked: JsonObject): readonly Event[] {
  const { definition, instance, step, open, context } = waiting;
  const wait = WAIT_OF[use](asked, waiting);
  if (!wait.ok) return failAction(definition, step.id, open, { error: wait.error, isUncertain: false });
  const started: Event = { action: 'wait_started', stepId: step.id, data: { attempt: open.attempt, wait: wait.value } };
  if (wait.value.kind === 'time' && wait.value.at <= context.now) return finishAction(definition, step.id, open, {});
  if (wait.value.kind === 'signal') {
    const { name } = wait.value;
    const payload = ownValue(instance.signals, name);
    if (isObject(payload))
      return [{ action: 'signal_consumed', data: { name } }, ...finishAction(definition, step.id, open, payload)];
  }
  return [started];
}

const WAIT_OF: { readonly [use in WaitUse]: (asked: JsonObject, waiting: Waiting) => Result<Wait, string> } = {
  'wait.signal': ({ name }) =>
    typeof name === 'string' && name !== '' ? ok({ kind: 'signal', name }) : err('wait.signal needs a "name"'),
  'wait.until': ({ at }) => {
    const moment = typeof at === 'number' ? at : typeof at === 'string' ? Date.parse(at) : Number.NaN;
    return Number.isFinite(moment)
      ? ok({ kind: 'time', at: moment, while: null })
      : err(`wait.until needs a moment, not ${JSON.stringify(at ?? null)}`);
  },
  'wait.for': ({ duration }, waiting) => {
    const parsed = durationSchema.safeParse(duration);
    return parsed.success
      ? ok({
          kind: 'time',
          at: momentAfter(waiting, parsed.data, waiting.context.now),
          while: { since: waiting.context.now, duration: parsed.data },
        })
      : err(`wait.for needs a duration, not ${JSON.stringify(duration ?? null)}`);
  },
};

/** Waits whose moment has come. */
export function endedWaits(definition: WorkflowDefinition, instance: Instance, now: number): readonly Event[] {
  return Object.entries(instance.steps).flatMap(([stepId, open]) =>
    isOpen(open) && open.wait?.kind === 'time' && open.wait.at <= now ? finishAction(definition, stepId, open, {}) : [],
  );
}
