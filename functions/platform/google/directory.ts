// The people, as native fields: rules and other programs read them too, and may keep fields of their own beside them.
import type { JsonObject } from '../../core/json.ts';
import { addressKey, type User, userSchema } from '../../core/user.ts';
import type { DirectoryStore, Log } from '../platform.ts';
import { documentId, lastOf } from './document-id.ts';
import type { Fields, Filter, Firestore, FirestoreDocument } from './firestore.ts';
import { allOf, BY_NAME } from './pages.ts';
import type { Turns } from './turns.ts';
import { fieldsOf, isFindable, jsonOfFields, pathOf, TEXT_FIELD, text } from './values.ts';

const COLLECTION = 'users';
/** What an address is found by. */
const EMAIL_LOWER = 'emailLower';
const USER_FIELDS = Object.keys(userSchema.shape);
/** An upsert replaces these and leaves everything else. */
const MASK = [...USER_FIELDS, EMAIL_LOWER, TEXT_FIELD].map((name) => pathOf(name));

/** The user in the fields of their document; null: somebody changed them into what is no user. */
export const decodeUser = (fields: Fields): User | null => read(fields).data ?? null;

function read(fields: Fields): ReturnType<typeof userSchema.safeParse> {
  const stored: JsonObject = jsonOfFields(fields);
  const known = USER_FIELDS.filter((name) => Object.hasOwn(stored, name) && stored[name] !== null);
  return userSchema.safeParse(Object.fromEntries(known.map((name) => [name, stored[name]])));
}

export interface DirectoryParts {
  readonly turns: Turns;
  readonly firestore: Firestore;
  readonly log: Log;
}

export function createDirectory({ firestore, log, turns }: DirectoryParts): DirectoryStore {
  /** Whoever is no valid user is nobody, and does not keep the others from working. */
  function usersIn(documents: Iterable<FirestoreDocument>): readonly User[] {
    const users: User[] = [];
    for (const { path, fields } of documents) {
      const { data, error } = read(fields);
      if (data !== undefined) users.push(data);
      // The places and not the values, which are personal.
      else log.write('error', 'user_invalid', { userId: lastOf(path), fields: placesOf(error?.issues ?? []) });
    }
    return users;
  }
  /** The second already says that it proves nobody. What cannot be found by is nobody's. */
  const whose = async (field: string, value: string): Promise<readonly User[]> => {
    if (!isFindable(value)) return [];
    const filters: readonly Filter[] = [{ field, op: 'EQUAL', value: text(value) }];
    return usersIn(await firestore.query({ collection: COLLECTION, filters, orders: BY_NAME, limit: 2 }));
  };
  const where = async (field: string, op: Filter['op'], value: string): Promise<readonly User[]> =>
    usersIn(await allOf(firestore, { collection: COLLECTION, filters: [{ field, op, value: text(value) }] }));

  return {
    users: async (ids) => {
      const paths = [...new Set(ids)].sort().map((id) => `${COLLECTION}/${documentId(id)}`);
      if (paths.length === 0) return [];
      const { documents } = await firestore.get(paths);
      return usersIn(paths.map((path) => documents.get(path)).filter((document) => document !== undefined));
    },
    members: (role) => where('roles', 'ARRAY_CONTAINS', role),
    all: async () => usersIn(await allOf(firestore, { collection: COLLECTION })),
    findByEmail: async (email) => {
      const found = await whose(EMAIL_LOWER, addressKey(email));
      // Another program may have changed the address and not what it is found by: the old one proves nobody.
      return found.filter((user) => addressKey(user.email) === addressKey(email));
    },
    findByPhone: (phone) => whose('phone', phone),
    upsert: async (user) => {
      const fields = { ...fieldsOf(user), [EMAIL_LOWER]: text(addressKey(user.email)) };
      const path = `${COLLECTION}/${documentId(user.id)}`;
      await turns.at(path, () => firestore.commit([{ kind: 'set', path, fields, mask: MASK }]));
    },
  };
}

const placesOf = (issues: readonly { readonly path: readonly PropertyKey[] }[]): readonly string[] =>
  issues.map(({ path }) => path.join('.'));
