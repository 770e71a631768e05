// A form made of a JSON Schema: a field for each property, and JSON where no field can ask for it.
import { useState } from 'preact/hooks';
import type { Schema } from '../data/definition.ts';
import { Button } from '../design/button.tsx';
import { Field } from '../design/field.tsx';
import { number } from '../words/format.ts';
import { labelOf } from './label.ts';
import type { Problems } from './problems.ts';
import { type Data, fieldsOf, kindOf, parsed, shown, withValue } from './values.ts';
import { formWords } from './words.ts';

interface FormProps {
  readonly schema: Schema;
  readonly data: Data;
  readonly problems: Problems;
  readonly onChange: (data: Data) => void;
}

export function SchemaForm({ schema, data, problems, onChange }: FormProps) {
  const change: Change = (path, value) => onChange((withValue(data, path, value) ?? {}) as Data);
  return <Fields schema={schema} value={data} path={[]} problems={problems} change={change} />;
}

type Change = (path: readonly string[], value: unknown) => void;
interface PartProps {
  readonly schema: Schema;
  readonly value: unknown;
  readonly path: readonly string[];
  readonly problems: Problems;
  readonly change: Change;
}
interface NamedProps extends PartProps {
  readonly label: string;
  readonly isRequired: boolean;
}

const Fields = ({ schema, value, path, ...rest }: PartProps) => (
  <>
    {fieldsOf(schema).map(({ name, schema: one, isRequired }) => (
      <Part
        key={name}
        {...rest}
        schema={one}
        value={(value as Data | undefined)?.[name]}
        path={[...path, name]}
        label={labelOf(name, one)}
        isRequired={isRequired}
      />
    ))}
  </>
);

function Part(props: NamedProps) {
  const { schema, label } = props;
  const kind = kindOf(schema);
  if (kind === 'object')
    return (
      <fieldset class="field-group">
        <legend>{label}</legend>
        <Fields {...props} />
      </fieldset>
    );
  if (kind === 'list') return <List {...props} />;
  return kind === 'boolean' ? <Check {...props} /> : <Input {...props} />;
}

function useProblem(problems: Problems, path: readonly string[]): string | undefined {
  const words = formWords().problems;
  const found = problems[`/${path.join('/')}`];
  if (found === undefined || typeof found === 'string') return found;
  const said = words[found.kind];
  return typeof said === 'string' ? said : said(number(found.limit ?? 0));
}

function Check({ schema, value, path, label, change }: NamedProps) {
  return (
    <div class="field">
      <label class="check">
        <input
          type="checkbox"
          checked={value === true}
          onChange={(event) => change(path, event.currentTarget.checked)}
        />
        {label}
      </label>
      {schema.description && <span class="hint">{schema.description}</span>}
    </div>
  );
}

const INPUT_TYPES: Readonly<Record<string, string>> = {
  email: 'email',
  date: 'date',
  'date-time': 'datetime-local',
  uri: 'url',
};

function Input(props: NamedProps) {
  const { schema, value, path, label, isRequired, problems, change } = props;
  const words = formWords();
  const problem = useProblem(problems, path);
  const kind = kindOf(schema);
  if (kind === 'json') return <JsonField {...props} />;
  const take = (text: string) => change(path, parsed(schema, text));
  return (
    <Field label={label} mark={isRequired ? undefined : words.optional} hint={schema.description} problem={problem}>
      {(attributes) => {
        const common = { ...attributes, class: 'input', name: path.join('.'), required: isRequired };
        if (kind === 'choice')
          return (
            <select {...common} value={shown(schema, value)} onChange={(event) => take(event.currentTarget.value)}>
              <option value="">{words.choose}</option>
              {schema.enum?.map((one) => (
                <option key={String(one)} value={String(one)}>
                  {labelOf(String(one))}
                </option>
              ))}
            </select>
          );
        if (kind === 'long')
          return (
            <textarea {...common} value={shown(schema, value)} onInput={(event) => take(event.currentTarget.value)} />
          );
        const type = kind === 'number' ? 'text' : (INPUT_TYPES[schema.format ?? ''] ?? 'text');
        return (
          <input
            {...common}
            type={type as 'text'}
            inputMode={kind === 'number' ? 'decimal' : undefined}
            value={shown(schema, value)}
            onInput={(event) => take(event.currentTarget.value)}
          />
        );
      }}
    </Field>
  );
}

/** Kept as text while it is no JSON, so that nobody loses what they typed. */
function JsonField({ value, path, label, isRequired, problems, change }: NamedProps) {
  const words = formWords();
  const problem = useProblem(problems, path);
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const [isBroken, setBroken] = useState(false);
  const take = (typed: string) => {
    setText(typed);
    try {
      change(path, typed.trim() === '' ? undefined : JSON.parse(typed));
      setBroken(false);
    } catch {
      setBroken(true);
    }
  };
  return (
    <Field
      label={label}
      mark={isRequired ? undefined : words.optional}
      hint={words.json}
      problem={isBroken ? words.problems.json : problem}
    >
      {(attributes) => (
        <textarea
          {...attributes}
          class="input mono"
          spellcheck={false}
          value={text}
          onInput={(event) => take(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function List({ schema, value, path, label, problems, change }: NamedProps) {
  const words = formWords();
  const rows = Array.isArray(value) ? value : [];
  const items = schema.items ?? {};
  const empty = kindOf(items) === 'object' ? {} : '';
  const set = (next: readonly unknown[]) => change(path, next.length === 0 ? undefined : next);
  return (
    <fieldset class="field-group">
      <legend>{label}</legend>
      {schema.description && <p class="hint quiet small">{schema.description}</p>}
      {rows.map((row, index) => (
        <div class="list-row" key={index}>
          <Part
            schema={items}
            value={row}
            path={[...path, String(index)]}
            label={words.row(label, number(index + 1))}
            isRequired
            problems={problems}
            change={(at, next) => change(at, next ?? empty)}
          />
          <Button
            tone="quiet"
            icon="trash"
            label={words.remove(words.row(label, number(index + 1)))}
            onClick={() => set(rows.filter((_, other) => other !== index))}
          />
        </div>
      ))}
      <div>
        <Button icon="plus" isSmall onClick={() => set([...rows, empty])}>
          {words.add(label)}
        </Button>
      </div>
    </fieldset>
  );
}
