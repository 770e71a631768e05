// Everybody with their open tasks against what they can take.
import type { User } from '../../api/api.ts';
import { now } from '../../data/live.ts';
import { usePeople } from '../../data/people.ts';
import { Button } from '../../design/button.tsx';
import { Chip } from '../../design/chip.tsx';
import { Empty } from '../../design/feedback.tsx';
import { Person } from '../../design/person.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { asked, Choice } from '../../overseeing/parts.tsx';
import { may, me } from '../../session/session.ts';
import { roleText } from '../../shell/account.tsx';
import { day, number } from '../../words/format.ts';
import type { Opened } from './screen.tsx';
import type { LoadRow } from './suggest.ts';
import { workloadWords } from './words.ts';

interface LoadTableProps {
  readonly loads: readonly LoadRow[];
  readonly onOpen: (opened: Opened) => void;
}
export function LoadTable({ loads, onOpen }: LoadTableProps) {
  const words = workloadWords();
  const { all } = usePeople();
  const known = new Map(all.map((user) => [user.id, user]));
  const roles = [...new Set(loads.flatMap((row) => row.roles))].sort();
  const role = asked('role');
  if (loads.length === 0)
    return (
      <Empty icon="people" title={words.nobody}>
        {words.nobodyText}
      </Empty>
    );
  return (
    <Table
      name="workload"
      caption={words.people}
      columns={columnsOf(known)}
      rows={loads.filter((row) => role === '' || row.roles.includes(role))}
      rowKey={({ userId }) => userId}
      tools={
        roles.length > 1 && (
          <Choice
            name="role"
            label={words.roles}
            all={words.allRoles}
            options={roles.map((id) => [id, roleText([id])])}
          />
        )
      }
      rowActions={{
        label: words.actions,
        cell: ({ userId, name }) => <RowButtons user={known.get(userId)} name={name} onOpen={onOpen} />,
      }}
    />
  );
}

interface RowButtonsProps {
  readonly user: User | undefined;
  readonly name: string;
  readonly onOpen: (opened: Opened) => void;
}
function RowButtons({ user, name, onOpen }: RowButtonsProps) {
  const words = workloadWords();
  if (user === undefined) return null;
  const isMine = user.id === me.value?.id;
  return (
    <span class="row-actions">
      {(isMine || may('manage_users')) && (
        <Button isSmall icon="clock" label={words.absenceOf(name)} onClick={() => onOpen({ kind: 'absence', user })} />
      )}
      {may('manage_users') && (
        <Button isSmall icon="edit" label={words.editOf(name)} onClick={() => onOpen({ kind: 'person', user })} />
      )}
    </span>
  );
}

function columnsOf(known: ReadonlyMap<string, User>): readonly Column<LoadRow>[] {
  const words = workloadWords();
  return [
    {
      id: 'person',
      label: words.person,
      value: ({ name }) => name,
      cell: ({ userId }) => (
        <a class="load-person" href={`/workload?person=${encodeURIComponent(userId)}`}>
          <Person id={userId} />
        </a>
      ),
    },
    { id: 'roles', label: words.roles, value: ({ roles }) => roleText(roles) },
    {
      id: 'open',
      label: words.open,
      value: ({ openTasks }) => openTasks,
      cell: (row) => <LoadBar {...row} />,
      isNumber: true,
    },
    { id: 'capacity', label: words.capacity, value: ({ capacity }) => capacity, isNumber: true },
    {
      id: 'overdue',
      label: words.overdue,
      value: ({ overdue }) => overdue,
      cell: ({ overdue = 0 }) => <Late count={overdue} />,
      isNumber: true,
    },
    { id: 'today', label: words.dueToday, value: ({ dueToday }) => dueToday, isNumber: true },
    { id: 'decided', label: words.decided, value: ({ decided }) => decided, isNumber: true },
    {
      id: 'presence',
      label: words.presence,
      value: ({ userId }) => presenceText(known.get(userId)),
      cell: ({ userId, isAway }) => <Presence user={known.get(userId)} isAway={isAway} />,
    },
  ];
}

const Late = ({ count }: { readonly count: number }) =>
  count === 0 ? <span class="quiet">{number(0)}</span> : <Chip tone="bad">{number(count)}</Chip>;

/** Its length says how much of the capacity is used, its colour whether that is too much. */
function LoadBar({ openTasks, capacity }: LoadRow) {
  const words = workloadWords();
  if (capacity === undefined) return <span>{number(openTasks)}</span>;
  const share = capacity === 0 ? 1 : Math.min(1, openTasks / capacity);
  const tone = openTasks > capacity ? 'bad' : share >= 0.8 ? 'warn' : 'good';
  return (
    <span class="load" title={words.of(number(openTasks), number(capacity))}>
      {number(openTasks)}
      <span class={`load-bar ${tone}`} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}

function presenceText(user: User | undefined): string {
  const words = workloadWords();
  const away = user?.away;
  if (away === undefined || Date.parse(away.to) <= now.value) return words.here;
  return Date.parse(away.from) > now.value ? words.awayFrom(day(away.from)) : words.awayUntil(day(away.to));
}

function Presence({ user, isAway }: { readonly user: User | undefined; readonly isAway: boolean }) {
  const words = workloadWords();
  const { nameOf } = usePeople();
  const text = presenceText(user);
  if (text === words.here) return <span class="quiet">{text}</span>;
  const delegate = user?.away?.delegate;
  return (
    <span class="presence">
      <Chip tone={isAway ? 'warn' : 'quiet'}>{text}</Chip>
      {delegate !== undefined && <span class="quiet small">{words.delegatedTo(nameOf(delegate))}</span>}
    </span>
  );
}
