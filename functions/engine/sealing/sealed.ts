// One sealed value: AES-256-GCM over its JSON text, bound to document, place and key.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { isObject, type Json, ownValue } from '../../core/json.ts';

export const SEALED = '$sealed';
export const DATA_KEY_BYTES = 32;
export const IV_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** What stands in the place of a value: key id and version, and in base64url the nonce and the ciphertext with its tag. */
export interface Sealed {
  readonly [SEALED]: { readonly k: string; readonly v: number; readonly iv: string; readonly ct: string };
  // What is sealed is JSON too.
  readonly [key: string]: Json;
}

export interface DataKey {
  readonly keyId: string;
  readonly keyVersion: number;
  readonly subject: string;
  readonly bytes: Uint8Array;
}

/** Where the value stands: a value moved elsewhere does not open. */
export interface Place {
  readonly documentId: string;
  readonly pointer: string;
}

/** A defect: what was stored is not what was sealed there. Says where, never what. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  readonly place: Place;
  constructor(place: Place, why: string) {
    super(`the sealed value at ${place.pointer} of ${place.documentId} does not open: ${why}`);
    this.place = place;
  }
}

/** Data from outside that looks sealed: it is refused, for nothing but the sealer makes that form. */
export class SealedFormGiven extends Error {
  override readonly name = 'SealedFormGiven';
  /** JSON pointer to the object that has the reserved key. */
  readonly pointer: string;
  constructor(pointer: string) {
    super(`the key "${SEALED}" is reserved`);
    this.pointer = pointer;
  }
}

/** Where an object has the reserved key, as a JSON pointer; null: nowhere. */
export function sealedFormIn(value: Json): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value) && Object.hasOwn(value, SEALED)) return '';
  for (const [key, item] of Object.entries(value)) {
    const below = sealedFormIn(item as Json);
    if (below !== null) return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}${below}`;
  }
  return null;
}

/** Whether it claims to be sealed; whether it is, opening it shows. */
export const looksSealed = (value: Json | undefined): boolean => isObject(value) && Object.hasOwn(value, SEALED);

/** The parts of a sealed value, or null where it is not formed like one. */
export function sealedParts(value: Json): Sealed[typeof SEALED] | null {
  const parts = ownValue(value, SEALED);
  if (!isObject(value) || Object.keys(value).length !== 1 || !isObject(parts)) return null;
  const { k, v, iv, ct } = parts;
  if (Object.keys(parts).length !== 4 || typeof k !== 'string' || typeof v !== 'number') return null;
  return typeof iv === 'string' && typeof ct === 'string' ? { k, v, iv, ct } : null;
}

/** `iv` is used once only for this key. */
export function sealText(text: string, place: Place, key: DataKey, iv: Uint8Array): Sealed {
  const cipher = createCipheriv(CIPHER, key.bytes, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(place, key.keyId, key.keyVersion));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    [SEALED]: {
      k: key.keyId,
      v: key.keyVersion,
      iv: Buffer.from(iv).toString('base64url'),
      ct: sealed.toString('base64url'),
    },
  };
}

export function openText({ iv, ct }: Sealed[typeof SEALED], place: Place, key: DataKey): string {
  const nonce = Buffer.from(iv, 'base64url');
  const sealed = Buffer.from(ct, 'base64url');
  // Only the one spelling that was written: a value that can be changed and still opens is not the same to a hash.
  const isSpelledSo = nonce.toString('base64url') === iv && sealed.toString('base64url') === ct;
  if (!isSpelledSo || nonce.length !== IV_BYTES || sealed.length < TAG_BYTES)
    throw new SealBroken(place, 'it is not well formed');
  try {
    const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(boundTo(place, key.keyId, key.keyVersion));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    throw new SealBroken(place, 'it was changed, moved, or sealed under another key');
  }
}

const boundTo = ({ documentId, pointer }: Place, keyId: string, keyVersion: number): Buffer =>
  Buffer.from(JSON.stringify(['countersign sealed value', documentId, pointer, keyId, keyVersion]));
