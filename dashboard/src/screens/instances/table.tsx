// The list itself: what each request is, how it stands, whom it waits for. On a phone, the same in two columns.
import type { InstanceRow } from '../../api/api.ts';
import { usePeople } from '../../data/people.ts';
import { SlaChip, StateChip } from '../../design/chip.tsx';
import { Person } from '../../design/person.tsx';
import { Time } from '../../design/time.tsx';
import { list } from '../../words/format.ts';
import { Priority } from '../approvals/task-card.tsx';
import { dueAtOf, waitsFor } from './columns.ts';
import type { Workflows } from './screen.tsx';
import { instancesWords } from './words.ts';

interface TableProps {
  readonly rows: readonly InstanceRow[];
  readonly workflows: Workflows;
}

export function InstanceTable({ rows, workflows }: TableProps) {
  const words = instancesWords();
  return (
    <div class="table-frame">
      <table class="table instance-table">
        <caption class="hidden-label">{words.caption}</caption>
        <thead>
          <tr>
            <Heading label={words.request} />
            <Heading label={words.status} />
            <Heading label={words.waits} isWide />
            <Heading label={words.requester} isWide />
            <Heading label={words.started} isWide />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.instanceId} row={row} name={workflows.nameOf(row.workflowId)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Heading = ({ label, isWide = false }: { readonly label: string; readonly isWide?: boolean }) => (
  <th scope="col" class={isWide ? 'wide-only' : undefined}>
    <span>{label}</span>
  </th>
);

function Row({ row, name }: { readonly row: InstanceRow; readonly name: string }) {
  const words = instancesWords();
  const { nameOf } = usePeople();
  return (
    <tr>
      <td>
        <a href={`/instances/${encodeURIComponent(row.instanceId)}`}>
          <strong>{row.title ?? row.instanceId.slice(0, 8)}</strong> <span class="quiet">{name}</span>
        </a>
        <p class="narrow-only quiet small">
          {words.by(nameOf(row.startedBy))} · <Time at={row.startedAt} />
        </p>
        <div class="narrow-only small">
          <Waiting row={row} />
        </div>
      </td>
      <td class="state-cell">
        <div class="row">
          <StateChip state={row.status} outcome={row.outcome} />
          <Priority priority={row.priority} />
        </div>
      </td>
      <td class="wide-only">
        <Waiting row={row} />
      </td>
      <td class="wide-only nowrap">
        <Person id={row.startedBy} />
      </td>
      <td class="wide-only nowrap">
        <Time at={row.startedAt} />
      </td>
    </tr>
  );
}

function Waiting({ row }: { readonly row: InstanceRow }) {
  const { nameOf } = usePeople();
  if (row.openSteps.length === 0) return <span class="quiet">{row.reason ?? ''}</span>;
  const people = waitsFor(row);
  return (
    <>
      {row.openSteps.map(({ name }) => name).join(', ')}
      {people.length > 0 && <span class="quiet"> · {list(people.map(nameOf))}</span>}{' '}
      {row.status === 'running' && <SlaChip dueAt={dueAtOf(row)} />}
    </>
  );
}
