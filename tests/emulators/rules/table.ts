// Who may read what directly from Firestore, written down a second time: from the promise, not from the rules.

/** One of each kind of caller. `token` is what the sign-in says; `record` what the directory says, or null: not in it. */
export interface Identity {
  readonly name: string;
  readonly uid: string | null;
  readonly token?: Readonly<Record<string, unknown>>;
  readonly roles: readonly string[] | null;
}

export const IDENTITIES: readonly Identity[] = [
  { name: 'nobody', uid: null, roles: null },
  { name: 'a stranger', uid: 'stranger-1', roles: null },
  { name: 'the requester', uid: 'sr-1', roles: ['sr'] },
  { name: 'a past assignee', uid: 'asm-1', roles: ['asm'] },
  { name: 'somebody uninvolved', uid: 'sr-2', roles: ['sr'] },
  { name: 'the cro', uid: 'cro-1', roles: ['cro'] },
  { name: 'a bdo', uid: 'bdo-1', roles: ['bdo'] },
  { name: 'a workflow admin', uid: 'wfa-1', roles: ['workflow_admin'] },
  { name: 'the admin', uid: 'admin-1', roles: ['admin'] },
  {
    name: 'a forger with an admin claim',
    uid: 'forger-1',
    token: { roles: ['admin', 'cro'], role: 'admin', admin: true },
    roles: [],
  },
  { name: 'a forger in no directory', uid: 'forger-2', token: { roles: ['admin', 'cro'], admin: true }, roles: null },
];

const SIGNED_IN = ['sr-1', 'asm-1', 'sr-2', 'cro-1', 'bdo-1', 'wfa-1', 'admin-1', 'forger-1'];
const SEE_ALL = ['cro-1', 'wfa-1', 'admin-1'];
const NOBODY: readonly string[] = [];

export interface Place {
  /** A document that exists, by path. */
  readonly document: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The uids that may get the document. */
  readonly get: readonly string[];
  /** The uids that may list its collection without a filter. */
  readonly list: readonly string[];
}

const hidden = (...documents: readonly string[]): readonly Place[] =>
  documents.map((document) => ({ document, fields: { status: 'open', viewers: ['sr-1'] }, get: NOBODY, list: NOBODY }));

const instance = (id: string, viewers: readonly string[]): readonly Place[] => {
  const readers = [...viewers.filter((uid) => SIGNED_IN.includes(uid)), ...SEE_ALL];
  const fields = { workflowId: 'order-approval', status: 'running', startedBy: viewers[0], viewers, document: '{}' };
  return [
    { document: `instances/${id}`, fields, get: readers, list: SEE_ALL },
    {
      document: `instances/${id}/audit/000000000001`,
      fields: { seq: 1, entry: '{}' },
      get: readers,
      list: readers,
    },
  ];
};

const user = (id: string, roles: readonly string[]): Place => ({
  document: `users/${id}`,
  fields: { name: `Person ${id}`, email: `${id}@example.com`, roles },
  get: [id, 'admin-1'],
  list: ['admin-1'],
});

export const PLACES: readonly Place[] = [
  // A stranger was named as a viewer once: who is not in the directory any more sees nothing.
  ...instance('i-seen', ['sr-1', 'asm-1', 'stranger-1']),
  ...instance('i-foreign', ['bdo-1']),
  ...IDENTITIES.flatMap(({ uid, roles }) => (uid === null || roles === null ? [] : [user(uid, roles)])),
  { document: 'definitions/order-approval', fields: { status: 'active' }, get: SIGNED_IN, list: SIGNED_IN },
  {
    document: 'definitions/order-approval/versions/1.0.0',
    fields: { status: 'active' },
    get: SIGNED_IN,
    list: SIGNED_IN,
  },
  { document: 'messages/m-1', fields: { to: { id: 'sr-1' }, text: 'Approved' }, get: ['sr-1'], list: NOBODY },
  { document: 'messages/m-2', fields: { to: { id: 'stranger-1' }, text: 'Approved' }, get: NOBODY, list: NOBODY },
  ...['metrics/order-approval', 'metrics/order-approval/days/2026-11-27'].map((document) => ({
    document,
    fields: { started: 3 },
    get: ['cro-1', 'bdo-1', 'admin-1'],
    list: ['cro-1', 'bdo-1', 'admin-1'],
  })),
  ...hidden('routing/asm', 'keys/sr-1', 'incidents/i-1', 'instances/i-seen/other/x-1', 'users/sr-1/private/p-1'),
  ...hidden('sends/m-1', 'settings/channels'),
  ...hidden('orders/ORD-1', 'stock/S-1', 'visits/V-1', 'disputes/D-1', 'engineers/E-1', 'customers/C-1'),
  ...hidden('sites/T-1', 'certificates/K-1', 'unheard-of/u-1', 'config/company'),
];

/** Documents that do not exist, and who may learn it. To everybody else they look like foreign ones. */
export const MISSING: readonly (readonly [string, readonly string[]])[] = [
  ['instances/i-missing', SEE_ALL],
  ['instances/i-missing/audit/000000000001', SEE_ALL],
  ['messages/m-missing', NOBODY],
];

export interface Question {
  readonly collection: string;
  readonly field: string;
  readonly op: 'array-contains' | '==' | 'array-contains-any';
  /** What is asked for, by who asks. */
  readonly value: (uid: string) => unknown;
  readonly what: string;
  /** The uids whose question is answered. */
  readonly allowed: readonly string[];
}

/** Queries with a filter, as a dashboard would ask them. */
export const QUESTIONS: readonly Question[] = [
  {
    what: 'instances it may view',
    collection: 'instances',
    field: 'viewers',
    op: 'array-contains',
    value: (uid) => uid,
    allowed: SIGNED_IN,
  },
  {
    what: 'instances another person may view',
    collection: 'instances',
    field: 'viewers',
    op: 'array-contains',
    value: () => 'bdo-1',
    allowed: [...SEE_ALL, 'bdo-1'],
  },
  {
    what: 'instances it or another person may view',
    collection: 'instances',
    field: 'viewers',
    op: 'array-contains-any',
    value: (uid) => [uid, 'dso-1'],
    allowed: SEE_ALL,
  },
  {
    what: 'instances it has started',
    collection: 'instances',
    field: 'startedBy',
    op: '==',
    value: (uid) => uid,
    allowed: SEE_ALL,
  },
  {
    what: 'instances that run',
    collection: 'instances',
    field: 'status',
    op: '==',
    value: () => 'running',
    allowed: SEE_ALL,
  },
  {
    what: 'messages for it',
    collection: 'messages',
    field: 'to.id',
    op: '==',
    value: (uid) => uid,
    allowed: SIGNED_IN,
  },
  {
    what: 'messages with its id in another place',
    collection: 'messages',
    field: 'to',
    op: '==',
    value: (uid) => uid,
    allowed: NOBODY,
  },
  {
    what: 'messages for another person',
    collection: 'messages',
    field: 'to.id',
    op: '==',
    value: () => 'dso-1',
    allowed: NOBODY,
  },
];
