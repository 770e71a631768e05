// Operations: what cannot go on by itself, what is late, what comes due, and everything that runs.
import './operations.css';
import { useQuery } from '../../data/query.ts';
import { openTab, Tabs } from '../../design/tabs.tsx';
import { useAll } from '../../overseeing/pages.ts';
import { ScreenHead } from '../../shell/head.tsx';
import { shared } from '../../words/words.ts';
import { IncidentsView } from './incidents.tsx';
import { InstancesView } from './instances.tsx';
import { LateView } from './late.tsx';
import { StuckView } from './stuck.tsx';
import { TimersView } from './timers.tsx';
import { operationsWords } from './words.ts';

const TIMERS_EVERY_MS = 15_000;

export function OperationsScreen() {
  const words = operationsWords();
  const { nav } = shared();
  const incidents = useAll('listIncidents', {}, (answer) => answer.incidents);
  const failed = useAll('listWorkflowInstances', { status: 'failed' }, (answer) => answer.instances);
  const overdue = useAll('listOverdueInstances', {}, (answer) => answer.instances);
  const timers = useQuery('listTimers', { withinMinutes: 1_440, pageSize: 100 }, { everyMs: TIMERS_EVERY_MS });
  const tabs = [
    { id: 'incidents', label: words.incidents, count: incidents.data?.rows.length },
    { id: 'stuck', label: words.stuck },
    { id: 'late', label: words.late, count: overdue.data?.rows.length },
    { id: 'timers', label: words.timers },
    { id: 'instances', label: words.instances },
  ];
  const open = openTab('view', tabs);
  return (
    <div class="wide stack">
      <ScreenHead title={nav.operations}>{words.text}</ScreenHead>
      <Tabs label={words.views} name="view" tabs={tabs} />
      {open === 'incidents' && <IncidentsView incidents={incidents} failed={failed} />}
      {open === 'stuck' && <StuckView incidents={incidents} failed={failed} />}
      {open === 'late' && <LateView overdue={overdue} />}
      {open === 'timers' && <TimersView timers={timers} />}
      {open === 'instances' && <InstancesView />}
    </div>
  );
}
