// The filters of the list, each a part of the address.
import { usePeople } from '../../data/people.ts';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { place, setQuery } from '../../router/router.ts';
import { shared } from '../../words/words.ts';
import { FILTERS, type FilterName, filterOf, OUTCOMES, STATUSES } from './filter.ts';
import type { Workflows } from './screen.tsx';
import { instancesWords } from './words.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

export function Filters({ workflows }: { readonly workflows: Workflows }) {
  const words = instancesWords();
  const { status } = shared();
  const { all } = usePeople();
  const people = all.map(({ id, name }) => ({ value: id, label: name })).sort((a, b) => a.label.localeCompare(b.label));
  const count = Object.keys(filterOf(place.value.query)).length;
  return (
    <section class="instance-filters" aria-label={words.filters}>
      <Choice name="workflow" options={workflows.ids.map((id) => ({ value: id, label: workflows.nameOf(id) }))} />
      <Choice name="status" options={STATUSES.map((one) => ({ value: one, label: status[one] }))} />
      <Choice name="outcome" options={OUTCOMES.map((one) => ({ value: one, label: status[one] }))} />
      <Choice name="requester" options={people} />
      <Choice name="assignee" options={people} />
      <Typed name="tag" />
      <Typed name="from" isDate />
      <Typed name="to" isDate />
      {count > 0 && (
        <Button
          tone="quiet"
          icon="close"
          onClick={() => setQuery(Object.fromEntries(FILTERS.map((name) => [name, null])))}
        >
          {words.clear}
        </Button>
      )}
    </section>
  );
}

interface ChoiceProps {
  readonly name: Exclude<FilterName, 'tag' | 'from' | 'to'>;
  readonly options: readonly Option[];
}
function Choice({ name, options }: ChoiceProps) {
  const words = instancesWords();
  const value = place.value.query[name] ?? '';
  // What the address asks for is shown, known or not.
  const shown =
    value === '' || options.some((one) => one.value === value) ? options : [...options, { value, label: value }];
  return (
    <Field label={words[name]}>
      {(attributes) => (
        <select
          {...attributes}
          class="input"
          value={value}
          onChange={(event) => setQuery({ [name]: event.currentTarget.value })}
        >
          <option value="">{words.any[name]}</option>
          {shown.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Typed({ name, isDate = false }: { readonly name: 'tag' | 'from' | 'to'; readonly isDate?: boolean }) {
  const common = {
    class: 'input',
    value: place.value.query[name] ?? '',
    onChange: (event: { readonly currentTarget: HTMLInputElement }) => setQuery({ [name]: event.currentTarget.value }),
  };
  return (
    <Field label={instancesWords()[name]}>
      {(attributes) =>
        isDate ? <input type="date" {...attributes} {...common} /> : <input type="search" {...attributes} {...common} />
      }
    </Field>
  );
}
