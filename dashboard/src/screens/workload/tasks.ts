// The open tasks of one person.
import type { InstanceRow } from '../../api/api.ts';

export interface PersonTask {
  readonly key: string;
  readonly instanceId: string;
  readonly workflowId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly name: string;
  readonly priority: string;
  readonly dueAt: string | undefined;
  readonly startedBy: string;
  /** Whose task it is. */
  readonly from: string;
}

/** Those due first, and last those that are not due. */
export const tasksOf = (rows: readonly InstanceRow[], userId: string): readonly PersonTask[] =>
  rows
    .flatMap(({ instanceId, workflowId, priority, startedBy, openSteps }) =>
      openSteps
        .filter(({ assignees }) => assignees.includes(userId))
        .map(({ stepId, attempt, name, dueAt }): PersonTask => {
          const key = `${instanceId} ${stepId}`;
          return { key, instanceId, workflowId, stepId, attempt, name, priority, dueAt, startedBy, from: userId };
        }),
    )
    .sort((a, b) => (a.dueAt ?? '9999').localeCompare(b.dueAt ?? '9999'));
