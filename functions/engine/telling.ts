// What the log tells of commits and of effects, so that they can be counted: names and ids, never data.
import type { EffectOutcome } from '../core/commands.ts';
import type { Effect } from '../core/effects.ts';
import type { Event } from '../core/events.ts';
import type { Instance } from '../core/instance.ts';
import type { JsonObject } from '../core/json.ts';
import type { Log } from '../platform/platform.ts';
import type { Caller } from './parts.ts';

export function tellCommit(log: Log, instance: Instance, events: readonly Event[], { channel }: Caller): void {
  const about = { instanceId: instance.id, workflowId: instance.definition.id };
  const actions = events.map(({ action }) => action).join(' ');
  log.write('info', 'instance_changed', { ...about, status: instance.status, channel, actions });
  for (const event of events) {
    if (event.action !== 'incident_opened') continue;
    const { kind, stepId } = event.data.incident;
    const step = stepId === undefined ? {} : { stepId };
    log.write('error', 'incident_opened', { ...about, ...step, incidentId: event.data.incidentId, kind });
  }
}

export function tellEffect(log: Log, instance: Instance, effect: Effect, outcome: EffectOutcome): void {
  const about = aboutEffect(instance, effect);
  if (outcome.kind === 'refused') log.write('error', 'effect_refused', { ...about, error: outcome.error });
  if (outcome.kind === 'done' || outcome.kind === 'started') log.write('info', 'effect_done', about);
  if (outcome.kind === 'sent') log.write('info', 'effect_done', { ...about, via: outcome.channel });
  if (outcome.kind === 'unconfirmed')
    log.write('warning', 'message_unconfirmed', { ...about, via: outcome.channel, error: outcome.error });
}

/** `via`: the channel of a message, the name of an action; of the others there is one way. */
export function aboutEffect(instance: Instance, effect: Effect): JsonObject {
  const via = effect.kind === 'message' ? effect.channel : 'use' in effect ? effect.use : effect.kind;
  return {
    instanceId: instance.id,
    workflowId: instance.definition.id,
    effectId: effect.id,
    kind: effect.kind,
    via,
  };
}
