// Business documents, as native fields in collections that other programs read, write and watch too.
import type { JsonObject } from '../../core/json.ts';
import { type Entropy, type Records, Transient } from '../platform.ts';
import { documentId, isStandIn, lastOf } from './document-id.ts';
import type { Fields, Firestore } from './firestore.ts';
import { BY_NAME } from './pages.ts';
import type { Turns } from './turns.ts';
import { fieldsOf, jsonOfFields, jsonOfNative, text } from './values.ts';

/** Another value with every update made here: a trigger that sees it change looks at this platform's own write. */
const STAMP = '~write';
/** The id of a record whose document cannot be called so. */
const ID = '~id';

/** What the engine keeps in collections of its own; no business record can be there. */
export const ENGINE_COLLECTIONS: ReadonlySet<string> = new Set([
  'instances',
  'definitions',
  'users',
  'routing',
  'metrics',
  'keys',
  'messages',
  'sends',
  'settings',
  'incidents',
]);

/** The collection cannot hold business records, now or later. */
export class RefusedCollection extends Error {
  override readonly name = 'RefusedCollection';
}

export interface RecordsParts {
  readonly turns: Turns;
  readonly entropy: Pick<Entropy, 'id'>;
  readonly firestore: Firestore;
}

export const createRecords = ({ firestore, turns, entropy }: RecordsParts): Records => ({
  get: async (collection, id) => {
    const path = pathTo(collection, id);
    const stored = (await firestore.get([path])).documents.get(path);
    return stored === undefined ? null : recordIn(stored.fields);
  },
  update: async (collection, id, change) => {
    const path = pathTo(collection, id);
    return turns.at(path, updating({ firestore, path, marks: marksOf(id, entropy.id()), change }));
  },
  list: async (collection, limit) => {
    const found = await firestore.query({ collection: checked(collection), filters: [], orders: BY_NAME, limit });
    return found.map(({ path, fields }) => ({
      id: recordId(lastOf(path), fields[ID]?.stringValue),
      record: recordIn(fields),
    }));
  },
});

interface Updating {
  readonly firestore: Firestore;
  readonly path: string;
  readonly marks: Fields;
  readonly change: (record: JsonObject | null) => JsonObject;
}

/** One try after the other of the same update. */
function updating({ firestore, path, marks, change }: Updating): () => Promise<JsonObject | 'conflict'> {
  /** The state on which a write of ours had no answer. */
  let unanswered: { readonly on: string | undefined } | null = null;

  return async () => {
    const stored = (await firestore.get([path])).documents.get(path);
    if (stored?.fields[STAMP]?.stringValue === marks[STAMP]?.stringValue) return recordIn(stored?.fields ?? {});
    // Whether ours came before the one found here, nobody can tell.
    if (unanswered !== null && unanswered.on !== stored?.updateTime)
      throw new Transient('an update of a record had no answer, and another one came after it');
    const record = stored === undefined ? null : recordIn(stored.fields);
    const after = change(record);
    if (after === record) return after;
    const fields = { ...fieldsOf(after, stored?.fields), ...marks };
    const precondition = stored === undefined ? { exists: false as const } : { updateTime: stored.updateTime };
    try {
      const done = await firestore.commit([{ kind: 'set', path, fields, precondition }]);
      return done === 'conflict' ? done : recordIn(fields);
    } catch (error) {
      if (!(error instanceof Transient)) throw error;
      unanswered = { on: stored?.updateTime };
      return 'conflict';
    }
  };
}

const marksOf = (id: string, stamp: string): Fields => ({
  [STAMP]: text(stamp),
  // JSON rather than the text itself, which may be no text that Firestore takes.
  ...(isStandIn(documentId(id)) ? { [ID]: text(JSON.stringify(id)) } : {}),
});

const pathTo = (collection: string, id: string): string => `${checked(collection)}/${documentId(id)}`;

function checked(collection: string): string {
  if (ENGINE_COLLECTIONS.has(collection))
    throw new RefusedCollection(`"${collection}" is the engine's own: keep business records in another collection`);
  if (documentId(collection) !== collection)
    throw new RefusedCollection('a collection of business records has a name of 1 to 1500 bytes without "/"');
  return collection;
}

const withoutMarks = <T extends object>(fields: T): T => {
  const { [STAMP]: _stamp, [ID]: _id, ...rest } = fields as Record<string, unknown>;
  return rest as T;
};
const recordIn = (fields: Fields): JsonObject => jsonOfFields(withoutMarks(fields));

/** The record in what a trigger's snapshot answers. */
export const recordOf = (native: object): JsonObject => jsonOfNative(withoutMarks(native)) as JsonObject;

/** The record's id by that of its document, for what a trigger is told. */
export const recordIdOf = (id: string, native: object): string => recordId(id, markIn(native, ID));

/** Whether what changed a document from the one state to the other was an update made here. */
export function isOwnWrite(before: object | undefined, after: object | undefined): boolean {
  const stamp = markIn(after, STAMP);
  return stamp !== undefined && stamp !== markIn(before, STAMP);
}

function markIn(native: object | undefined, name: string): string | undefined {
  const mark: unknown = native !== undefined && Object.hasOwn(native, name) ? Reflect.get(native, name) : undefined;
  return typeof mark === 'string' ? mark : undefined;
}

const recordId = (id: string, mark: string | null | undefined): string =>
  isStandIn(id) && typeof mark === 'string' ? (JSON.parse(mark) as string) : id;
