// Across requests: by person and time, the requests themselves or what was done in them.
import type { InstanceRow } from '../../api/api.ts';
import { call } from '../../api/api.ts';
import type { Input } from '../../api/client.ts';
import { usePeople } from '../../data/people.ts';
import { store, useLoaded } from '../../data/query.ts';
import { ButtonLink } from '../../design/button.tsx';
import { StateChip } from '../../design/chip.tsx';
import { Empty, Show } from '../../design/feedback.tsx';
import { Field } from '../../design/field.tsx';
import { Person } from '../../design/person.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { openTab, Tabs } from '../../design/tabs.tsx';
import { Time } from '../../design/time.tsx';
import { useAll } from '../../overseeing/pages.ts';
import { asked, InstanceLink, MoreNote, shortId, useWorkflows } from '../../overseeing/parts.tsx';
import { setQuery } from '../../router/router.ts';
import { number } from '../../words/format.ts';
import { useEntryColumns } from './columns.tsx';
import { dayMoment, type EntryRow, entriesOf, type Wanted } from './entries.ts';
import { auditWords } from './words.ts';

type Filter = Omit<Input<'listWorkflowInstances'>, 'pageSize' | 'pageToken'>;

const wantedNow = (): Wanted => ({
  person: asked('person'),
  from: dayMoment(asked('from')),
  to: dayMoment(asked('to'), true),
});

/** Requests by their beginning; what was done in them may be later. */
function filterNow(isEntries: boolean): Filter {
  const { person, from, to } = wantedNow();
  const workflowId = asked('workflow');
  const relation = asked('part') === 'assignee' ? 'assignee' : 'startedBy';
  return {
    ...(workflowId === '' ? {} : { workflowId }),
    ...(to === '' ? {} : { to }),
    ...(isEntries || from === '' ? {} : { from }),
    ...(isEntries || person === '' ? {} : { [relation]: person }),
  };
}

export function Search() {
  const words = auditWords();
  const tabs = [
    { id: 'requests', label: words.requests },
    { id: 'entries', label: words.entries },
  ];
  const isEntries = openTab('view', tabs) === 'entries';
  return (
    <>
      <Tabs label={words.views} name="view" tabs={tabs} />
      <Filters isEntries={isEntries} />
      {isEntries ? <EntriesFound /> : <RequestsFound />}
    </>
  );
}

function Filters({ isEntries }: { readonly isEntries: boolean }) {
  const words = auditWords();
  const { all } = usePeople();
  const { ids, nameOf } = useWorkflows();
  const people = all.map(({ id, name }) => [id, name] as const);
  const parts = [
    ['', words.requester],
    ['assignee', words.assignee],
  ] as const;
  return (
    <search class="audit-filters">
      <Select name="person" label={words.person} options={[['', words.anybody], ...people]} />
      {!isEntries && <Select name="part" label={words.relation} options={parts} />}
      <Select
        name="workflow"
        label={words.workflow}
        options={[['', words.allWorkflows], ...ids.map((id) => [id, nameOf(id)] as const)]}
      />
      <Day name="from" label={words.from} />
      <Day name="to" label={words.to} />
    </search>
  );
}

interface SelectProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}
const Select = ({ name, label, options }: SelectProps) => (
  <Field label={label}>
    {(attributes) => (
      <select
        {...attributes}
        class="input"
        value={asked(name)}
        onChange={(event) => setQuery({ [name]: event.currentTarget.value })}
      >
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    )}
  </Field>
);

const Day = ({ name, label }: { readonly name: string; readonly label: string }) => (
  <Field label={label}>
    {(attributes) => (
      <input
        {...attributes}
        class="input"
        type="date"
        value={asked(name)}
        onChange={(event) => setQuery({ [name]: event.currentTarget.value })}
      />
    )}
  </Field>
);

