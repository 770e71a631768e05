// Whether the people who have a step can still decide it; where they cannot, an incident says so: never silence.
import type { Event } from '../events.ts';
import type { Instance, OpenStep } from '../instance.ts';
import { REASSIGN_PAUSE_MS } from '../limits.ts';
import type { StepKind, Work } from './kind.ts';

export interface Staffing {
  /** When the step is offered again; null where its people suffice. */
  readonly reassignAt: number | null;
  /** The incident opened, or resolved, or nothing where that is known already. */
  readonly events: readonly Event[];
}

export const nobodyIncidentId = (stepId: string, attempt: number): string => `${stepId}:${attempt}:nobody`;

export function staffing(
  work: Work,
  kind: Pick<StepKind, 'peopleNeeded'>,
  { assignees, votes }: Pick<OpenStep, 'assignees' | 'votes'>,
): Staffing {
  const { step, attempt, context } = work;
  const waiting = assignees.filter(({ user }) => !Object.hasOwn(votes, user)).length;
  const agreed = Object.values(votes).filter(({ decision }) => decision !== 'rejected').length;
  const needed = Math.max(1, kind.peopleNeeded(step, waiting + Object.keys(votes).length));
  const found = waiting + agreed;
  const incidentId = nobodyIncidentId(step.id, attempt);
  const isKnown = isUnresolved(work.instance, incidentId);
  if (found >= needed) return { reassignAt: null, events: isKnown ? [resolved(incidentId)] : [] };
  const opened: Event = {
    action: 'incident_opened',
    data: {
      incidentId,
      incident: { kind: 'nobody_can_decide', message: messageOf(work, found, needed), stepId: step.id },
    },
  };
  return { reassignAt: context.now + REASSIGN_PAUSE_MS, events: isKnown ? [] : [opened] };
}

const isUnresolved = ({ incidents }: Instance, id: string): boolean =>
  incidents[id] !== undefined && incidents[id].resolvedAt === undefined;

const resolved = (incidentId: string): Event => ({
  action: 'incident_resolved',
  data: { incidentId, resolution: 'somebody can decide now' },
});

function messageOf({ step }: Work, found: number, needed: number): string {
  const name = step.name ?? step.id;
  return found === 0
    ? `Nobody can decide "${name}": no present, eligible person is left. Reassign it, or change the rule.`
    : `"${name}" needs ${needed} people to decide, and only ${found} are present and eligible.`;
}
