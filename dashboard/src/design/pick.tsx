// Choosing rows of a table, for something that is done with many.
import { shared } from '../words/words.ts';

export interface Selection<R> {
  /** Keys of rows. */
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  /** What choosing this row is called. */
  readonly label: (row: R) => string;
}
type Picks = Omit<Selection<never>, 'label'>;

const withKeys = (chosen: ReadonlySet<string>, keys: readonly string[], isIn: boolean): ReadonlySet<string> =>
  new Set(isIn ? [...chosen, ...keys] : [...chosen].filter((key) => !keys.includes(key)));

interface PickOneProps {
  readonly id: string;
  readonly label: string;
  readonly selection: Picks;
}
export function PickOne({ id, label, selection: { chosen, onChange } }: PickOneProps) {
  const isChosen = chosen.has(id);
  return (
    <td class="pick">
      <label>
        <input
          type="checkbox"
          aria-label={label}
          checked={isChosen}
          onChange={() => onChange(withKeys(chosen, [id], !isChosen))}
        />
      </label>
    </td>
  );
}

interface PickAllProps {
  readonly keys: readonly string[];
  readonly selection: Picks;
}
/** All that fit the filter, whether they are drawn yet or not. */
export function PickAll({ keys, selection: { chosen, onChange } }: PickAllProps) {
  const { table } = shared();
  const isAll = keys.length > 0 && keys.every((key) => chosen.has(key));
  return (
    <th scope="col" class="pick">
      <label>
        <input
          type="checkbox"
          aria-label={table.pickAll}
          checked={isAll}
          onChange={() => onChange(withKeys(chosen, keys, !isAll))}
        />
      </label>
    </th>
  );
}
