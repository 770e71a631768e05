// What is late: steps and requests whose deadline has passed, with whom they wait for.
import { useState } from 'preact/hooks';
import { now } from '../../data/live.ts';
import { usePeople } from '../../data/people.ts';
import { store } from '../../data/query.ts';
import type { Loaded } from '../../data/store.ts';
import { Chip, SlaChip } from '../../design/chip.tsx';
import { Empty, Show } from '../../design/feedback.tsx';
import { Names } from '../../design/person.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Time } from '../../design/time.tsx';
import { BatchBar, useBatch } from '../../overseeing/batch.tsx';
import type { All } from '../../overseeing/pages.ts';
import { asked, Choice, InstanceLink, MoreNote, shortId, useWorkflows } from '../../overseeing/parts.tsx';
import { overseeingWords } from '../../overseeing/words.ts';
import { CHANGED, operatorDeeds } from './deeds.ts';
import { type LateItem, lateItems, type OverdueRow } from './items.ts';
import { operationsWords } from './words.ts';

export function LateView({ overdue }: { readonly overdue: Loaded<All<OverdueRow>> }) {
  const words = operationsWords();
  return (
    <Show loaded={overdue} onRetry={() => void store.refresh('listOverdueInstances')}>
      {({ rows, more }) =>
        rows.length === 0 ? (
          <Empty icon="clock" title={words.noLate}>
            {words.noLateText}
          </Empty>
        ) : (
          <>
            <MoreNote more={more} count={rows.length} />
            <Late items={rows.flatMap((row) => lateItems(row, now.value))} />
          </>
        )
      }
    </Show>
  );
}

function Late({ items }: { readonly items: readonly LateItem[] }) {
  const words = operationsWords();
  const over = overseeingWords();
  const { nameOf } = useWorkflows();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const batch = useBatch<LateItem>({
    titleOf: ({ instanceId, name }) => `${name ?? words.whole} (${shortId(instanceId)})`,
    changes: CHANGED,
    onDone: () => setChosen(new Set()),
  });
  const { reassign, escalate, skip, cancel } = operatorDeeds();
  const workflow = asked('workflow');
  const ids = [...new Set(items.map(({ workflowId }) => workflowId))];
  return (
    <>
      <BatchBar
        items={items.filter(({ key }) => chosen.has(key))}
        deeds={[reassign, escalate, skip, cancel]}
        batch={batch}
        onClear={() => setChosen(new Set())}
      />
      <Table
        name="late"
        caption={words.late}
        columns={useColumns()}
        rows={items.filter(({ workflowId }) => workflow === '' || workflowId === workflow)}
        rowKey={({ key }) => key}
        tools={
          <Choice
            name="workflow"
            label={over.workflow}
            all={over.allWorkflows}
            options={ids.map((id) => [id, nameOf(id)])}
          />
        }
        selection={{
          chosen,
          onChange: setChosen,
          label: ({ instanceId, name }) => words.choose(`${name ?? words.whole} ${shortId(instanceId)}`),
        }}
      />
      {batch.dialog}
    </>
  );
}

function useColumns(): readonly Column<LateItem>[] {
  const words = operationsWords();
  const over = overseeingWords();
  const { nameOf } = useWorkflows();
  const people = usePeople();
  return [
    {
      id: 'due',
      label: words.lateBy,
      value: ({ dueAt }) => dueAt,
      cell: ({ dueAt }) => <SlaChip dueAt={dueAt} />,
    },
    { id: 'step', label: over.step, value: ({ name }) => name ?? words.whole },
    {
      id: 'people',
      label: words.waitsFor,
      value: ({ assignees }) => assignees.map(people.nameOf).join(', '),
      cell: ({ assignees }) =>
        assignees.length === 0 ? <Chip tone="warn">{words.nobody}</Chip> : <Names ids={assignees} />,
    },
    { id: 'level', label: words.level, value: ({ level }) => level, isNumber: true },
    { id: 'workflow', label: over.workflow, value: ({ workflowId }) => nameOf(workflowId) },
    {
      id: 'started',
      label: words.startedAt,
      value: ({ startedAt }) => startedAt,
      cell: ({ startedAt }) => <Time at={startedAt} />,
    },
    {
      id: 'instance',
      label: over.instance,
      value: ({ instanceId }) => instanceId,
      cell: ({ instanceId }) => <InstanceLink id={instanceId} />,
    },
  ];
}
