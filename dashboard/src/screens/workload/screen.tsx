// Workload and absence: how much everybody has to do, who is away, and what moves to whom.
import './workload.css';
import '../../overseeing/overseeing.css';
import { useState } from 'preact/hooks';
import type { User } from '../../api/api.ts';
import { usePeople } from '../../data/people.ts';
import { store, useQuery } from '../../data/query.ts';
import { Button } from '../../design/button.tsx';
import { Note, Show } from '../../design/feedback.tsx';
import { asked } from '../../overseeing/parts.tsx';
import { may, me } from '../../session/session.ts';
import { ScreenHead } from '../../shell/head.tsx';
import { shared } from '../../words/words.ts';
import { AbsenceDialog } from './absence.tsx';
import { LoadTable } from './load-table.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { PersonTasks } from './person-tasks.tsx';
import { workloadWords } from './words.ts';

const EVERY_MS = 30_000;

/** What is open over the screen: somebody's absence, or somebody to be edited; `null` adds a new person. */
export type Opened =
  | { readonly kind: 'absence'; readonly user: User }
  | { readonly kind: 'person'; readonly user: User | null };

export function WorkloadScreen() {
  const words = workloadWords();
  const { nav } = shared();
  const seesAll = may('view_analytics');
  const [opened, setOpened] = useState<Opened | null>(null);
  const userId = me.value?.id ?? '';
  const loads = useQuery('getStakeholderWorkload', seesAll ? { details: true } : { userId, details: true }, {
    everyMs: EVERY_MS,
  });
  const mine = usePeople().all.find(({ id }) => id === userId) ?? me.value;
  const person = asked('person');
  return (
    <div class="wide stack">
      <ScreenHead
        title={nav.workload}
        actions={
          <>
            {may('manage_users') && (
              <Button icon="plus" onClick={() => setOpened({ kind: 'person', user: null })}>
                {words.addPerson}
              </Button>
            )}
            {mine && (
              <Button icon="clock" tone="primary" onClick={() => setOpened({ kind: 'absence', user: mine })}>
                {words.mine}
              </Button>
            )}
          </>
        }
      >
        {seesAll ? words.text : words.textMine}
      </ScreenHead>
      <Show loaded={loads} onRetry={() => void store.refresh('getStakeholderWorkload')}>
        {({ workload, isComplete }) =>
          person === '' ? (
            <>
              {isComplete === false && <Note tone="warn">{words.incomplete}</Note>}
              <LoadTable loads={workload} onOpen={setOpened} />
            </>
          ) : (
            <PersonTasks key={person} userId={person} loads={workload} />
          )
        }
      </Show>
      {opened?.kind === 'absence' && <AbsenceDialog user={opened.user} onClose={() => setOpened(null)} />}
      {opened?.kind === 'person' && <PersonDialog user={opened.user} onClose={() => setOpened(null)} />}
    </div>
  );
}
