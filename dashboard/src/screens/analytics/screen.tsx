// How requests fare: time, promises, outcomes, the way they take; by workflow, version and range.
import './analytics.css';
import { type Definition, useDefinition } from '../../data/definition.ts';
import { now } from '../../data/live.ts';
import { keyOf, store, useQuery } from '../../data/query.ts';
import { Button, ButtonLink } from '../../design/button.tsx';
import { Empty, Show, Skeleton } from '../../design/feedback.tsx';
import { openTab, Tabs } from '../../design/tabs.tsx';
import { place, setQuery } from '../../router/router.ts';
import { ScreenHead } from '../../shell/head.tsx';
import { shared } from '../../words/words.ts';
import { type Metrics, rowFor } from './figures.ts';
import { type Filter, filterOf, localDay, presetQuery } from './filter.ts';
import { FilterBar, type Workflow, workflowsOf } from './filter-bar.tsx';
import { Flow } from './flow.tsx';
import { Overview } from './overview.tsx';
import { People } from './people.tsx';
import { Reports } from './reports.tsx';
import { StepOutcomes } from './step-outcomes.tsx';
import { StepTimes } from './step-times.tsx';
import { VersionTable } from './versions.tsx';
import { analyticsWords } from './words.ts';

/** Figures are counted each hour; somebody who waits for them sees them soon after. */
const FRESHNESS = { everyMs: 60_000 };

export function AnalyticsScreen() {
  const { nav } = shared();
  const words = analyticsWords();
  const loaded = useQuery('listWorkflowDefinitions', {}, FRESHNESS);
  return (
    <div class="wide stack">
      <ScreenHead title={nav.analytics}>{words.text}</ScreenHead>
      <Show loaded={loaded} onRetry={() => void store.refresh('listWorkflowDefinitions')}>
        {({ definitions }) => <OfWorkflow workflows={workflowsOf(definitions)} />}
      </Show>
    </div>
  );
}

function OfWorkflow({ workflows }: { readonly workflows: readonly Workflow[] }) {
  const words = analyticsWords();
  const ids = workflows.map(({ workflowId }) => workflowId);
  const filter = filterOf(place.value.query, ids, localDay(now.value));
  const workflow = workflows.find(({ workflowId }) => workflowId === filter.workflowId);
  if (workflow === undefined)
    return (
      <Empty
        icon="chart"
        title={words.empty.noWorkflow}
        action={<ButtonLink href="/definitions">{words.empty.toDefinitions}</ButtonLink>}
      >
        {words.empty.noWorkflowText}
      </Empty>
    );
  const tabs = (['overview', 'steps', 'flow', 'versions', 'people', 'reports'] as const).map((id) => ({
    id,
    label: words.tabs[id],
  }));
  return (
    <>
      <FilterBar filter={filter} workflows={workflows} />
      <Tabs label={words.tabs.label} name="view" tabs={tabs} />
      <Part open={openTab('view', tabs)} filter={filter} workflow={workflow} />
    </>
  );
}

interface PartProps {
  readonly filter: Filter;
  readonly workflow: Workflow;
}

function Part({ open, filter, workflow }: PartProps & { readonly open: string }) {
  if (open === 'people') return <People filter={filter} workflow={workflow} />;
  if (open === 'reports') return <Reports filter={filter} workflow={workflow} />;
  return <Figures open={open} filter={filter} workflow={workflow} />;
}

function Figures({ open, filter, workflow }: PartProps & { readonly open: string }) {
  const { workflowId } = workflow;
  const { from, to, version } = filter;
  const input = { workflowId, from, to };
  const loaded = useQuery('getWorkflowMetrics', input, FRESHNESS);
  const drawn = version ?? workflow.newest;
  const definition = useDefinition(workflowId, drawn).data;
  return (
    <Show
      loaded={loaded}
      loading={<Skeleton rows={2} height={14} />}
      onRetry={() => void store.refresh(keyOf('getWorkflowMetrics', input))}
    >
      {(metrics) =>
        isNothing(metrics, version) ? (
          <Nothing filter={filter} />
        ) : open === 'overview' ? (
          <Overview metrics={metrics} filter={filter} />
        ) : open === 'versions' ? (
          <VersionTable metrics={metrics} />
        ) : (
          <OfProcess open={open} filter={filter} workflowId={workflowId} definition={definition} metrics={metrics} />
        )
      }
    </Show>
  );
}

const isNothing = (metrics: Metrics, version: string | null): boolean => (rowFor(metrics, version)?.ended ?? 0) === 0;

function Nothing({ filter }: { readonly filter: Filter }) {
  const { empty } = analyticsWords();
  return (
    <Empty
      icon="chart"
      title={filter.version === null ? empty.none : empty.noneOfVersion}
      action={
        filter.preset === '365d' ? undefined : (
          <Button onClick={() => setQuery(presetQuery('365d'))}>{empty.longer}</Button>
        )
      }
    >
      {empty.noneText}
    </Empty>
  );
}

interface ProcessProps {
  readonly open: string;
  readonly filter: Filter;
  readonly workflowId: string;
  readonly definition: Definition | undefined;
  readonly metrics: Metrics;
}
function OfProcess({ open, filter: { from, to, version }, workflowId, definition, metrics }: ProcessProps) {
  const input = { workflowId, from, to, ...(version === null ? {} : { version }) };
  const loaded = useQuery('getProcessAnalytics', input, FRESHNESS);
  return (
    <Show loaded={loaded} onRetry={() => void store.refresh(keyOf('getProcessAnalytics', input))}>
      {(process) =>
        open === 'steps' ? (
          <>
            <StepTimes process={process} definition={definition} />
            <StepOutcomes metrics={metrics} definition={definition} isOfOne={version !== null} />
          </>
        ) : (
          <Flow process={process} definition={definition} />
        )
      }
    </Show>
  );
}
