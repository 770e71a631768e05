// Health: how the system does at one look, what each number means, and where to look further.
import './health.css';
import type { ComponentChildren } from 'preact';
import { store, useQuery } from '../../data/query.ts';
import { Chip } from '../../design/chip.tsx';
import { Show } from '../../design/feedback.tsx';
import { Icon } from '../../design/icon.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Time } from '../../design/time.tsx';
import { may } from '../../session/session.ts';
import { ScreenHead } from '../../shell/head.tsx';
import { number, relative, span } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { Further } from './further.tsx';
import { type Health, type ProviderRow, providerRows } from './providers.ts';
import { healthWords } from './words.ts';

const EVERY_MS = 15_000;

export function HealthScreen() {
  const words = healthWords();
  const { nav } = shared();
  const loaded = useQuery('getSystemHealth', {}, { everyMs: EVERY_MS });
  return (
    <div class="wide stack">
      <ScreenHead title={nav.health}>{words.text}</ScreenHead>
      <Show loaded={loaded} onRetry={() => void store.refresh('getSystemHealth')}>
        {(health) => (
          <>
            <Verdict health={health} />
            <Figures health={health} />
            <Providers health={health} />
          </>
        )}
      </Show>
      <Further />
    </div>
  );
}

function Verdict({ health: { status, now, version } }: { readonly health: Health }) {
  const words = healthWords();
  const isOk = status === 'ok';
  return (
    <section class={`verdict card padded ${isOk ? 'good' : 'bad'}`}>
      <Icon name={isOk ? 'check' : 'alert'} size={22} />
      <div>
        <h2>{isOk ? words.ok : words.degraded}</h2>
        <p class="soft">{isOk ? words.okText : words.degradedText}</p>
      </div>
      <p class="quiet small spread">
        {words.asOf} <Time at={now} isAbsolute /> · {words.version} {version}
      </p>
    </section>
  );
}

function Figures({ health }: { readonly health: Health }) {
  const words = healthWords();
  const { sweeper, incidents, effects, digests, now } = health;
  const lateMs = sweeper.oldestDueAt === undefined ? 0 : Date.parse(now) - Date.parse(sweeper.oldestDueAt);
  const sum = (of: 'pending' | 'failing') => effects.providers.reduce((total, one) => total + one[of], 0);
  const operates = may('modify_instance');
  return (
    <dl class="figures">
      <Figure
        name={words.wakes}
        value={counted(sweeper.backlog, sweeper.more)}
        tone={lateMs > LATE_MS ? 'bad' : 'plain'}
        means={words.wakesMeans}
        does={words.wakesDo}
        link={operates ? { href: '/operations?view=timers', label: words.seeTimers } : null}
      />
      <Figure
        name={words.oldest}
        value={sweeper.oldestDueAt === undefined ? words.none : span(lateMs)}
        tone={lateMs > LATE_MS ? 'bad' : 'plain'}
        means={words.oldestMeans}
        does={words.oldestDo}
      />
      <Figure
        name={words.incidents}
        value={counted(incidents.count, incidents.more)}
        tone={incidents.count > 0 ? 'warn' : 'plain'}
        means={words.incidentsMeans}
        does={words.incidentsDo}
        link={operates ? { href: '/operations', label: words.seeIncidents } : null}
      />
      <Figure
        name={words.pending}
        value={counted(sum('pending'), effects.more)}
        means={words.pendingMeans}
        does={words.pendingDo}
      />
      <Figure
        name={words.failing}
        value={counted(sum('failing'), false)}
        tone={sum('failing') > 0 ? 'warn' : 'plain'}
        means={words.failingMeans}
        does={words.failingDo}
      />
      <Figure
        name={words.digests}
        value={digests.nextAt === undefined ? words.digestsNever : <Time at={digests.nextAt} isAbsolute />}
        means={words.digestsMeans}
      />
    </dl>
  );
}

/** As the engine judges it. */
const LATE_MS = 3 * 60_000;

const counted = (count: number, more: boolean): string => (more ? healthWords().atLeast(number(count)) : number(count));

interface FigureProps {
  readonly name: string;
  readonly value: ComponentChildren;
  readonly tone?: 'plain' | 'warn' | 'bad';
  readonly means: string;
  readonly does?: string;
  readonly link?: { readonly href: string; readonly label: string } | null;
}
const Figure = ({ name, value, tone = 'plain', means, does, link = null }: FigureProps) => (
  <div class={`card padded figure ${tone}`}>
    <dt>{name}</dt>
    <dd class="figure-value number">{value}</dd>
    <dd class="soft small">{means}</dd>
    {does && <dd class="quiet small">{does}</dd>}
    {link && (
      <dd class="small">
        <a href={link.href}>{link.label}</a>
      </dd>
    )}
  </div>
);

function Providers({ health }: { readonly health: Health }) {
  const words = healthWords();
  const names: Readonly<Record<string, string>> = { ...words.channels, ...words.kinds };
  const rows = providerRows(health);
  const stateText = ({ failing, downSince }: ProviderRow): string =>
    downSince !== undefined
      ? words.down(relative(downSince, Date.parse(health.now)))
      : failing > 0
        ? words.fails
        : words.works;
  const columns: readonly Column<ProviderRow>[] = [
    { id: 'provider', label: words.provider, value: ({ provider }) => names[provider] ?? provider },
    {
      id: 'state',
      label: words.state,
      value: stateText,
      cell: (row) => (
        <Chip tone={row.downSince !== undefined ? 'bad' : row.failing > 0 ? 'warn' : 'good'}>{stateText(row)}</Chip>
      ),
    },
    { id: 'pending', label: words.providerPending, value: ({ pending }) => pending, isNumber: true },
    { id: 'failing', label: words.providerFailing, value: ({ failing }) => failing, isNumber: true },
  ];
  return (
    <div class="stack">
      <div class="row">
        <h2>{words.providers}</h2>
        <span class="quiet small">{words.looked(number(health.effects.looked))}</span>
      </div>
      {rows.length === 0 ? (
        <p class="soft">{words.noProviders}</p>
      ) : (
        <Table
          name="providers"
          caption={words.providers}
          columns={columns}
          rows={rows}
          rowKey={({ provider }) => provider}
        />
      )}
    </div>
  );
}
