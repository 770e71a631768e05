// What waits for one person, and giving some of it to others.
import { useState } from 'preact/hooks';
import { send } from '../../api/api.ts';
import type { OperationName } from '../../api/client.ts';
import { usePeople } from '../../data/people.ts';
import { store } from '../../data/query.ts';
import { ButtonLink } from '../../design/button.tsx';
import { SlaChip } from '../../design/chip.tsx';
import { Empty, Show } from '../../design/feedback.tsx';
import { Person } from '../../design/person.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { BatchBar, type Deed, useBatch } from '../../overseeing/batch.tsx';
import { InstanceLink, MoreNote, shortId, useWorkflows } from '../../overseeing/parts.tsx';
import { overseeingWords } from '../../overseeing/words.ts';
import { may, me } from '../../session/session.ts';
import { GiveDialog } from './give-dialog.tsx';
import type { LoadRow } from './suggest.ts';
import { type PersonTask, tasksOf } from './tasks.ts';
import { usePersonTasks } from './use-tasks.ts';
import { workloadWords } from './words.ts';

const CHANGED: readonly OperationName[] = ['listWorkflowInstances', 'getStakeholderWorkload', 'listMyTasks'];

interface PersonTasksProps {
  readonly userId: string;
  readonly loads: readonly LoadRow[];
}
export function PersonTasks({ userId, loads }: PersonTasksProps) {
  const words = workloadWords();
  const { nameOf } = usePeople();
  const loaded = usePersonTasks(userId);
  return (
    <section class="stack" aria-label={words.tasksOf(nameOf(userId))}>
      <div class="row">
        <ButtonLink isSmall tone="quiet" icon="back" href="/workload">
          {words.back}
        </ButtonLink>
        <h2>{words.tasksOf(nameOf(userId))}</h2>
      </div>
      <Show loaded={loaded} onRetry={() => void store.refresh('listWorkflowInstances')}>
        {({ rows, more }) => {
          const tasks = tasksOf(rows, userId);
          return tasks.length === 0 ? (
            <Empty icon="inbox" title={words.noTasks}>
              {words.noTasksText}
            </Empty>
          ) : (
            <>
              <MoreNote more={more} count={rows.length} />
              <Rebalance userId={userId} tasks={tasks} loads={loads} />
            </>
          );
        }}
      </Show>
    </section>
  );
}

function Rebalance({ userId, tasks, loads }: PersonTasksProps & { readonly tasks: readonly PersonTask[] }) {
  const words = workloadWords();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const batch = useBatch<PersonTask>({
    titleOf: ({ name, instanceId }) => `${name} (${shortId(instanceId)})`,
    changes: CHANGED,
    onDone: () => setChosen(new Set()),
  });
  const give: Deed<PersonTask> = {
    id: 'give',
    label: words.give,
    icon: 'delegate',
    asks: 'person',
    fits: () => true,
    run: ({ instanceId, stepId, attempt, from }, { to, reason }) =>
      send('reassignTask', { instanceId, stepId, attempt, from, to, ...(reason === '' ? {} : { reason }) }),
    question: (props) => <GiveDialog {...props} from={userId} loads={loads} />,
  };
  const mayGive = may('modify_instance') || userId === me.value?.id;
  return (
    <>
      {mayGive && <p class="soft">{words.chooseTasks}</p>}
      <BatchBar
        items={tasks.filter(({ key }) => chosen.has(key))}
        deeds={[give]}
        batch={batch}
        onClear={() => setChosen(new Set())}
      />
      <Table
        name="tasks"
        caption={words.tasks}
        columns={useColumns()}
        rows={tasks}
        rowKey={({ key }) => key}
        {...(mayGive && {
          selection: {
            chosen,
            onChange: setChosen,
            label: ({ name, instanceId }: PersonTask) => words.choose(`${name} ${shortId(instanceId)}`),
          },
        })}
      />
      {batch.dialog}
    </>
  );
}

function useColumns(): readonly Column<PersonTask>[] {
  const words = workloadWords();
  const over = overseeingWords();
  const { nameOf } = useWorkflows();
  const people = usePeople();
  return [
    { id: 'task', label: words.task, value: ({ name }) => name },
    { id: 'workflow', label: over.workflow, value: ({ workflowId }) => nameOf(workflowId) },
    {
      id: 'due',
      label: words.due,
      value: ({ dueAt }) => dueAt,
      cell: ({ dueAt }) => (dueAt === undefined ? <span class="quiet">{words.noDue}</span> : <SlaChip dueAt={dueAt} />),
    },
    {
      id: 'by',
      label: words.requester,
      value: ({ startedBy }) => people.nameOf(startedBy),
      cell: ({ startedBy }) => <Person id={startedBy} />,
    },
    {
      id: 'instance',
      label: over.instance,
      value: ({ instanceId }) => instanceId,
      cell: ({ instanceId }) => <InstanceLink id={instanceId} />,
    },
  ];
}
