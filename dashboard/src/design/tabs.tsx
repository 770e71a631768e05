// Tabs that are links: which one is open stands in the address.
import { place, setQuery } from '../router/router.ts';
import { number } from '../words/format.ts';

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly count?: number | undefined;
}
interface TabsProps {
  readonly label: string;
  /** The name in the query; the first tab is the one that is open without it. */
  readonly name: string;
  readonly tabs: readonly Tab[];
}

export const openTab = (name: string, tabs: readonly Tab[]): string => {
  const asked = place.value.query[name];
  return tabs.find(({ id }) => id === asked)?.id ?? tabs[0]?.id ?? '';
};

export function Tabs({ label, name, tabs }: TabsProps) {
  const open = openTab(name, tabs);
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ id, label: text, count }, index) => (
        <button
          key={id}
          type="button"
          class="tab"
          aria-current={id === open ? 'true' : undefined}
          onClick={() => setQuery({ [name]: index === 0 ? null : id })}
        >
          {text}
          {count !== undefined && <span class="count">{number(count)}</span>}
        </button>
      ))}
    </nav>
  );
}
