// JSON values and the few questions asked of them. Only own keys are ever followed.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value under an own key (or array index), or undefined. */
export function ownValue(value: unknown, key: string): Json | undefined {
  if (Array.isArray(value)) return /^\d{1,6}$/.test(key) ? (value[Number(key)] as Json | undefined) : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The value at a dotted path, or undefined where any part is missing. */
export function valueAt(root: unknown, path: string): Json | undefined {
  let value: Json | undefined = root as Json;
  for (const key of path.split('.')) {
    value = ownValue(value, key);
    if (value === undefined) return undefined;
  }
  return value;
}

/** The value at a JSON pointer (RFC 6901), or undefined. */
export const valueAtPointer = (root: unknown, pointer: string): Json | undefined =>
  pointer === ''
    ? (root as Json)
    : pointer
        .slice(1)
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
        .reduce<Json | undefined>((value, key) => ownValue(value, key), root as Json);

/** Deep equality; the order of keys does not matter. */
export function jsonEquals(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => jsonEquals(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && jsonEquals(a[key], b[key]))
  );
}

/** Depth of nesting: 0 for a plain value, 1 for a flat object. Stops counting above `depthMax`. */
export function depthOf(value: unknown, depthMax: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depthMax <= 0) return 1;
  let deepest = 0;
  for (const item of Object.values(value)) deepest = Math.max(deepest, depthOf(item, depthMax - 1));
  return deepest + 1;
}

/** Size of the value as UTF-8 JSON text, in bytes. */
export function bytesOf(value: unknown): number {
  const text = JSON.stringify(value) ?? '';
  // Most text is plain ASCII, which the pattern tells far faster than a walk over its units.
  if (!/[^\0-\x7f]/.test(text)) return text.length;
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // A surrogate pair is two units and four bytes; every other unit above 0x7ff is three bytes.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

/** A small stable hash (FNV-1a, 32 bit) to break ties the same way everywhere; not for security. */
export function tieHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
