// Which column goes into which field: by the mapping of the settings first, by the name of the header otherwise.
import { ownColumnOf } from './columns.ts';
import { type Field, isPath } from './fields.ts';
import { normalised } from './text.ts';

/** Header → path of a field; null: this column is not sent. */
export type Overrides = Readonly<Record<string, string | null>>;

export interface MappedColumn {
  /** From 0. */
  readonly index: number;
  readonly header: string;
  readonly field: Field;
}

export interface Mapping {
  readonly columns: readonly MappedColumn[];
  /** What keeps every row from being sent, in words for the person. */
  readonly problems: readonly string[];
}

/** The field a header means by itself: "Order ID" → orderId, "Customer name" → customer.name. */
export function guess(header: string, fields: readonly Field[]): Field | undefined {
  const name = normalised(header);
  if (name === '' || ownColumnOf(header) !== undefined) return undefined;
  return (
    fields.find(({ path }) => normalised(path) === name) ??
    fields.find(({ title }) => title !== undefined && normalised(title) === name)
  );
}

export function mapColumns(headers: readonly string[], fields: readonly Field[], overrides: Overrides): Mapping {
  const chosen = new Map(Object.keys(overrides).map((header) => [normalised(header), overrides[header] ?? null]));
  const columns: MappedColumn[] = [];
  const problems: string[] = [];
  const taken = new Map<string, string>();
  headers.forEach((header, index) => {
    if (header === '' || ownColumnOf(header) !== undefined) return;
    const path = chosen.get(normalised(header));
    if (path === null) return;
    const field = path === undefined ? guess(header, fields) : fieldAt(path, fields);
    if (field === undefined) {
      if (path !== undefined)
        problems.push(`The settings send the column “${header}” to “${path}”, which the workflow does not have.`);
      return;
    }
    const other = taken.get(field.path);
    if (other !== undefined) problems.push(`The columns “${other}” and “${header}” both go into “${field.path}”.`);
    taken.set(field.path, header);
    columns.push({ index, header, field });
  });
  const missing = fields.filter(({ path, required }) => required && !taken.has(path)).map(({ path }) => `“${path}”`);
  if (missing.length > 0) problems.push(`No column goes into ${missing.join(', ')}, which every request needs.`);
  return { columns, problems };
}

/** A definition without a data schema takes whatever the settings name. */
function fieldAt(path: string, fields: readonly Field[]): Field | undefined {
  const known = fields.find((field) => field.path === path);
  if (known !== undefined) return known;
  return fields.length === 0 && isPath(path) ? { path, type: 'text', required: false } : undefined;
}

const ID_NAME = /(?:^id|Id|_id)$/;

/** The column that tells one request from another: the first id of the schema that has a column. */
export function identityColumn(columns: readonly MappedColumn[], fields: readonly Field[]): MappedColumn | undefined {
  const rank = ({ field }: MappedColumn): number => fields.findIndex(({ path }) => path === field.path);
  return columns.filter(({ field }) => ID_NAME.test(field.path)).sort((a, b) => rank(a) - rank(b))[0];
}
