// Content hashes: SHA-256 over canonical JSON, so that the same content has the same hash everywhere.
import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';

/** SHA-256 of the text, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 of the value's canonical JSON (RFC 8785), in hex. */
export const contentHash = (value: unknown): string => sha256(canonicalize(value));

/** The key of an effect: the same for every try of it, and different for every effect. */
export const effectKey = (instanceId: string, effect: { readonly id: string }): string =>
  sha256(`${instanceId}/${effect.id}`);

const INSTANCE_ID_CHARS = 32;
/** An instance's id, made from what may start it once only. */
export const instanceIdOf = (origin: string): string => sha256(origin).slice(0, INSTANCE_ID_CHARS);
