// Content hashes: SHA-256 over canonical JSON, so that the same content has the same hash everywhere.
import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';

/** SHA-256 of the text, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 of the value's canonical JSON (RFC 8785), in hex. */
export const contentHash = (value: unknown): string => sha256(canonicalize(unshared(value)));

/**
 * Each value at one place only. The library takes an object that stands at two places for a circle when one place's name
 * begins like the other's, as `assignee` and `assignees` do.
 */
const unshared = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(unshared);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unshared(item)]))
    : value;
};

/** The key of an effect: the same for every try of it, and different for every effect. */
export const effectKey = (instanceId: string, effect: { readonly id: string }): string =>
  sha256(`${instanceId}/${effect.id}`);

const INSTANCE_ID_CHARS = 32;
/** An instance's id, made from what may start it once only. */
export const instanceIdOf = (origin: string): string => sha256(origin).slice(0, INSTANCE_ID_CHARS);
