// JSON pointers as places of values: whether one lies within another, and a value replaced at one.
import { isObject, type Json, ownValue } from '../../core/json.ts';

const POINTER = /^(?:\/(?:[^/~]|~[01])*)*$/;

/** The keys of a pointer (RFC 6901). Throws where it is none. */
export function keysOf(pointer: string): readonly string[] {
  if (!POINTER.test(pointer)) throw new TypeError(`"${pointer}" is no JSON pointer`);
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Whether the place is `outer` or lies below it. */
export const isWithin = (pointer: string, outer: string): boolean =>
  pointer === outer || pointer.startsWith(`${outer}/`);

export const valueUnder = (root: Json, keys: readonly string[]): Json | undefined =>
  keys.reduce<Json | undefined>((value, key) => ownValue(value, key), root);

/** The root with another value at the place, which must exist. Shares all that lies beside the way there. */
export function replaceUnder(root: Json, keys: readonly string[], value: Json): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const replaced = replaceUnder(ownValue(root, key) as Json, rest, value);
  if (Array.isArray(root)) return root.with(Number(key), replaced) as Json[];
  // A computed key is always an own one, "__proto__" too.
  return isObject(root) ? { ...root, [key]: replaced } : root;
}
