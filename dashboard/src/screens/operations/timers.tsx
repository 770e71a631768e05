// Timers of the next day, and those that were missed.
import type { Answer } from '../../api/client.ts';
import { store } from '../../data/query.ts';
import type { Loaded } from '../../data/store.ts';
import { Chip } from '../../design/chip.tsx';
import { Empty, Note, Show } from '../../design/feedback.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Time } from '../../design/time.tsx';
import { InstanceLink, useWorkflows } from '../../overseeing/parts.tsx';
import { overseeingWords } from '../../overseeing/words.ts';
import { operationsWords } from './words.ts';

type Timers = Answer<'listTimers'>;
type TimerRow = Timers['timers'][number];

export function TimersView({ timers }: { readonly timers: Loaded<Timers> }) {
  const words = operationsWords();
  const over = overseeingWords();
  const { nameOf } = useWorkflows();
  const columns: readonly Column<TimerRow>[] = [
    {
      id: 'state',
      label: over.status,
      value: ({ isLate }) => (isLate ? words.isLate : words.isDue),
      cell: ({ isLate }) => <Chip tone={isLate ? 'bad' : 'quiet'}>{isLate ? words.isLate : words.isDue}</Chip>,
    },
    { id: 'at', label: words.due, value: ({ at }) => at, cell: ({ at }) => <Time at={at} /> },
    { id: 'kind', label: words.timerKind, value: ({ kind }) => words.timerKinds[kind] },
    { id: 'workflow', label: over.workflow, value: ({ workflowId }) => nameOf(workflowId) },
    { id: 'step', label: over.step, value: ({ stepId, effectId }) => stepId ?? effectId ?? words.noStep },
    {
      id: 'instance',
      label: over.instance,
      value: ({ instanceId }) => instanceId,
      cell: ({ instanceId }) => <InstanceLink id={instanceId} />,
    },
  ];
  return (
    <Show loaded={timers} onRetry={() => void store.refresh('listTimers')}>
      {({ timers: rows, more }) =>
        rows.length === 0 ? (
          <Empty icon="clock" title={words.noTimers}>
            {words.noTimersText}
          </Empty>
        ) : (
          <>
            {more && <Note>{words.moreTimers}</Note>}
            <Table name="timers" caption={words.timers} columns={columns} rows={rows} rowKey={keyOf} />
          </>
        )
      }
    </Show>
  );
}

const keyOf = ({ instanceId, kind, stepId, effectId, at }: TimerRow): string =>
  [instanceId, kind, stepId, effectId, at].join(' ');
