// The rows of the list as a file: every fact by itself, moments as spreadsheets read them.
import type { InstanceRow } from '../../api/api.ts';
import type { instancesWords } from './words.ts';

interface Naming {
  readonly words: ReturnType<typeof instancesWords>;
  nameOf(userId: string): string;
  workflowName(id: string): string;
}

/** With its head. */
export function csvRows(
  rows: readonly InstanceRow[],
  { words, nameOf, workflowName }: Naming,
): readonly (readonly unknown[])[] {
  const head = [
    'ID',
    words.request,
    words.workflow,
    words.version,
    words.status,
    words.outcome,
    words.priority,
    words.requester,
    words.started,
    words.ended,
    words.steps,
    words.waits,
    words.due,
  ];
  return [
    head,
    ...rows.map((row) => [
      row.instanceId,
      row.title ?? '',
      workflowName(row.workflowId),
      row.version,
      row.status,
      row.outcome ?? '',
      row.priority,
      nameOf(row.startedBy),
      row.startedAt,
      row.completedAt ?? '',
      row.openSteps.map(({ name }) => name).join('; '),
      waitsFor(row).map(nameOf).join('; '),
      dueAtOf(row) ?? '',
    ]),
  ];
}

export const waitsFor = ({ openSteps }: InstanceRow): readonly string[] => [
  ...new Set(openSteps.flatMap(({ assignees }) => assignees)),
];
/** The first of its deadlines. */
export const dueAtOf = ({ openSteps }: InstanceRow): string | undefined =>
  openSteps.flatMap(({ dueAt }) => (dueAt === undefined ? [] : [dueAt])).sort()[0];
