// One definition: a version of it, what it does, what it did before, and what can be done with it.
import './definitions.css';
import { type Definition, useDefinition } from '../../data/definition.ts';
import { keyOf, store, useQuery } from '../../data/query.ts';
import { Empty, Show } from '../../design/feedback.tsx';
import { Icon } from '../../design/icon.tsx';
import { openTab, Tabs } from '../../design/tabs.tsx';
import { place, setQuery } from '../../router/router.ts';
import type { ScreenProps } from '../../routes.tsx';
import { ScreenHead } from '../../shell/head.tsx';
import { shared } from '../../words/words.ts';
import { Compare } from './compare.tsx';
import { Deeds } from './deeds.tsx';
import { EditorScreen } from './editor.tsx';
import { CheckedFindings } from './findings.tsx';
import { JsonView } from './json-view.tsx';
import { runningOn, runningText, useRunning } from './running.ts';
import type { VersionRow } from './screen.tsx';
import { DefinitionStatus } from './status.tsx';
import { Steps } from './steps.tsx';
import { Try } from './try.tsx';
import { VersionTable } from './versions.tsx';
import { definitionWords } from './words.ts';

export function DefinitionScreen({ params }: ScreenProps) {
  const { workflowId = '' } = params;
  const { errors } = shared();
  const words = definitionWords();
  const loaded = useQuery('listWorkflowDefinitions', { workflowId }, { everyMs: 30_000 });
  return (
    <div class="wide">
      {place.value.query.view !== 'edit' && (
        <a class="row small definition-up" href="/definitions">
          <Icon name="definition" size={14} />
          {words.all}
        </a>
      )}
      <Show loaded={loaded} onRetry={() => void store.refresh(keyOf('listWorkflowDefinitions', { workflowId }))}>
        {({ definitions }) => {
          const row = chosen(definitions, place.value.query.version);
          if (row === undefined)
            return (
              <Empty icon="search" title={errors.missing}>
                {errors.missingText}
              </Empty>
            );
          return <OneVersion key={`${row.version} ${row.hash}`} row={row} versions={definitions} />;
        }}
      </Show>
    </div>
  );
}

/** The version asked for; else the newest active one, as for requests; else the newest. They come oldest first. */
function chosen(versions: readonly VersionRow[], asked: string | undefined): VersionRow | undefined {
  if (asked !== undefined) return versions.find(({ version }) => version === asked);
  return newestActive(versions) ?? versions.at(-1);
}

export const newestActive = (versions: readonly VersionRow[]): VersionRow | undefined =>
  versions.findLast(({ status }) => status === 'active');

interface VersionProps {
  readonly row: VersionRow;
  readonly versions: readonly VersionRow[];
}

function OneVersion({ row, versions }: VersionProps) {
  const { workflowId, version } = row;
  const words = definitionWords();
  // Drafts change, and have the same version all the while.
  const loaded = useDefinition(workflowId, version);
  if (place.value.query.view === 'edit')
    return (
      <Show loaded={loaded}>
        {(definition) => <EditorScreen row={row} definition={definition} versions={versions} />}
      </Show>
    );
  const tabs = [
    { id: 'steps', label: words.tabs.steps, count: row.steps },
    { id: 'versions', label: words.tabs.versions, count: versions.length },
    { id: 'compare', label: words.tabs.compare },
    { id: 'findings', label: words.tabs.findings },
    { id: 'try', label: words.tabs.try },
    { id: 'json', label: words.tabs.json },
  ];
  const open = openTab('view', tabs);
  return (
    <div class="stack">
      <Head row={row} versions={versions} />
      <Tabs label={words.tabs.label} name="view" tabs={tabs} />
      <Show loaded={loaded} onRetry={() => void store.refresh(keyOf('getWorkflowDefinition', { workflowId, version }))}>
        {(definition) => <Part open={open} row={row} versions={versions} definition={definition} />}
      </Show>
    </div>
  );
}

function Part({
  open,
  row,
  versions,
  definition,
}: VersionProps & { readonly open: string; readonly definition: Definition }) {
  switch (open) {
    case 'versions':
      return <VersionTable versions={versions} />;
    case 'compare':
      return <Compare row={row} versions={versions} definition={definition} />;
    case 'findings':
      return <CheckedFindings definition={definition} />;
    case 'try':
      return <Try definition={definition} />;
    case 'json':
      return <JsonView definition={definition} />;
    default:
      return <Steps definition={definition} />;
  }
}

function Head({ row, versions }: VersionProps) {
  const words = definitionWords();
  const { workflowId, version, name, description, status } = row;
  const running = useRunning(workflowId);
  const count = runningOn(running, workflowId, version);
  return (
    <>
      <ScreenHead title={name} actions={<Deeds row={row} versions={versions} running={running} />}>
        <span class="row">
          <select
            class="input version-choice"
            aria-label={words.version}
            value={version}
            onChange={(event) => setQuery({ version: event.currentTarget.value })}
          >
            {versions.toReversed().map((one) => (
              <option key={one.version} value={one.version}>
                {one.version} · {words.statuses[one.status]}
              </option>
            ))}
          </select>
          <DefinitionStatus status={status} />
          {newestActive(versions) === row && <span class="quiet small">{words.newest}</span>}
          {count !== null && (
            <a class="small" href={`/operations?workflow=${encodeURIComponent(workflowId)}`} title={words.seeRunning}>
              {words.runningOn(runningText(running, count))}
            </a>
          )}
          <span class="quiet small mono">{workflowId}</span>
        </span>
      </ScreenHead>
      {description && <p class="soft definition-text">{description}</p>}
    </>
  );
}
