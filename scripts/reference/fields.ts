// The objects and fields of the definition language, found by walking its JSON Schema.
import { definitionJsonSchema } from '../../functions/core/definition/schema.ts';

/** As much of a JSON Schema as the walk reads. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

export interface Field {
  /** "approval.policy": the object it is in, a dot, its name. */
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** As JSON; absent where there is none, or where the description says it. */
  readonly fallback?: string;
  readonly meaning: string;
}
/** Fields by the object they are in: "definition", "step", "approval", "step.escalation.levels", … */
export type Language = ReadonlyMap<string, readonly Field[]>;

const STEPS = 'definition.steps';

export function languageOf(root = definitionJsonSchema() as Schema): Language {
  const language = new Map<string, Field[]>();
  const kinds = root.properties?.steps?.items?.oneOf ?? [];
  walk(root, 'definition', language);
  const [first, ...others] = kinds;
  const isCommon = (name: string): boolean =>
    others.every((kind) => JSON.stringify(kind.properties?.[name]) === JSON.stringify(first?.properties?.[name]));
  for (const kind of kinds) {
    const names = Object.keys(kind.properties ?? {});
    if (kind === first) walk(only(kind, names.filter(isCommon)), 'step', language);
    const own = only(
      kind,
      names.filter((name) => !isCommon(name)),
    );
    walk(own, String(kind.properties?.type?.const), language);
  }
  for (const name of ['condition', 'comparison']) walk(root.$defs?.[name] ?? {}, name, language);
  return withoutRepetition(language);
}

/** An object that is the same as an earlier one, such as "where" of several kinds of steps, is described once. */
function withoutRepetition(language: Language): Language {
  const seen = new Set<string>();
  return new Map(
    [...language].filter(([, fields]) => {
      const text = JSON.stringify(fields.map(({ path: _path, ...field }) => field));
      return !seen.has(text) && seen.add(text);
    }),
  );
}

const only = (schema: Schema, names: readonly string[]): Schema => ({
  ...schema,
  properties: Object.fromEntries(names.map((name) => [name, schema.properties?.[name] ?? {}])),
});

function walk(schema: Schema, path: string, language: Map<string, Field[]>): void {
  if (schema.$ref !== undefined || path === STEPS) return;
  for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) walk(part, path, language);
  if (schema.items !== undefined) walk(schema.items, path, language);
  if (typeof schema.additionalProperties === 'object' && schema.properties === undefined)
    walk(schema.additionalProperties, path, language);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const field = fieldOf(schema, path, name, property);
    language.set(path, [...(language.get(path) ?? []), field]);
    walk(property, field.path, language);
  }
}

function fieldOf(schema: Schema, path: string, name: string, property: Schema): Field {
  return {
    path: `${path}.${name}`,
    name,
    type: typeOf(property),
    isRequired: schema.required?.includes(name) === true,
    ...(property.default === undefined ? {} : { fallback: JSON.stringify(property.default) }),
    meaning: property.description ?? '',
  };
}

/** The type in words: what may be written there. */
function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return nameOfRef(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(', ');
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts !== undefined) return [...new Set(parts.map(typeOf))].join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  if (schema.type === 'string') return 'text';
  if (schema.type === 'boolean') return 'true or false';
  if (schema.type === 'integer') return 'whole number';
  return typeof schema.type === 'string' ? schema.type : 'any value';
}

const nameOfRef = (ref: string): string => {
  const name = ref.split('/').at(-1) ?? '';
  return name.startsWith('__') ? 'any value' : name;
};
