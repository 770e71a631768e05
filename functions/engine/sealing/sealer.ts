// Seals and opens the data of one document. What was opened and not changed is sealed as it was, to the last byte.
import { type Json, jsonEquals } from '../../core/json.ts';
import type { Keyring } from './keyring.ts';
import { documentSubject, personOf, placesOf, type SealedPlace, type SealingRules, workflowSubject } from './plan.ts';
import { replaceUnder, valueUnder } from './pointer.ts';
import {
  type DataKey,
  looksSealed,
  openText,
  type Place,
  SealBroken,
  SealedFormGiven,
  sealedFormIn,
  sealedParts,
  sealText,
} from './sealed.ts';

export interface Unsealed {
  readonly value: Json;
  /** Pointers whose key is destroyed: there the value is null for ever. */
  readonly erased: readonly string[];
}

export interface Sealer {
  /** Throws SealedFormGiven where any part of the value looks sealed already. */
  seal(value: Json): Promise<Json>;
  /** Throws SealBroken where a sealed value was tampered with. */
  unseal(value: Json): Promise<Unsealed>;
}

export interface SealerOptions {
  readonly documentId: string;
  readonly workflowId: string;
  readonly rules: SealingRules;
  readonly keyring: Keyring;
}

/** A value as it was or is sealed at a place. `subject` null: erased, so whose it was is forgotten. */
interface Known {
  readonly plain: Json;
  readonly subject: string | null;
  readonly sealed: Json;
}
/** Values remembered for one place: its history within one request. */
const KNOWN_MAX = 64;

/** For one document and one request or commit, retries included: it remembers plain values as long as it lives. */
export function createSealer(options: SealerOptions): Sealer {
  const { documentId, workflowId, keyring } = options;
  const places = placesOf(options.rules);
  const memory = new Map<string, Known[]>();
  /** One look-up for each subject, however many values are sealed. */
  const keys = new Map<string, DataKey>();

  function remember(pointer: string, known: Known): void {
    const others = (memory.get(pointer) ?? []).filter(({ plain }) => !jsonEquals(plain, known.plain));
    memory.set(pointer, [known, ...others].slice(0, KNOWN_MAX));
  }

  async function keyOf(subject: string): Promise<DataKey> {
    const key = keys.get(subject) ?? (await keyring.keyOf(subject));
    keys.set(subject, key);
    return key;
  }

  /** `subject` null: the data does not say whose the value is. */
  async function sealedAt({ pointer }: SealedPlace, plain: Json, subject: string | null): Promise<Json> {
    // Whose an unchanged value is may have been erased from the data meanwhile: it stays under the key that it has.
    const isOf = (one: Known) => one.subject === null || subject === null || one.subject === subject;
    const known = memory.get(pointer)?.find((one) => isOf(one) && jsonEquals(one.plain, plain));
    if (known !== undefined) return known.sealed;
    // Personal data of nobody in particular gets a key of its document, so that it can be erased all the same.
    const key = await keyOf(subject ?? documentSubject(documentId));
    const sealed = sealText(JSON.stringify(plain), { documentId, pointer }, key, keyring.nonce());
    remember(pointer, { plain, subject: key.subject, sealed });
    return sealed;
  }

  return {
    seal: async (value) => {
      const given = sealedFormIn(value);
      if (given !== null) throw new SealedFormGiven(given);
      let result = value;
      // Inner places first, so that an outer one holds them sealed.
      for (const place of places.toReversed()) {
        const plain = valueUnder(result, place.keys);
        if (plain === undefined) continue;
        const subject = place.subject === null ? workflowSubject(workflowId) : personOf(place.subject, value);
        const sealed = await sealedAt(place, plain, subject);
        result = replaceUnder(result, place.keys, sealed);
      }
      return result;
    },
    unseal: async (value) => {
      const erased: string[] = [];
      let result = value;
      for (const place of places) {
        const sealed = valueUnder(result, place.keys);
        // Data that was stored before its definition's engine sealed stays readable.
        if (sealed === undefined || !looksSealed(sealed)) continue;
        const open = await opened(keyring, { documentId, pointer: place.pointer }, sealed);
        if (open === null) erased.push(place.pointer);
        const known: Known = { ...(open ?? { plain: null, subject: null }), sealed };
        remember(place.pointer, known);
        result = replaceUnder(result, place.keys, known.plain);
      }
      return { value: result, erased };
    },
  };
}

/** The plain value and whose it is, or null where it is erased. */
async function opened(keyring: Keyring, at: Place, sealed: Json): Promise<Omit<Known, 'sealed'> | null> {
  const parts = sealedParts(sealed);
  if (parts === null) throw new SealBroken(at, 'it is not well formed');
  const key = await keyring.findKey(parts.k, parts.v);
  if (key === null) throw new SealBroken(at, 'its key was never there');
  if (key === 'destroyed') return null;
  return { plain: JSON.parse(openText(parts, at, key)) as Json, subject: key.subject };
}
