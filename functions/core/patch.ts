// Changes of data: JSON merge patch (RFC 7396), and what a change touched, as JSON pointers.
import type { DataChange } from './instance.ts';
import { isObject, type Json, type JsonObject, jsonEquals, ownValue } from './json.ts';

const CHANGES_MAX = 100;

/** The data with the patch over it; null removes. Keys are own keys, whatever they are called. */
export function mergePatch(data: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map<string, Json>(Object.entries(data));
  for (const [key, value] of Object.entries(patch)) {
    const old = ownValue(data, key);
    if (value === null) merged.delete(key);
    else merged.set(key, isObject(value) ? mergePatch(isObject(old) ? old : {}, value) : value);
  }
  return Object.fromEntries(merged);
}

/** Every value that differs, deepest first named; lists count as one value. At most CHANGES_MAX, then the root stands for all. */
export function changesBetween(from: JsonObject, to: JsonObject): readonly DataChange[] {
  const changes = differences(from, to, '');
  return changes.length <= CHANGES_MAX ? changes : [{ pointer: '', from: null, to: null }];
}

function differences(from: JsonObject, to: JsonObject, at: string): readonly DataChange[] {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return keys.flatMap((key): readonly DataChange[] => {
    const [before, after] = [ownValue(from, key), ownValue(to, key)];
    const pointer = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (jsonEquals(before, after)) return [];
    if (isObject(before) && isObject(after)) return differences(before, after, pointer);
    return [{ pointer, from: before ?? null, to: after ?? null }];
  });
}

/** Whether a change touches what a pointer names: the value itself, something in it, or something it is in. */
export const touches = (change: DataChange, pointer: string): boolean =>
  change.pointer === pointer || change.pointer.startsWith(`${pointer}/`) || pointer.startsWith(`${change.pointer}/`);

/** The changes with the values of these places left out: the audit keeps changes in plain. */
export const withoutValues = (changes: readonly DataChange[], pointers: readonly string[]): readonly DataChange[] =>
  changes.map((change) =>
    pointers.some((pointer) => touches(change, pointer)) ? { ...change, from: null, to: null } : change,
  );
