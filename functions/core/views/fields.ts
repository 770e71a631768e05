// The few values of a request that decide, for whoever has to: in tasks and in messages alike.
import { hiddenPointers } from '../definition/hidden.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import { isObject, type Json, type JsonObject, ownValue } from '../json.ts';

/** One of the few values that decide, unformatted: reader's language and time zone come with the rendering. */
export interface Field {
  readonly label: string;
  readonly value: string | number | boolean;
  readonly format?: 'date' | 'date-time';
  /** ISO 4217 code: the value is an amount of money. */
  readonly currency?: string;
}

export const FIELDS_MAX = 6;

const ID_NAME = /(^id|Id|_id)$/;
const MONEY_NAME = /(amount|cost|price|fee)$/i;
const CURRENCY = /^[A-Z]{3}$/;

/**
 * The top-level values that decide, at most FIELDS_MAX: the request's own id, then numbers, then other ids, then the rest,
 * each in the order of the data schema (its required properties first). Without a schema, in the order of the data.
 */
export function fieldsOf(schema: JsonObject | undefined, data: JsonObject): readonly Field[] {
  const known = orderedNames(schema, data).filter((name) => isScalar(ownValue(data, name)));
  const ownId = known.find((name) => ID_NAME.test(name));
  const rank = (name: string): number => {
    if (name === ownId) return 0;
    if (typeof data[name] === 'number') return 1;
    return ID_NAME.test(name) ? 2 : 3;
  };
  return known
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, FIELDS_MAX)
    .map((name) => fieldOf(name, ownValue(ownValue(schema, 'properties'), name), data));
}

/** What people call the request: its own id, where it has one that is nobody's secret. */
export function titleOf(
  definition: Pick<WorkflowDefinition, 'data' | 'sensitive' | 'personal'>,
  data: JsonObject,
): string | undefined {
  const hidden = hiddenPointers(definition);
  const ownId = orderedNames(definition.data, data).find(
    (name) => ID_NAME.test(name) && isScalar(ownValue(data, name)),
  );
  return ownId === undefined || hidden.includes(`/${ownId}`) ? undefined : String(ownValue(data, ownId));
}

function orderedNames(schema: JsonObject | undefined, data: JsonObject): readonly string[] {
  const properties = ownValue(schema, 'properties');
  if (!isObject(properties)) return Object.keys(data);
  const required = ownValue(schema, 'required');
  const first = Array.isArray(required) ? required.filter((name) => Object.hasOwn(properties, name)) : [];
  return [...new Set<string>([...first, ...Object.keys(properties)])].filter((name) => isReadable(properties[name]));
}

/** Links and encoded files tell a reader nothing in one line. */
function isReadable(property: Json | undefined): boolean {
  const format = ownValue(property, 'format');
  const link = typeof format === 'string' && format.startsWith('uri');
  return !link && ownValue(property, 'contentEncoding') === undefined;
}

const isScalar = (value: Json | undefined): value is string | number | boolean =>
  typeof value === 'number' || typeof value === 'boolean' || textOf(value) !== undefined;

function fieldOf(name: string, property: Json | undefined, data: JsonObject): Field {
  const value = data[name] as Field['value'];
  const format = ownValue(property, 'format');
  const currency = ownValue(data, 'currency');
  const isMoney = typeof value === 'number' && MONEY_NAME.test(name);
  return {
    label: textOf(ownValue(property, 'title')) ?? labelOf(name),
    value,
    ...(format === 'date' || format === 'date-time' ? { format } : {}),
    ...(isMoney && typeof currency === 'string' && CURRENCY.test(currency) ? { currency } : {}),
  };
}

/** "totalAmount" → "Total amount", "orderId" → "Order ID". */
export function labelOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
    .map((word) => (/^id$/i.test(word) ? 'ID' : word.toLowerCase()));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;
