// My requests: followed, hurried, withdrawn, mended.
import './requests.css';
import { useState } from 'preact/hooks';
import { type InstanceRow, send } from '../../api/api.ts';
import type { Input } from '../../api/client.ts';
import { asApiError } from '../../api/error.ts';
import { usePeople } from '../../data/people.ts';
import { act, store, useQuery } from '../../data/query.ts';
import { TextDialog } from '../../deciding/dialogs.tsx';
import { decidingWords } from '../../deciding/words.ts';
import { Button, ButtonLink } from '../../design/button.tsx';
import { Empty, Show, Skeleton } from '../../design/feedback.tsx';
import { openTab, Tabs } from '../../design/tabs.tsx';
import { say, sayProblem } from '../../design/toast.tsx';
import { place, setQuery } from '../../router/router.ts';
import { me } from '../../session/session.ts';
import { ScreenHead } from '../../shell/head.tsx';
import { errorText } from '../../words/error-text.ts';
import { list, number } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { RequestCard } from './request-card.tsx';
import { requestsWords } from './words.ts';

const PAGE_ROWS = 20;
const STATUS = { open: 'running', done: 'completed', drafts: 'draft' } as const;

function query(tab: string, pageSize: number): Input<'listWorkflowInstances'> {
  const status = STATUS[tab as keyof typeof STATUS];
  return { startedBy: me.value?.id, pageSize, ...(status === undefined ? {} : { status }) };
}

export function RequestsScreen() {
  const words = requestsWords();
  const { nav, actions } = shared();
  const tabs = (['all', 'open', 'done', 'drafts'] as const).map((id) => ({ id, label: words[id] }));
  const tab = openTab('show', tabs);
  // The API takes at most 200 in one answer.
  const count = Math.min(200, Number(place.value.query.rows) || PAGE_ROWS);
  const loaded = useQuery('listWorkflowInstances', query(tab, count));
  return (
    <>
      <ScreenHead
        title={nav.requests}
        actions={
          <ButtonLink tone="primary" icon="plus" href="/requests/new">
            {nav.submit}
          </ButtonLink>
        }
      >
        {words.text}
      </ScreenHead>
      <Tabs label={words.byState} name="show" tabs={tabs} />
      <Show
        loaded={loaded}
        loading={<Skeleton rows={4} height={8} />}
        onRetry={() => void store.refresh('listWorkflowInstances')}
      >
        {({ instances, nextPageToken }) => (
          <>
            <Requests rows={instances} isAll={tab === 'all'} />
            {nextPageToken !== undefined && count < 200 && (
              <Button tone="quiet" onClick={() => setQuery({ rows: String(count + PAGE_ROWS) })}>
                {actions.showMore(number(PAGE_ROWS))}
              </Button>
            )}
          </>
        )}
      </Show>
    </>
  );
}

interface Asked {
  readonly kind: 'nudge' | 'withdraw';
  readonly row: InstanceRow;
  readonly title: string;
}

function Requests({ rows, isAll }: { readonly rows: readonly InstanceRow[]; readonly isAll: boolean }) {
  const words = requestsWords();
  const { nav } = shared();
  const [asked, setAsked] = useState<Asked | null>(null);
  if (rows.length === 0)
    return (
      <Empty
        icon="list"
        title={isAll ? words.empty : words.nothingHere}
        action={isAll && <ButtonLink href="/requests/new">{nav.submit}</ButtonLink>}
      >
        {isAll ? words.emptyText : words.nothingHereText}
      </Empty>
    );
  return (
    <>
      <ul class="requests">
        {rows.map((row) => (
          <RequestCard
            key={row.instanceId}
            row={row}
            onNudge={(title) => setAsked({ kind: 'nudge', row, title })}
            onWithdraw={(title) => setAsked({ kind: 'withdraw', row, title })}
          />
        ))}
      </ul>
      {asked && <Question asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

const CHANGED = ['listWorkflowInstances', 'getWorkflowInstance'] as const;

function Question({ asked: { kind, row, title }, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const words = requestsWords();
  const { reason, reasonNeeded } = decidingWords();
  const { nameOf } = usePeople();
  const { instanceId } = row;
  const steps = row.openSteps.filter(({ assignees }) => assignees.length > 0);
  const names = list([...new Set(steps.flatMap(({ assignees }) => assignees))].map(nameOf));
  const perform = (run: () => Promise<unknown>, said: string) => {
    onClose();
    act({ run, changes: CHANGED }).then(
      () => say(said),
      (error) => sayProblem(errorText(asApiError(error))),
    );
  };
  if (kind === 'withdraw')
    return (
      <TextDialog
        title={words.withdrawTitle(title)}
        label={reason}
        hint={words.withdrawHint}
        needed={reasonNeeded}
        button={words.withdraw}
        isDanger
        onClose={onClose}
        onDone={(text) => perform(() => send('cancelWorkflow', { instanceId, reason: text }), words.withdrawn(title))}
      />
    );
  const nudge = (text: string) =>
    Promise.all(steps.map(({ stepId }) => send('escalateTask', { instanceId, stepId, reason: text })));
  return (
    <TextDialog
      title={words.nudgeTitle(names)}
      label={words.nudgeText}
      hint={words.nudgeHint}
      needed={words.nudgeNeeded}
      button={words.nudge}
      onClose={onClose}
      onDone={(text) => perform(() => nudge(text), words.nudged(names))}
    />
  );
}
