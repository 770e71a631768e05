// The versions of one definition: which one requests start on, and what still runs on the others.
import { type Column, Table } from '../../design/table.tsx';
import { Time } from '../../design/time.tsx';
import { type Running, runningOn, runningText, useRunning } from './running.ts';
import { type VersionRow, versionHref } from './screen.tsx';
import { DefinitionStatus } from './status.tsx';
import { definitionWords } from './words.ts';

export function VersionTable({ versions }: { readonly versions: readonly VersionRow[] }) {
  const words = definitionWords();
  const running = useRunning(versions[0]?.workflowId);
  return (
    <>
      <Table
        name={`versions-${versions[0]?.workflowId ?? ''}`}
        caption={words.tabs.versions}
        columns={columnsFor(running, versions)}
        rows={versions.toReversed()}
        rowKey={({ version }) => version}
      />
      {running === null && <p class="quiet small">{words.runningHidden}</p>}
      {running?.isComplete === false && <p class="quiet small">{words.runningPart}</p>}
    </>
  );
}

function columnsFor(running: Running | null, versions: readonly VersionRow[]): readonly Column<VersionRow>[] {
  const { columns, statuses, newest } = definitionWords();
  const current = versions.findLast(({ status }) => status === 'active');
  return [
    {
      id: 'version',
      label: columns.version,
      value: ({ version }) => version,
      cell: (row) => (
        <>
          <a href={versionHref(row.workflowId, row.version)}>
            <strong>{row.version}</strong>
          </a>
          {row === current && <div class="quiet">{newest}</div>}
        </>
      ),
    },
    {
      id: 'status',
      label: columns.status,
      value: ({ status }) => statuses[status],
      cell: ({ status }) => <DefinitionStatus status={status} />,
    },
    { id: 'steps', label: columns.steps, value: ({ steps }) => steps, isNumber: true },
    {
      id: 'running',
      label: columns.running,
      value: ({ workflowId, version }) => runningOn(running, workflowId, version),
      cell: ({ workflowId, version }) => runningText(running, runningOn(running, workflowId, version)),
      isNumber: true,
    },
    {
      id: 'updated',
      label: columns.updated,
      value: ({ updatedAt }) => updatedAt,
      cell: ({ updatedAt }) => (updatedAt === undefined ? '—' : <Time at={updatedAt} isAbsolute />),
    },
  ];
}
