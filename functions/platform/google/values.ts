// JSON as Firestore's own values and back, for documents that people and other programs read and write too.
import type { protos } from '@google-cloud/firestore-api';
import { isObject, type Json, type JsonObject, jsonEquals } from '../../core/json.ts';
import type { Fields } from './firestore.ts';

/** As the generated client takes and answers it. */
export type Value = protos.google.firestore.v1.IValue;

/** Field names that begin so are this platform's own; JSON with such a key keeps it in the text. */
const OWN_PREFIX = '~';
/** Holds, as JSON text, the part of a map that Firestore cannot hold as values. */
export const TEXT_FIELD = '~json';
const NAME_BYTES_MAX = 1_500;
/** Firestore refuses 1,500, of which it takes some for itself. */
const FINDABLE_BYTES_MAX = 1_400;
/** Firestore takes 20; one less leaves no doubt about where the counting begins. */
const DEPTH_MAX = 19;
/** The type mark of a vector, which is a map on the wire. */
const VECTOR = '__vector__';
const NULL: Value = { nullValue: 0 };

/**
 * The object as fields, native wherever Firestore can hold it. As in JSON text, undefined is absent, -0 is 0 and what
 * is not finite is null. With `stored`, a part that still says the same keeps the value it has, so that a timestamp or
 * reference of another program survives a change beside it.
 */
export const fieldsOf = (object: object, stored?: Fields): Fields => fieldsAt(object as JsonObject, 0, stored);

/** The fields as an object with own keys only. Whatever the fields say natively goes before the text. */
export const jsonOfFields = (fields: Fields): JsonObject =>
  restored(Object.entries(fields).map(([name, value]) => [name, jsonOf(value)]));

function fieldsAt(object: JsonObject, depth: number, stored: Fields | undefined): Fields {
  const fields: [string, Value][] = [];
  const text: [string, Json][] = [];
  for (const [name, json] of Object.entries(object) as [string, Json | undefined][]) {
    if (json === undefined) continue;
    const before = stored !== undefined && Object.hasOwn(stored, name) ? stored[name] : undefined;
    const value = isName(name) ? valueAt(json, depth + 1, before) : undefined;
    if (value === undefined) text.push([name, json]);
    else fields.push([name, value]);
  }
  if (text.length > 0) fields.push([TEXT_FIELD, { stringValue: JSON.stringify(Object.fromEntries(text)) }]);
  return Object.fromEntries(fields);
}