function RequestsFound() {
  const words = auditWords();
  const loaded = useAll('listWorkflowInstances', filterNow(false), ({ instances }) => instances);
  const columns = useRequestColumns();
  return (
    <Show loaded={loaded} onRetry={() => void store.refresh('listWorkflowInstances')}>
      {({ rows, more }) =>
        rows.length === 0 ? (
          <Empty icon="search" title={words.nothing}>
            {words.nothingText}
          </Empty>
        ) : (
          <>
            <MoreNote more={more} count={rows.length} />
            <Table
              name="requests"
              caption={words.requests}
              columns={columns}
              rows={rows}
              rowKey={({ instanceId }) => instanceId}
              rowActions={{
                label: words.trail,
                cell: ({ instanceId }) => <TrailLink id={instanceId} />,
              }}
            />
          </>
        )
      }
    </Show>
  );
}

const TrailLink = ({ id }: { readonly id: string }) => (
  <ButtonLink
    isSmall
    icon="history"
    href={`/audit?instance=${encodeURIComponent(id)}`}
    label={auditWords().trailFor(shortId(id))}
  >
    {auditWords().trail}
  </ButtonLink>
);

function useRequestColumns(): readonly Column<InstanceRow>[] {
  const words = auditWords();
  const people = usePeople();
  const { nameOf } = useWorkflows();
  return [
    {
      id: 'request',
      label: words.request,
      value: ({ instanceId }) => instanceId,
      cell: ({ instanceId }) => <InstanceLink id={instanceId} />,
    },
    { id: 'workflow', label: words.workflow, value: ({ workflowId, version }) => `${nameOf(workflowId)} ${version}` },
    {
      id: 'status',
      label: words.status,
      value: ({ status, outcome }) => outcome ?? status,
      cell: ({ status, outcome }) => <StateChip state={status} outcome={outcome} />,
    },
    {
      id: 'by',
      label: words.requester,
      value: ({ startedBy }) => people.nameOf(startedBy),
      cell: ({ startedBy }) => <Person id={startedBy} />,
    },
    {
      id: 'started',
      label: words.started,
      value: ({ startedAt }) => startedAt,
      cell: ({ startedAt }) => <Time at={startedAt} isAbsolute />,
    },
  ];
}

/** Trails that are looked into for one question. */
const TRAILS_MAX = 50;

async function trailsFor(filter: Filter) {
  const { instances } = await call('listWorkflowInstances', { ...filter, pageSize: TRAILS_MAX });
  return Promise.all(
    instances.map(async ({ instanceId }) => ({ instanceId, ...(await call('getAuditTrail', { instanceId })) })),
  );
}

function EntriesFound() {
  const words = auditWords();
  const filter = filterNow(true);
  const key = `getAuditTrail many ${JSON.stringify(filter)}`;
  const loaded = useLoaded(key, () => trailsFor(filter), { everyMs: Number.POSITIVE_INFINITY });
  const request: Column<EntryRow> = {
    id: 'request',
    label: words.request,
    value: ({ instanceId }) => instanceId,
    cell: ({ instanceId }) => <InstanceLink id={instanceId} />,
  };
  const columns = [request, ...useEntryColumns()];
  return (
    <Show loaded={loaded} onRetry={() => void store.refresh('getAuditTrail')}>
      {(trails) => {
        const rows = entriesOf(trails, wantedNow());
        return (
          <>
            <p class="soft small">{words.lookedInto(number(trails.length))}</p>
            {rows.length === 0 ? (
              <Empty icon="search" title={words.nothingDone}>
                {words.nothingDoneText}
              </Empty>
            ) : (
              <Table
                name="entries"
                caption={words.entries}
                columns={columns}
                rows={rows}
                rowKey={({ instanceId, seq }) => `${instanceId} ${seq}`}
                rowActions={{ label: words.trail, cell: ({ instanceId }) => <TrailLink id={instanceId} /> }}
              />
            )}
          </>
        );
      }}
    </Show>
  );
}
