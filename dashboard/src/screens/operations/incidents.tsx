// Unresolved incidents: the cause, the payload, and one click to try again or to settle it with a reason.
import { useState } from 'preact/hooks';
import type { InstanceRow } from '../../api/api.ts';
import { store } from '../../data/query.ts';
import type { Loaded } from '../../data/store.ts';
import { Button } from '../../design/button.tsx';
import { Chip } from '../../design/chip.tsx';
import { Empty, Show } from '../../design/feedback.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Time } from '../../design/time.tsx';
import { BatchBar, useBatch } from '../../overseeing/batch.tsx';
import type { All } from '../../overseeing/pages.ts';
import { asked, Choice, InstanceLink, MoreNote, shortId, useWorkflows } from '../../overseeing/parts.tsx';
import { overseeingWords } from '../../overseeing/words.ts';
import { CHANGED, operatorDeeds } from './deeds.ts';
import { type IncidentRow, type Item, incidentItem } from './items.ts';
import { PayloadDialog } from './payload.tsx';
import { operationsWords } from './words.ts';

export interface Troubles {
  readonly incidents: Loaded<All<IncidentRow>>;
  readonly failed: Loaded<All<InstanceRow>>;
}

export const kindText = (kind: string): string =>
  (operationsWords().kinds as Readonly<Record<string, string>>)[kind] ?? kind;

export function IncidentsView({ incidents, failed }: Troubles) {
  const words = operationsWords();
  const ids = new Set(failed.data?.rows.map(({ instanceId }) => instanceId));
  return (
    <Show loaded={incidents} onRetry={() => void store.refresh('listIncidents')}>
      {({ rows, more }) =>
        rows.length === 0 ? (
          <Empty icon="check" title={words.noIncidents}>
            {words.noIncidentsText}
          </Empty>
        ) : (
          <>
            <MoreNote more={more} count={rows.length} />
            <Incidents items={rows.map((incident) => incidentItem(incident, ids))} />
          </>
        )
      }
    </Show>
  );
}

function Incidents({ items }: { readonly items: readonly Item[] }) {
  const words = operationsWords();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState<Item | null>(null);
  const batch = useBatch<Item>({
    titleOf: ({ instanceId }) => shortId(instanceId),
    changes: CHANGED,
    onDone: () => setChosen(new Set()),
  });
  const { retry, assign, dismiss } = operatorDeeds();
  const deeds = [retry, assign, dismiss];
  const [workflow, kind] = [asked('workflow'), asked('kind')];
  const rows = items.filter(
    (item) => (workflow === '' || item.workflowId === workflow) && (kind === '' || item.incident?.kind === kind),
  );
  return (
    <>
      <BatchBar
        items={items.filter(({ key }) => chosen.has(key))}
        deeds={deeds}
        batch={batch}
        onClear={() => setChosen(new Set())}
      />
      <Table
        name="incidents"
        caption={words.incidents}
        columns={useColumns()}
        rows={rows}
        rowKey={({ key }) => key}
        tools={<IncidentFilters items={items} />}
        selection={{ chosen, onChange: setChosen, label: ({ instanceId }) => words.choose(shortId(instanceId)) }}
        rowActions={{
          label: words.actions,
          cell: (item) => (
            <span class="row-actions">
              {deeds
                .filter(({ fits }) => fits(item))
                .map((deed) => (
                  <Button
                    key={deed.id}
                    isSmall
                    icon={deed.icon}
                    isBusy={batch.isBusy}
                    onClick={() => batch.begin(deed, [item])}
                  >
                    {deed.label}
                  </Button>
                ))}
              <Button isSmall tone="quiet" icon="file" label={words.details} onClick={() => setShown(item)} />
            </span>
          ),
        }}
      />
      {batch.dialog}
      {shown && <PayloadDialog item={shown} onClose={() => setShown(null)} />}
    </>
  );
}

function useColumns(): readonly Column<Item>[] {
  const words = operationsWords();
  const shared = overseeingWords();
  const { nameOf } = useWorkflows();
  return [
    {
      id: 'kind',
      label: words.kind,
      value: ({ incident }) => kindText(incident?.kind ?? ''),
      cell: ({ incident }) => <Chip tone="bad">{kindText(incident?.kind ?? '')}</Chip>,
    },
    {
      id: 'message',
      label: words.message,
      value: ({ error }) => error,
      cell: ({ error }) => <p class="cause">{error}</p>,
    },
    { id: 'workflow', label: shared.workflow, value: ({ workflowId }) => nameOf(workflowId) },
    { id: 'step', label: shared.step, value: ({ stepId }) => stepId },
    {
      id: 'instance',
      label: shared.instance,
      value: ({ instanceId }) => instanceId,
      cell: ({ instanceId }) => <InstanceLink id={instanceId} />,
    },
    { id: 'since', label: words.since, value: ({ at }) => at, cell: ({ at }) => <Time at={at} /> },
  ];
}

function IncidentFilters({ items }: { readonly items: readonly Item[] }) {
  const words = operationsWords();
  const shared = overseeingWords();
  const { nameOf } = useWorkflows();
  const workflows = [...new Set(items.map(({ workflowId }) => workflowId))];
  const kinds = [...new Set(items.flatMap(({ incident }) => incident?.kind ?? []))];
  return (
    <>
      <Choice
        name="workflow"
        label={shared.workflow}
        all={shared.allWorkflows}
        options={workflows.map((id) => [id, nameOf(id)])}
      />
      <Choice name="kind" label={words.kind} all={words.kind} options={kinds.map((one) => [one, kindText(one)])} />
    </>
  );
}
