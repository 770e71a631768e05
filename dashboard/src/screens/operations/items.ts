// What operators act on, made of the API's answers: incidents, failures, late steps; and failures by what went wrong.
import type { InstanceRow } from '../../api/api.ts';
import type { Answer } from '../../api/client.ts';

export type IncidentRow = Answer<'listIncidents'>['incidents'][number] & { readonly stepId?: string };
export type OverdueRow = Answer<'listOverdueInstances'>['instances'][number];

/** One thing to act on; what does not apply is missing. */
export interface Item {
  readonly key: string;
  readonly instanceId: string;
  readonly workflowId: string;
  /** Of the instance; unknown where a list does not say. */
  readonly status: InstanceRow['status'] | 'unknown';
  readonly stepId?: string;
  readonly attempt?: number;
  readonly assignees?: readonly string[];
  readonly incident?: { readonly id: string; readonly kind: string };
  /** What went wrong, in the engine's words. */
  readonly error?: string;
  /** Since when it is as it is. */
  readonly at: string;
}

export function incidentItem(incident: IncidentRow, failed: ReadonlySet<string>): Item {
  const { incidentId, instanceId, workflowId, kind, message, at, stepId } = incident;
  return {
    key: `${instanceId} ${incidentId}`,
    instanceId,
    workflowId,
    status: failed.has(instanceId) ? 'failed' : 'unknown',
    ...(stepId === undefined ? {} : { stepId }),
    incident: { id: incidentId, kind },
    error: message,
    at,
  };
}

export function failedItem(row: InstanceRow): Item {
  const failed = Object.entries(row.steps).find(([, { state }]) => state === 'failed');
  return {
    ...instanceItem(row),
    ...(failed === undefined ? {} : { stepId: failed[0], attempt: failed[1].attempt }),
    error: row.reason ?? '',
    at: row.completedAt ?? row.startedAt,
  };
}

export const instanceItem = ({ instanceId, workflowId, status, startedAt }: InstanceRow): Item => ({
  key: instanceId,
  instanceId,
  workflowId,
  status,
  at: startedAt,
});

export interface LateItem extends Item {
  /** null: the request as a whole. */
  readonly name: string | null;
  readonly assignees: readonly string[];
  readonly dueAt: string;
  readonly startedAt: string;
  readonly level: number;
}

/** A row for each step whose deadline has passed; the request as a whole where only its own has. `now` in epoch ms. */
export function lateItems(row: OverdueRow, now: number): readonly LateItem[] {
  const { startedAt } = row;
  const late = row.openSteps.flatMap(({ stepId, attempt, name, assignees, dueAt, level }): readonly LateItem[] =>
    dueAt === undefined || Date.parse(dueAt) >= now
      ? []
      : [
          {
            ...instanceItem(row),
            key: `${row.instanceId} ${stepId}`,
            stepId,
            attempt,
            name,
            assignees,
            dueAt,
            startedAt,
            level,
          },
        ],
  );
  if (late.length > 0) return late;
  const assignees = [...new Set(row.openSteps.flatMap((step) => step.assignees))];
  return [{ ...instanceItem(row), name: null, assignees, dueAt: row.dueAt, startedAt, level: 0 }];
}

export interface Group {
  /** What they have in common. */
  readonly pattern: string;
  /** The newest of them, as it was said. */
  readonly error: string;
  readonly items: readonly Item[];
  readonly workflows: readonly string[];
  readonly oldestAt: string;
}

/** What differs from one failure to the next without being another error: numbers and ids. */
export const patternOf = (error: string): string =>
  error
    .replaceAll(/\b[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\b/gi, '#')
    .replaceAll(/\d+(?:[.,:]\d+)*/g, '#')
    .trim();

/** The largest group first. */
export function groupsOf(items: readonly Item[]): readonly Group[] {
  return [...Map.groupBy(items, ({ error = '' }) => patternOf(error))]
    .map(([pattern, members]): Group => {
      const newestFirst = members.toSorted((a, b) => b.at.localeCompare(a.at));
      return {
        pattern,
        error: newestFirst[0]?.error ?? '',
        items: newestFirst,
        workflows: [...new Set(newestFirst.map(({ workflowId }) => workflowId))],
        oldestAt: newestFirst.at(-1)?.at ?? '',
      };
    })
    .sort((a, b) => b.items.length - a.items.length || b.oldestAt.localeCompare(a.oldestAt));
}

/** Everything that does not go on by itself, each request once: what has failed, and what an incident holds up. */
export function stuckItems(failed: readonly InstanceRow[], incidents: readonly IncidentRow[]): readonly Item[] {
  const ids = new Set(failed.map(({ instanceId }) => instanceId));
  const rest = incidents.filter(({ instanceId }) => !ids.has(instanceId));
  const byInstance = new Map(rest.map((incident) => [incident.instanceId, incident]));
  return [...failed.map(failedItem), ...[...byInstance.values()].map((incident) => incidentItem(incident, ids))];
}
