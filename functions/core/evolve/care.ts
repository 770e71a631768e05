// Events of the care for an instance: comments and incidents.
import type { Evolvers } from './evolve.ts';

export const careEvolvers: Evolvers<'comment_added' | 'incident_opened' | 'incident_resolved'> = {
  comment_added: (instance, { data }, at) => ({
    ...instance,
    comments: [
      ...instance.comments,
      { by: data.by, at, text: data.text, ...(data.stepId === null ? {} : { stepId: data.stepId }) },
    ],
  }),
  incident_opened: (instance, { data }, at) => ({
    ...instance,
    incidents: { ...instance.incidents, [data.incidentId]: { ...data.incident, at } },
  }),
  incident_resolved: (instance, { data }, at) => {
    const incident = instance.incidents[data.incidentId];
    if (incident === undefined) return instance;
    const resolved = { ...incident, resolvedAt: at, resolution: data.resolution };
    return { ...instance, incidents: { ...instance.incidents, [data.incidentId]: resolved } };
  },
};
