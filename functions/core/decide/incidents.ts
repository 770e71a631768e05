// Comments and incidents.
import type { AddComment, RecordIncident, ResolveIncident } from '../commands.ts';
import type { Event } from '../events.ts';
import type { Incident } from '../instance.ts';
import { TEXT_MAX } from '../limits.ts';
import { reject } from '../rejection.ts';
import { type Decide, events, reasonOf, refuseUnlessOperator } from './decision.ts';

export const addComment: Decide<AddComment> = ({ instance, command }) => {
  const text = command.text.trim();
  if (text === '') return reject('INVALID_DATA', 'A comment needs text.');
  if (command.stepId !== undefined && !Object.hasOwn(instance.steps, command.stepId))
    return reject('NOT_FOUND', `There is no step "${command.stepId}" in this workflow.`);
  return events({ action: 'comment_added', data: { by: command.actor.id, text, stepId: command.stepId ?? null } });
};

export const incident = (
  incidentId: string,
  kind: Incident['kind'],
  message: string,
  stepId: string | undefined,
): Event => ({
  action: 'incident_opened',
  data: { incidentId, incident: stepId === undefined ? { kind, message } : { kind, message, stepId } },
});

/** Told again while it is open, an incident stays as it is; told again after it was resolved, it is open again. */
export const recordIncident: Decide<RecordIncident> = ({ instance, command: { incidentId, kind, message } }) => {
  const known = Object.hasOwn(instance.incidents, incidentId) ? instance.incidents[incidentId] : undefined;
  if (known !== undefined && known.resolvedAt === undefined) return events();
  const incident = { kind, message: message.slice(0, TEXT_MAX) };
  return events({ action: 'incident_opened', data: { incidentId, incident } });
};

export const resolveIncident: Decide<ResolveIncident> = (input) => {
  const refused = refuseUnlessOperator(input, 'resolve incidents');
  if (refused !== null) return refused;
  const { incidentId } = input.command;
  const { incidents } = input.instance;
  const incident = Object.hasOwn(incidents, incidentId) ? incidents[incidentId] : undefined;
  if (incident === undefined) return reject('NOT_FOUND', `There is no incident "${incidentId}" in this workflow.`);
  if (incident.resolvedAt !== undefined) return events();
  const reason = reasonOf(input.command.reason, 'resolve it');
  return reason.ok ? events({ action: 'incident_resolved', data: { incidentId, resolution: reason.value } }) : reason;
};