/** undefined: Firestore cannot hold it there, so the nearest map keeps it as text. */
function valueAt(json: Json | undefined, depth: number, stored?: Value): Value | undefined {
  if (stored !== undefined && jsonEquals(jsonOf(stored), json)) return stored;
  if (typeof json === 'string') return json.isWellFormed() ? { stringValue: json } : undefined;
  if (typeof json === 'boolean') return { booleanValue: json };
  if (typeof json === 'number') return numberValue(json);
  if (typeof json !== 'object' || json === null) return NULL;
  if (depth > DEPTH_MAX) return undefined;
  if (isObject(json)) return { mapValue: { fields: fieldsAt(json, depth, stored?.mapValue?.fields ?? undefined) } };
  const values: Value[] = [];
  for (const item of json) {
    const value = Array.isArray(item) ? undefined : valueAt(item, depth + 1);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return { arrayValue: { values } };
}

function numberValue(number: number): Value {
  if (!Number.isFinite(number)) return NULL;
  return Number.isSafeInteger(number) ? { integerValue: number + 0 } : { doubleValue: number };
}

const isName = (name: string): boolean =>
  name !== '' &&
  !name.startsWith(OWN_PREFIX) &&
  !(name.length >= 4 && name.startsWith('__') && name.endsWith('__')) &&
  name.isWellFormed() &&
  Buffer.byteLength(name) <= NAME_BYTES_MAX;

function jsonOf(value: Value): Json {
  if (typeof value.stringValue === 'string') return value.stringValue;
  if (typeof value.booleanValue === 'boolean') return value.booleanValue;
  // The client answers 64-bit numbers as text; beyond 2^53 they are rounded, as JSON.parse does.
  if (isThere(value.integerValue)) return Number(String(value.integerValue));
  if (typeof value.doubleValue === 'number') return finite(value.doubleValue);
  if (isThere(value.mapValue)) return jsonOfMap(value.mapValue.fields ?? {});
  if (isThere(value.arrayValue)) return (value.arrayValue.values ?? []).map(jsonOf);
  if (isThere(value.timestampValue)) return isoTime(value.timestampValue);
  if (typeof value.referenceValue === 'string') return value.referenceValue.replace(/^.*?\/documents\//, '');
  if (isThere(value.geoPointValue)) return geoPoint(value.geoPointValue);
  if (isThere(value.bytesValue)) return base64(value.bytesValue);
  return null;
}

function jsonOfMap(fields: Fields): Json {
  const isVector = fields.__type__?.stringValue === VECTOR && fields.value !== undefined;
  return isVector ? jsonOf(fields.value as Value) : jsonOfFields(fields);
}

/**
 * The same for what a Firestore trigger's snapshot answers. The library's classes are known by what they can do, so
 * that nothing of it is imported.
 */
export function jsonOfNative(native: unknown): Json {
  if (typeof native === 'string' || typeof native === 'boolean') return native;
  if (typeof native === 'number') return finite(native);
  if (typeof native === 'bigint') return Number(native);
  if (typeof native !== 'object' || native === null) return null;
  if (Array.isArray(native)) return native.map(jsonOfNative);
  if (native instanceof Uint8Array) return base64(native);
  return isPlain(native) ? jsonOfEntries(native) : jsonOfInstance(native);
}

const jsonOfEntries = (native: object): JsonObject =>
  restored(Object.entries(native).map(([name, value]) => [name, jsonOfNative(value)]));

/** What the library's objects have of use here, each of them some of it. */
interface NativeInstance {
  readonly toDate?: () => Date;
  readonly toArray?: () => readonly number[];
  readonly path?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

function jsonOfInstance(native: NativeInstance): Json {
  if (native instanceof Date) return native.toISOString();
  if (typeof native.toDate === 'function') return native.toDate().toISOString();
  if (typeof native.toArray === 'function') return native.toArray().map(finite);
  if (typeof native.latitude === 'number') return geoPoint(native);
  return typeof native.path === 'string' ? native.path : jsonOfEntries(native);
}

/** Of class Object, of this realm or another, or of none. */
function isPlain(native: object): boolean {
  const prototype = Object.getPrototypeOf(native);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Entries become own keys, whatever they are called. */
function restored(entries: readonly (readonly [string, Json])[]): JsonObject {
  const text = parsed(entries.find(([name]) => name === TEXT_FIELD)?.[1]);
  if (text === null) return Object.fromEntries(entries);
  return Object.fromEntries([...Object.entries(text), ...entries.filter(([name]) => name !== TEXT_FIELD)]);
}

/** null: it is no text of ours, and stays the field that it is. */
function parsed(text: Json | undefined): JsonObject | null {
  if (typeof text !== 'string') return null;
  try {
    const object: unknown = JSON.parse(text);
    return isObject(object) ? object : null;
  } catch {
    return null;
  }
}

const isThere = <T>(part: T | null | undefined): part is T => part !== null && part !== undefined;
const finite = (number: number): number | null => (Number.isFinite(number) ? number : null);
const base64 = (bytes: Uint8Array | string): string =>
  typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('base64');
const geoPoint = (point: { readonly latitude?: number | null; readonly longitude?: number | null }): JsonObject => ({
  latitude: point.latitude ?? 0,
  longitude: point.longitude ?? 0,
});
const isoTime = ({ seconds, nanos }: protos.google.protobuf.ITimestamp): string =>
  new Date(Number(String(seconds ?? 0)) * 1_000 + Math.floor((nanos ?? 0) / 1e6)).toISOString();

/** Whether a text can be found by: Firestore refuses a query for any other one, and no index holds it whole. */
export const isFindable = (value: string): boolean =>
  value.isWellFormed() && Buffer.byteLength(value) <= FINDABLE_BYTES_MAX;

export const text = (value: string): Value => ({ stringValue: value });
export const int = (value: number): Value => ({ integerValue: value });
export const flag = (value: boolean): Value => ({ booleanValue: value });
export const time = (ms: number): Value => ({
  timestampValue: { seconds: Math.floor(ms / 1_000), nanos: (ms % 1_000) * 1e6 },
});
export const list = (values: readonly Value[]): Value => ({ arrayValue: { values: [...values] } });
export const map = (fields: Readonly<Record<string, Value>>): Value => ({ mapValue: { fields } });
/** A document by its path from the root of the database. */
export const reference = (path: string): Value => ({ referenceValue: path });

/** The text of a field; a defect where it is none, as only this project writes these documents. */
export function textOf(value: Value | undefined): string {
  if (typeof value?.stringValue !== 'string') throw new Error('a stored field is not the text that was written there');
  return value.stringValue;
}
/** The number of a field, or null where there is none. */
export const intOf = (value: Value | undefined): number | null =>
  value?.integerValue == null ? null : Number(value.integerValue);

/** A path to a field within maps, whatever the names are. */
export const pathOf = (...names: readonly string[]): string =>
  names.map((name) => (/^[A-Za-z_]\w*$/.test(name) ? name : `\`${name.replace(/[\\`]/g, '\\$&')}\``)).join('.');
