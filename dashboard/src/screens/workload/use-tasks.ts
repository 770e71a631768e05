// The requests in which somebody has an open task, whoever looks.
import { useAll } from '../../overseeing/pages.ts';

export const usePersonTasks = (userId: string | null) =>
  useAll(
    'listWorkflowInstances',
    userId === null ? null : { assignee: userId, status: 'running' },
    ({ instances }) => instances,
  );
