// Every workflow with its versions, and how many instances run on each.
import './definitions.css';
import type { Answer } from '../../api/client.ts';
import { store, useQuery } from '../../data/query.ts';
import { ButtonLink } from '../../design/button.tsx';
import { Empty, Show } from '../../design/feedback.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Time } from '../../design/time.tsx';
import { place, setQuery } from '../../router/router.ts';
import type { ScreenProps } from '../../routes.tsx';
import { may } from '../../session/session.ts';
import { ScreenHead } from '../../shell/head.tsx';
import { shared } from '../../words/words.ts';
import { EditorScreen } from './editor.tsx';
import { type Running, runningOn, runningText, useRunning } from './running.ts';
import { DefinitionStatus } from './status.tsx';
import { definitionWords } from './words.ts';

export type VersionRow = Answer<'listWorkflowDefinitions'>['definitions'][number];

const EVERY_MS = 30_000;
const STATUSES = ['all', 'active', 'draft', 'inactive'] as const;

export function DefinitionsScreen(props: ScreenProps) {
  return place.value.query.view === 'new' ? <EditorScreen /> : <DefinitionList {...props} />;
}

function DefinitionList(_: ScreenProps) {
  const { nav } = shared();
  const words = definitionWords();
  const loaded = useQuery('listWorkflowDefinitions', {}, { everyMs: EVERY_MS });
  return (
    <div class="wide">
      <ScreenHead title={nav.definitions} actions={<NewButton />}>
        {words.text}
      </ScreenHead>
      <Show loaded={loaded} onRetry={() => void store.refresh('listWorkflowDefinitions')}>
        {({ definitions }) =>
          definitions.length === 0 ? (
            <Empty icon="definition" title={words.empty.title} action={<NewButton />}>
              {words.empty.text}
            </Empty>
          ) : (
            <Versions definitions={definitions} />
          )
        }
      </Show>
    </div>
  );
}

const NewButton = () =>
  may('create_definition') ? (
    <ButtonLink tone="primary" icon="plus" href="/definitions?view=new">
      {definitionWords().new}
    </ButtonLink>
  ) : null;

function Versions({ definitions }: { readonly definitions: readonly VersionRow[] }) {
  const words = definitionWords();
  const running = useRunning();
  const status = place.value.query.status ?? 'all';
  const shown = definitions.filter((row) => status === 'all' || row.status === status);
  return (
    <Table
      name="definitions"
      caption={words.caption}
      columns={columnsFor(running)}
      rows={shown}
      rowKey={({ workflowId, version }) => `${workflowId} ${version}`}
      tools={
        <select
          class="input"
          aria-label={words.statusFilter}
          value={status}
          onChange={({ currentTarget: { value } }) => setQuery({ status: value === 'all' ? null : value })}
        >
          {STATUSES.map((one) => (
            <option key={one} value={one}>
              {words.statusFilter}: {words.statuses[one]}
            </option>
          ))}
        </select>
      }
    />
  );
}

export const versionHref = (workflowId: string, version: string): string =>
  `/definitions/${encodeURIComponent(workflowId)}?version=${encodeURIComponent(version)}`;

function columnsFor(running: Running | null): readonly Column<VersionRow>[] {
  const { columns, statuses } = definitionWords();
  return [
    {
      id: 'name',
      label: columns.name,
      value: ({ name }) => name,
      cell: ({ workflowId, version, name }) => (
        <a href={versionHref(workflowId, version)}>
          <strong>{name}</strong>
        </a>
      ),
    },
    { id: 'version', label: columns.version, value: ({ version }) => version },
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
      cell: ({ updatedAt }) => (updatedAt === undefined ? '—' : <Time at={updatedAt} />),
    },
    {
      id: 'id',
      label: columns.id,
      value: ({ workflowId }) => workflowId,
      cell: ({ workflowId }) => <span class="mono">{workflowId}</span>,
    },
  ];
}
