// Wrapped data keys: a document a subject with all its keys, and one a key by its id, which outlives its destruction.
import type { StoredKey, SubjectKeys } from '../platform.ts';
import { documentId } from './document-id.ts';
import type { Fields, Firestore, FirestoreDocument, Write } from './firestore.ts';
import type { Turns } from './turns.ts';
import { flag, int, intOf, list, map, text, textOf } from './values.ts';

const COLLECTION = 'keys';
/** The prefixes keep the two kinds of documents apart. */
const subjectPath = (subject: string): string => `${COLLECTION}/${documentId(`of:${subject}`)}`;
const keyPath = ({ keyId, keyVersion }: Pick<StoredKey, 'keyId' | 'keyVersion'>): string =>
  `${COLLECTION}/${documentId(`id:${keyId}:${keyVersion}`)}`;
/** Only the documents of subjects have it, so that listing by it lists nothing else. */
const SUBJECT = 'subject';
const OWNER = 'owner';
const DESTROYED = 'destroyed';

const fieldsOfKey = ({ keyId, keyVersion, wrapped, version }: StoredKey): Fields => ({
  keyId: text(keyId),
  keyVersion: int(keyVersion),
  wrapped: text(wrapped),
  version: text(version),
});

const keyIn = (fields: Fields, subject: string): StoredKey => ({
  keyId: textOf(fields.keyId),
  keyVersion: intOf(fields.keyVersion) ?? 0,
  subject,
  wrapped: textOf(fields.wrapped),
  version: textOf(fields.version),
});

/** Oldest first. */
const keysIn = (document: FirestoreDocument | undefined): readonly StoredKey[] =>
  (document?.fields.keys?.arrayValue?.values ?? [])
    .map(({ mapValue }) => keyIn(mapValue?.fields ?? {}, textOf(document?.fields[SUBJECT])))
    .sort((a, b) => a.keyVersion - b.keyVersion);

export interface SubjectKeysParts {
  readonly turns: Turns;
  readonly firestore: Firestore;
}

export function createSubjectKeys({ firestore, turns }: SubjectKeysParts): SubjectKeys {
  const read = async (path: string): Promise<FirestoreDocument | undefined> =>
    (await firestore.get([path])).documents.get(path);

  return {
    get: async (subject) => keysIn(await read(subjectPath(subject))).at(-1) ?? null,
    create: async (key) => {
      const path = subjectPath(key.subject);
      return turns.at(path, async () => {
        const stored = await read(path);
        const before = keysIn(stored);
        const same = before.find(({ keyVersion }) => keyVersion === key.keyVersion);
        if (same !== undefined) return same;
        const keys = list([...before, key].map((one) => map(fieldsOfKey(one))));
        const done = await firestore.commit([
          { kind: 'set', path, fields: { [SUBJECT]: text(key.subject), keys }, precondition: stateOf(stored) },
          {
            kind: 'set',
            path: keyPath(key),
            fields: { ...fieldsOfKey(key), [OWNER]: text(key.subject) },
            precondition: { exists: false },
          },
        ]);
        return done === 'conflict' ? done : key;
      });
    },
    find: async (keyId, keyVersion) => {
      const fields = (await read(keyPath({ keyId, keyVersion })))?.fields;
      if (fields === undefined) return null;
      return fields[DESTROYED] === undefined ? keyIn(fields, textOf(fields[OWNER])) : 'destroyed';
    },
    destroy: async (subject) => {
      const path = subjectPath(subject);
      return turns.at(path, async () => {
        const stored = await read(path);
        if (stored === undefined) return 0;
        const keys = keysIn(stored);
        const done = await firestore.commit([
          { kind: 'delete', path, precondition: stateOf(stored) },
          ...keys.map(destroyed),
        ]);
        return done === 'conflict' ? done : keys.length;
      });
    },
    list: async (after, limit) => {
      const found = await firestore.query({
        collection: COLLECTION,
        filters: [],
        orders: [{ field: SUBJECT, direction: 'ASCENDING' }],
        limit,
        select: [SUBJECT],
        ...(after === null ? {} : { startAfter: [text(after)] }),
      });
      return found.map(({ fields }) => textOf(fields[SUBJECT]));
    },
  };
}

const stateOf = (stored: FirestoreDocument | undefined) =>
  stored === undefined ? { exists: false as const } : { updateTime: stored.updateTime };

/** The document stays, so that what the key sealed is known to be erased and not taken for broken. */
const destroyed = (key: StoredKey): Write => ({ kind: 'set', path: keyPath(key), fields: { [DESTROYED]: flag(true) } });
