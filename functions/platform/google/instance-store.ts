// Instances and their audit in Firestore: one document an instance, committed together with one audit entry.
import type { User } from '../../core/user.ts';
import { pageTokenOf } from '../node/page-token.ts';
import type { Commit, InstancePage, InstanceQuery, InstanceStore } from '../platform.ts';
import { documentId, lastOf } from './document-id.ts';
import type { Fields, Firestore, FirestoreDocument, Write } from './firestore.ts';
import {
  auditCollection,
  entryOf,
  entryPath,
  fieldsOfEntry,
  fieldsOfInstance,
  INSTANCES,
  instanceOf,
  instancePath,
  wakeFields,
} from './instance-fields.ts';
import { awaitingQuery, dueQuery, endedQuery, listQuery, meets, overdueQuery } from './instance-query.ts';
import { intOf, isFindable, pathOf, reference } from './values.ts';

export interface InstanceStoreOptions {
  readonly firestore: Firestore;
  /** The person in a document of `users`, as the directory reads it. */
  readonly decodeUser: (fields: Fields) => User | null;
}

export function createInstanceStore({ firestore, decodeUser }: InstanceStoreOptions): InstanceStore {
  const userIn = decodedOnce(decodeUser);
  return {
    read: async (instanceId, userId) => {
      const instance = instancePath(instanceId);
      const person = userId === undefined ? undefined : `users/${documentId(userId)}`;
      const { documents, readAt } = await firestore.get(person === undefined ? [instance] : [instance, person]);
      const found = documents.get(instance);
      const user = person === undefined ? undefined : documents.get(person);
      return {
        stored: found === undefined ? null : { document: instanceOf(found), version: found.updateTime },
        user: user === undefined ? null : userIn(user),
        readAt,
      };
    },
    commit: (commit) => firestore.commit(writesOf(commit)),
    postpone: (instanceId, expected, wakeAt, wakes) =>
      firestore.commit([
        {
          kind: 'set',
          path: instancePath(instanceId),
          fields: wakeFields(wakeAt, wakes),
          mask: ['wakeAt', 'wakes'],
          precondition: { updateTime: expected },
        },
      ]),
    audit: async (instanceId, afterSeq, limit) => {
      const entries = await firestore.query({
        collection: auditCollection(instanceId),
        filters: [],
        orders: [{ field: '__name__', direction: 'ASCENDING' }],
        startAfter: [reference(entryPath(instanceId, afterSeq))],
        limit,
      });
      return entries.map(entryOf);
    },
    due: async (now, limit) => (await firestore.query(dueQuery(now, limit))).map(({ path }) => lastOf(path)),
    list: (asked) => listPage(firestore, asked),
    ended: async (asked) => {
      const found = await firestore.query(endedQuery(asked, asked.pageSize + 1));
      return pageOf(found.slice(0, asked.pageSize), found.length > asked.pageSize, 'endedAt');
    },
    overdue: async (asked) => {
      const found = await firestore.query(overdueQuery(asked, asked.pageSize + 1));
      return pageOf(found.slice(0, asked.pageSize), found.length > asked.pageSize, 'dueAt');
    },
    awaiting: async (handle) => {
      const [found] = isFindable(handle) ? await firestore.query(awaitingQuery(handle)) : [];
      return found === undefined ? null : lastOf(found.path);
    },
    openCounts: (userIds) => openCounts(firestore, [...new Set(userIds)]),
  };
}

const USERS_MAX = 1_000;

/** A person is read with each of their decisions and changes rarely: each state of the document is decoded once. */
function decodedOnce(decodeUser: InstanceStoreOptions['decodeUser']): (document: FirestoreDocument) => User | null {
  const known = new Map<string, { readonly updateTime: string; readonly user: User | null }>();
  return ({ path, fields, updateTime }) => {
    const before = known.get(path);
    if (before?.updateTime === updateTime) return before.user;
    const user = decodeUser(fields);
    if (known.size >= USERS_MAX) known.clear();
    known.set(path, { updateTime, user });
    return user;
  };
}

/** Sums under way at once: each is a call of its own. */
const SUMS_MAX = 20;

async function openCounts(firestore: Firestore, people: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const counts: [string, number][] = [];
  for (let from = 0; from < people.length; from += SUMS_MAX) {
    const some = people.slice(from, from + SUMS_MAX);
    const fields = some.map((id) => pathOf('openTasks', id));
    const sums = await firestore.sum({ collection: INSTANCES, filters: [] }, fields);
    sums.forEach((open, i) => {
      if (open > 0) counts.push([some[i] ?? '', open]);
    });
  }
  return Object.fromEntries(counts);
}

/** The document against what was read, and the entry against ever having been written. */
function writesOf({ instanceId, expected, document, entry }: Commit): readonly Write[] {
  return [
    {
      kind: 'set',
      path: instancePath(instanceId),
      fields: fieldsOfInstance(document),
      precondition: expected === null ? { exists: false } : { updateTime: expected },
    },
    {
      kind: 'set',
      path: entryPath(instanceId, entry.seq),
      fields: fieldsOfEntry(entry),
      precondition: { exists: false },
    },
  ];
}

/** Queries for one page whose filters Firestore cannot all apply; then a page may be short and still have a next one. */
const ROUNDS_MAX = 5;

async function listPage(firestore: Firestore, asked: InstanceQuery): Promise<InstancePage> {
  const page: FirestoreDocument[] = [];
  let { pageToken } = asked;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const limit = asked.pageSize + 1;
    const { query, rest } = listQuery({ ...asked, ...(pageToken === undefined ? {} : { pageToken }) }, limit);
    const found = await firestore.query(query);
    const wanted = found.filter(({ fields }) => rest.every((filter) => meets(fields, filter)));
    const room = asked.pageSize - page.length;
    page.push(...wanted.slice(0, room));
    if (wanted.length > room) return pageOf(page, true, 'startedAt');
    const last = found.at(-1);
    if (found.length < limit || last === undefined) return pageOf(page, false, 'startedAt');
    pageToken = tokenOf(last, 'startedAt');
  }
  return { instances: page.map(instanceOf), nextPageToken: pageToken ?? null };
}

/** What a list is in the order of. */
type TimeField = 'startedAt' | 'endedAt' | 'dueAt';

const tokenOf = ({ path, fields }: FirestoreDocument, time: TimeField): string =>
  pageTokenOf({ at: intOf(fields[time]) ?? 0, id: lastOf(path) });

function pageOf(page: readonly FirestoreDocument[], more: boolean, time: TimeField): InstancePage {
  const last = page.at(-1);
  return {
    instances: page.map(instanceOf),
    nextPageToken: more && last !== undefined ? tokenOf(last, time) : null,
  };
}
