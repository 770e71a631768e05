// Content hashes: SHA-256 over canonical JSON, so that the same content has the same hash everywhere.
import { createHash } from 'node:crypto';

/** SHA-256 of the text, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 of the value's canonical JSON, in hex. */
export const contentHash = (value: unknown): string => sha256(canonical(value));

/**
 * Canonical JSON (RFC 8785): keys in the order of their UTF-16 units, numbers and texts as JSON.stringify writes them, which
 * is what the RFC asks for. Every commit hashes its entry and its command, so it is worth one pass without a copy.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const object = value as Readonly<Record<string, unknown>>;
  const fields: string[] = [];
  for (const key of Object.keys(object).sort())
    if (object[key] !== undefined) fields.push(`${JSON.stringify(key)}:${canonical(object[key])}`);
  return `{${fields.join(',')}}`;
}

/** The key of an effect: the same for every try of it, and different for every effect. */
export const effectKey = (instanceId: string, effect: { readonly id: string }): string =>
  sha256(`${instanceId}/${effect.id}`);

const INSTANCE_ID_CHARS = 32;
/** An instance's id, made from what may start it once only. */
export const instanceIdOf = (origin: string): string => sha256(origin).slice(0, INSTANCE_ID_CHARS);
