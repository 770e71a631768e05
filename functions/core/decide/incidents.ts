// Comments and incidents.
import type { AddComment, ResolveIncident } from '../commands.ts';
import type { Event } from '../events.ts';
import type { Instance } from '../instance.ts';
import { nobodyIncidentId } from '../kinds/assigning.ts';
import { reject } from '../rejection.ts';
import { type Decide, events, reasonOf, refuseUnlessOperator } from './decision.ts';

export const addComment: Decide<AddComment> = ({ instance, command }) => {
  const text = command.text.trim();
  if (text === '') return reject('INVALID_DATA', 'A comment needs text.');
  if (command.stepId !== undefined && instance.steps[command.stepId] === undefined)
    return reject('NOT_FOUND', `There is no step "${command.stepId}" in this workflow.`);
  return events({ action: 'comment_added', data: { by: command.actor.id, text, stepId: command.stepId ?? null } });
};

export const resolveIncident: Decide<ResolveIncident> = (input) => {
  const refused = refuseUnlessOperator(input, 'resolve incidents');
  if (refused !== null) return refused;
  const { incidentId } = input.command;
  const incident = input.instance.incidents[incidentId];
  if (incident === undefined) return reject('NOT_FOUND', `There is no incident "${incidentId}" in this workflow.`);
  if (incident.resolvedAt !== undefined) return events();
  const reason = reasonOf(input.command.reason, 'resolve it');
  return reason.ok ? events({ action: 'incident_resolved', data: { incidentId, resolution: reason.value } }) : reason;
};

/** The end of "nobody can decide this", where it was said of the step. */
export function nobodyResolved(instance: Instance, stepId: string, attempt: number): readonly Event[] {
  const incidentId = nobodyIncidentId(stepId, attempt);
  const incident = instance.incidents[incidentId];
  if (incident === undefined || incident.resolvedAt !== undefined) return [];
  return [{ action: 'incident_resolved', data: { incidentId, resolution: 'somebody can decide now' } }];
}
