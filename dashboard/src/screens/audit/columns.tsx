// The columns of audit entries, the same for one trail and for many.
import { usePeople } from '../../data/people.ts';
import { Person } from '../../design/person.tsx';
import type { Column } from '../../design/table.tsx';
import { Time } from '../../design/time.tsx';
import { type Entry, eventsText } from './entries.ts';
import { auditWords } from './words.ts';

export function useEntryColumns(): readonly Column<Entry>[] {
  const words = auditWords();
  const { nameOf } = usePeople();
  return [
    { id: 'seq', label: words.seq, value: ({ seq }) => seq, isNumber: true },
    { id: 'at', label: words.at, value: ({ at }) => at, cell: ({ at }) => <Time at={at} isAbsolute /> },
    {
      id: 'actor',
      label: words.actor,
      value: ({ actor }) => nameOf(actor),
      cell: ({ actor }) => <Person id={actor} />,
    },
    {
      id: 'for',
      label: words.onBehalfOf,
      value: ({ onBehalfOf }) => onBehalfOf && nameOf(onBehalfOf),
      cell: ({ onBehalfOf }) => onBehalfOf && <Person id={onBehalfOf} />,
    },
    { id: 'events', label: words.events, value: eventsText, cell: (entry) => <Events entry={entry} /> },
    { id: 'channel', label: words.channel, value: ({ channel }) => named(words.channels, channel) },
    {
      id: 'authentication',
      label: words.authentication,
      value: ({ authentication = '' }) => named(words.proofs, authentication),
    },
    {
      id: 'hash',
      label: words.hash,
      value: ({ hash }) => hash,
      cell: ({ hash }) => (
        <span class="mono" title={hash}>
          {hash.slice(0, 12)}
        </span>
      ),
    },
  ];
}

const named = (names: Readonly<Record<string, string>>, id: string): string => names[id] ?? id;

function Events({ entry }: { readonly entry: Entry }) {
  return (
    <ul class="events">
      {entry.events.map(({ action, stepId, data }, index) => {
        const name = (
          <>
            <span class="mono">{action}</span> {stepId && <span class="soft">{stepId}</span>}
          </>
        );
        return (
          <li key={`${action} ${index}`}>
            {Object.keys(data).length === 0 ? (
              name
            ) : (
              <details>
                <summary>{name}</summary>
                <pre>{JSON.stringify(data, null, 1)}</pre>
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}
