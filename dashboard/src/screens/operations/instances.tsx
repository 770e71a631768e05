// Everything that was started, by definition, status and age, to be retried or cancelled in one go.
import { useState } from 'preact/hooks';
import type { InstanceRow } from '../../api/api.ts';
import { now } from '../../data/live.ts';
import { usePeople } from '../../data/people.ts';
import { store } from '../../data/query.ts';
import { StateChip } from '../../design/chip.tsx';
import { Empty, Show } from '../../design/feedback.tsx';
import { Person } from '../../design/person.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Time } from '../../design/time.tsx';
import { BatchBar, useBatch } from '../../overseeing/batch.tsx';
import { useAll } from '../../overseeing/pages.ts';
import { asked, Choice, InstanceLink, MoreNote, shortId, useWorkflows } from '../../overseeing/parts.tsx';
import { overseeingWords } from '../../overseeing/words.ts';
import { span } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { CHANGED, operatorDeeds } from './deeds.ts';
import { failedItem, type Item, instanceItem } from './items.ts';
import { operationsWords } from './words.ts';

const DAY_MS = 86_400_000;
const AGES_DAYS = [1, 3, 7, 30];
const STATUSES = ['running', 'paused', 'failed', 'completed', 'cancelled', 'draft'] as const;

/** What the address asks for. Ages count from the hour, so that the question stays the same while somebody looks. */
function filterNow() {
  const [workflowId, status, age] = [asked('workflow'), asked('status'), Number(asked('age'))];
  const hour = Math.floor(now.value / 3_600_000) * 3_600_000;
  return {
    ...(workflowId === '' ? {} : { workflowId }),
    ...(STATUSES.some((one) => one === status) ? { status: status as InstanceRow['status'] } : {}),
    ...(AGES_DAYS.includes(age) ? { to: new Date(hour - age * DAY_MS).toISOString() } : {}),
  };
}

export function InstancesView() {
  const words = operationsWords();
  const filter = filterNow();
  const loaded = useAll('listWorkflowInstances', filter, ({ instances }) => instances);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Show loaded={loaded} onRetry={() => void store.refresh('listWorkflowInstances')}>
      {({ rows, more }) =>
        rows.length === 0 && !isFiltered ? (
          <Empty icon="list" title={words.noInstances}>
            {words.noInstancesText}
          </Empty>
        ) : (
          <>
            <MoreNote more={more} count={rows.length} />
            <Instances rows={rows} />
          </>
        )
      }
    </Show>
  );
}

const itemOf = (row: InstanceRow): Item => ({
  ...(row.status === 'failed' ? failedItem(row) : instanceItem(row)),
  key: row.instanceId,
});

function Instances({ rows }: { readonly rows: readonly InstanceRow[] }) {
  const words = operationsWords();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const batch = useBatch<Item>({
    titleOf: ({ instanceId }) => shortId(instanceId),
    changes: CHANGED,
    onDone: () => setChosen(new Set()),
  });
  const { retry, skip, cancel } = operatorDeeds();
  return (
    <>
      <BatchBar
        items={rows.filter(({ instanceId }) => chosen.has(instanceId)).map(itemOf)}
        deeds={[retry, skip, cancel]}
        batch={batch}
        onClear={() => setChosen(new Set())}
      />
      <Table
        name="instances"
        caption={words.instances}
        columns={useColumns()}
        rows={rows}
        rowKey={({ instanceId }) => instanceId}
        tools={<Filters />}
        selection={{ chosen, onChange: setChosen, label: ({ instanceId }) => words.choose(shortId(instanceId)) }}
      />
      {batch.dialog}
    </>
  );
}

function Filters() {
  const words = operationsWords();
  const over = overseeingWords();
  const { status } = shared();
  const { ids, nameOf } = useWorkflows();
  return (
    <>
      <Choice
        name="workflow"
        label={over.workflow}
        all={over.allWorkflows}
        options={ids.map((id) => [id, nameOf(id)])}
      />
      <Choice
        name="status"
        label={over.status}
        all={over.allStatuses}
        options={STATUSES.map((one) => [one, status[one]])}
      />
      <Choice
        name="age"
        label={words.age}
        all={words.anyAge}
        options={AGES_DAYS.map((days) => [String(days), words.olderThan(span(days * DAY_MS))])}
      />
    </>
  );
}

function useColumns(): readonly Column<InstanceRow>[] {
  const words = operationsWords();
  const over = overseeingWords();
  const { nameOf } = useWorkflows();
  const people = usePeople();
  return [
    {
      id: 'instance',
      label: over.instance,
      value: ({ instanceId }) => instanceId,
      cell: ({ instanceId }) => <InstanceLink id={instanceId} />,
    },
    { id: 'workflow', label: over.workflow, value: ({ workflowId, version }) => `${nameOf(workflowId)} ${version}` },
    {
      id: 'status',
      label: over.status,
      value: ({ status, outcome }) => outcome ?? status,
      cell: ({ status, outcome }) => <StateChip state={status} outcome={outcome} />,
    },
    {
      id: 'steps',
      label: words.waitsFor,
      value: ({ openSteps }) =>
        openSteps.map(({ name, assignees }) => waiting(name, assignees.map(people.nameOf))).join('; '),
    },
    {
      id: 'by',
      label: words.startedBy,
      value: ({ startedBy }) => people.nameOf(startedBy),
      cell: ({ startedBy }) => <Person id={startedBy} />,
    },
    {
      id: 'started',
      label: words.startedAt,
      value: ({ startedAt }) => startedAt,
      cell: ({ startedAt }) => <Time at={startedAt} />,
    },
  ];
}

const waiting = (name: string, people: readonly string[]): string =>
  people.length === 0 ? name : `${name} (${people.join(', ')})`;
