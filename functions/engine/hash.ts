// Content hashes: SHA-256 over canonical JSON, so that the same content has the same hash everywhere.
import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';

/** SHA-256 of the text, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 of the value's canonical JSON (RFC 8785), in hex. */
export const contentHash = (value: unknown): string => sha256(canonicalize(value));
