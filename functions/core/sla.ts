// What a workflow as a whole has promised: warned of, escalated, breached. It decides nothing by itself.
import type { Context } from './context.ts';
import type { WorkflowDefinition } from './definition/schema.ts';
import type { Event } from './events.ts';
import { type Instance, SLA_STAGES, type Sla, type SlaStage } from './instance.ts';
import { momentAfter } from './kinds/ladder.ts';

/** When each stage is reached, counted from the start (epoch ms); null where the definition promises nothing. */
export function slaMoments(
  definition: WorkflowDefinition,
  instance: Pick<Instance, 'pauses'>,
  context: Context,
  startedAt: number,
): Sla['at'] | null {
  if (definition.sla === undefined) return null;
  const { maxDuration, warningThreshold, escalationThreshold } = definition.sla;
  const at = (duration: typeof maxDuration): number =>
    momentAfter({ definition, instance, context }, duration, startedAt);
  return {
    ...(warningThreshold === undefined ? {} : { warned: at(warningThreshold) }),
    ...(escalationThreshold === undefined ? {} : { escalated: at(escalationThreshold) }),
    breached: at(maxDuration),
  };
}

/** The promise begins with the request; that of a draft when it is submitted. */
export function startSla(definition: WorkflowDefinition, context: Context): readonly Event[] {
  const at = slaMoments(definition, { pauses: [] }, context, context.now);
  return at === null ? [] : [{ action: 'sla_started', data: { startedAt: context.now, at } }];
}

const EVENT = { warned: 'sla_warned', escalated: 'sla_escalated', breached: 'sla_breached' } as const;

const ahead = (sla: Sla): readonly { readonly stage: SlaStage; readonly at: number }[] =>
  SLA_STAGES.flatMap((stage) => {
    const at = sla.at[stage];
    return at === undefined || sla.reached.includes(stage) ? [] : [{ stage, at }];
  });

/** Stages whose moment has come. */
export const reachedStages = ({ sla }: Instance, now: number): readonly Event[] =>
  sla === null
    ? []
    : ahead(sla)
        .filter(({ at }) => at <= now)
        .map(({ stage, at }): Event => ({ action: EVENT[stage], data: { at } }));

/** The moment at which the next stage is reached; null where none is ahead. */
export function nextSlaMoment({ sla }: Instance): number | null {
  const moments = sla === null ? [] : ahead(sla).map(({ at }) => at);
  return moments.length === 0 ? null : Math.min(...moments);
}
