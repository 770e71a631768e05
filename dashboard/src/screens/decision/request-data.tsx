// The data of a request as people read it: facts, groups of facts, and small tables; by the names of its schema.
import type { Schema } from '../../data/definition.ts';
import { labelOf } from '../../forms/label.ts';
import { fieldsOf } from '../../forms/values.ts';
import { value } from '../../words/format.ts';

interface ViewProps {
  readonly data: Readonly<Record<string, unknown>>;
  readonly schema: Schema;
}

const MONEY_NAME = /(amount|cost|price|fee|limit)$/i;
const isObject = (one: unknown): one is Readonly<Record<string, unknown>> =>
  typeof one === 'object' && one !== null && !Array.isArray(one);
const isRows = (one: unknown): one is readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(one) && one.length > 0 && one.every(isObject);

export function RequestData({ data, schema }: ViewProps) {
  const names = [...new Set([...fieldsOf(schema).map(({ name }) => name), ...Object.keys(data)])].filter(
    (name) => data[name] !== undefined,
  );
  const nested = names.filter((name) => isObject(data[name]) || isRows(data[name]));
  const plain = names.filter((name) => !nested.includes(name));
  const schemaOf = (name: string): Schema => schema.properties?.[name] ?? {};
  const currency = typeof data.currency === 'string' ? data.currency : undefined;
  return (
    <div class="stack">
      <dl class="facts">
        {plain.map((name) => (
          <div key={name} class={String(data[name]).length > 60 ? 'long-fact' : undefined}>
            <dt>{labelOf(name, schemaOf(name))}</dt>
            <dd>
              <Value name={name} raw={data[name]} schema={schemaOf(name)} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
      {nested.map((name) => (
        <section key={name}>
          <h3 class="group-name">{labelOf(name, schemaOf(name))}</h3>
          {isRows(data[name]) ? (
            <Rows rows={data[name]} schema={schemaOf(name).items ?? {}} currency={currency} />
          ) : (
            <RequestData data={{ ...(data[name] as object) }} schema={schemaOf(name)} />
          )}
        </section>
      ))}
    </div>
  );
}

interface ValueProps {
  readonly name: string;
  readonly raw: unknown;
  readonly schema: Schema;
  readonly currency: string | undefined;
}
export function Value({ name, raw, schema, currency }: ValueProps) {
  if (Array.isArray(raw))
    return <>{raw.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join(', ')}</>;
  if (typeof raw === 'string' && /^https?:\/\/\S+$/.test(raw))
    return (
      <a href={raw} target="_blank" rel="noreferrer noopener">
        {raw.replace(/^https?:\/\//, '')}
      </a>
    );
  const { format } = schema;
  const isMoney = typeof raw === 'number' && currency !== undefined && MONEY_NAME.test(name);
  return (
    <>
      {value({
        value: raw,
        ...(format === 'date' || format === 'date-time' ? { format } : {}),
        ...(isMoney ? { currency } : {}),
      })}
    </>
  );
}

interface RowsProps {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly schema: Schema;
  readonly currency: string | undefined;
}
function Rows({ rows, schema, currency }: RowsProps) {
  const names = [...new Set([...Object.keys(schema.properties ?? {}), ...rows.flatMap(Object.keys)])].filter((name) =>
    rows.some((row) => row[name] !== undefined),
  );
  return (
    <div class="table-frame">
      <table class="table">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                <span class={typeof rows[0]?.[name] === 'number' ? 'end' : undefined}>
                  {labelOf(name, schema.properties?.[name])}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={String(index)}>
              {names.map((name) => (
                <td key={name} class={typeof row[name] === 'number' ? 'end' : undefined}>
                  <Value name={name} raw={row[name]} schema={schema.properties?.[name] ?? {}} currency={currency} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
