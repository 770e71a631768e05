// One request of the reader: how far it is, whom it waits for, and what can be done about it.
import { call, type InstanceRow } from '../../api/api.ts';
import { type Definition, useDefinition } from '../../data/definition.ts';
import { usePeople } from '../../data/people.ts';
import { useLoaded } from '../../data/query.ts';
import { Button, ButtonLink } from '../../design/button.tsx';
import { SlaChip, StateChip } from '../../design/chip.tsx';
import { Note } from '../../design/feedback.tsx';
import { Names } from '../../design/person.tsx';
import { Time } from '../../design/time.tsx';
import { number } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { titleOf } from '../decision/facts.ts';
import { progressOf } from './progress.ts';
import { requestsWords } from './words.ts';

interface CardProps {
  readonly row: InstanceRow;
  readonly onNudge: (title: string) => void;
  readonly onWithdraw: (title: string) => void;
}

/** Read anew only when the request has changed. */
const useDetail = ({ instanceId, revision }: InstanceRow) =>
  useLoaded(`getWorkflowInstance row ${instanceId} ${revision}`, () => call('getWorkflowInstance', { instanceId }), {
    everyMs: Number.POSITIVE_INFINITY,
  }).data;

export function RequestCard({ row, onNudge, onWithdraw }: CardProps) {
  const words = requestsWords();
  const { nameOf } = usePeople();
  const { data: definition } = useDefinition(row.workflowId, row.version);
  const detail = useDetail(row);
  const title = detail === undefined ? '…' : titleOf(detail);
  const isOver = ['completed', 'cancelled'].includes(row.status);
  const { changesRequested } = row;
  return (
    <li>
      <article class="card request" aria-label={title}>
        <div class="task-head">
          <div class="task-title">
            <h2>
              <a href={`/instances/${row.instanceId}`}>{title}</a>
            </h2>
            <p class="soft small">
              {definition?.name ?? row.workflowId} · <Time at={row.startedAt} />
              {row.completedAt && (
                <>
                  , {words.ended} <Time at={row.completedAt} />
                </>
              )}
            </p>
          </div>
          <StateChip state={changesRequested === undefined ? row.status : 'changes'} outcome={row.outcome} />
        </div>
        {definition && <Progress row={row} definition={definition} />}
        {changesRequested ? (
          <Note tone="warn" icon="back">
            <strong>{words.wantsChanges(nameOf(changesRequested.by))}</strong> {changesRequested.reason}
          </Note>
        ) : (
          <Waiting row={row} detail={detail} />
        )}
        {row.reason && isOver && <p class="soft">{row.reason}</p>}
        {!isOver && <Actions row={row} onNudge={() => onNudge(title)} onWithdraw={() => onWithdraw(title)} />}
      </article>
    </li>
  );
}

function Progress({ row, definition }: { readonly row: InstanceRow; readonly definition: Definition }) {
  const words = requestsWords();
  const { status } = shared();
  const steps = progressOf(row, definition);
  const done = steps.filter(({ stage }) => stage === 'done').length;
  const stateText = (state: string): string => (status as Readonly<Record<string, string>>)[state] ?? state;
  return (
    <ol class="progress" aria-label={words.progress(number(done), number(steps.length))}>
      {steps.map(({ id, name, stage, state }) => (
        <li key={id} class={stage} title={words.step(name, stateText(state))}>
          <span class="hidden-label">{words.step(name, stateText(state))}</span>
        </li>
      ))}
    </ol>
  );
}

type Detail = Awaited<ReturnType<typeof call<'getWorkflowInstance'>>>;

function Waiting({ row, detail }: { readonly row: InstanceRow; readonly detail: Detail | undefined }) {
  const words = requestsWords();
  if (row.status !== 'running') return null;
  const asked = row.openSteps.filter(({ assignees }) => assignees.length > 0);
  if (asked.length === 0) return <p class="soft small">{row.openSteps[0]?.name ?? words.nobody}</p>;
  return (
    <ul class="waiting">
      {asked.map(({ stepId, name, assignees, dueAt }) => {
        const since = detail?.steps[stepId]?.startedAt;
        return (
          <li key={stepId} class="row">
            <span>
              {words.waitsFor}{' '}
              <strong>
                <Names ids={assignees} />
              </strong>
              {since && (
                <>
                  {' '}
                  {words.since} <Time at={since} />
                </>
              )}
              <span class="quiet"> · {name}</span>
            </span>
            <SlaChip dueAt={dueAt} />
          </li>
        );
      })}
    </ul>
  );
}

interface ActionsProps {
  readonly row: InstanceRow;
  readonly onNudge: () => void;
  readonly onWithdraw: () => void;
}
function Actions({ row, onNudge, onWithdraw }: ActionsProps) {
  const words = requestsWords();
  const isAsked = row.openSteps.some(({ assignees }) => assignees.length > 0);
  const edit = `/requests/${row.instanceId}/edit`;
  return (
    <div class="row">
      {row.changesRequested && (
        <ButtonLink tone="primary" icon="edit" href={edit}>
          {words.edit}
        </ButtonLink>
      )}
      {row.status === 'draft' && (
        <ButtonLink tone="primary" icon="edit" href={edit}>
          {words.continueDraft}
        </ButtonLink>
      )}
      {row.status === 'running' && isAsked && !row.changesRequested && (
        <Button icon="bell" onClick={onNudge}>
          {words.nudge}
        </Button>
      )}
      <Button tone="quiet" icon="trash" onClick={onWithdraw}>
        {words.withdraw}
      </Button>
    </div>
  );
}
