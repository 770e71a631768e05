// People by id: a name everybody knows, and initials beside it.
import { usePeople } from '../data/people.ts';
import { list } from '../words/format.ts';

const initialsOf = (name: string): string => {
  const [first = '', ...rest] = name.split(/\s+/).filter(Boolean);
  return (first.charAt(0) + (rest.at(-1)?.charAt(0) ?? '')).toUpperCase();
};

export const Avatar = ({ name, isLarge = false }: { readonly name: string; readonly isLarge?: boolean }) => (
  <span class={isLarge ? 'avatar large' : 'avatar'} aria-hidden="true">
    {initialsOf(name)}
  </span>
);

export function Person({ id }: { readonly id: string }) {
  const { nameOf } = usePeople();
  const name = nameOf(id);
  return (
    <span class="person" title={id}>
      <Avatar name={name} />
      <span>{name}</span>
    </span>
  );
}

/** "Rina, Karim and Babul": for a line of text. */
export function Names({ ids }: { readonly ids: readonly string[] }) {
  const { nameOf } = usePeople();
  return <>{list([...new Set(ids)].map(nameOf))}</>;
}
