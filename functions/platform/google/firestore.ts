// What the stores ask of Firestore: reads, one atomic commit, queries and sums. Values are Firestore's own (values.ts).
import type { Value } from './values.ts';

/** Fields by name, as Firestore holds them. */
export type Fields = Readonly<Record<string, Value>>;

export interface FirestoreDocument {
  /** From the root of the database: `instances/i-1`. */
  readonly path: string;
  readonly fields: Fields;
  /** Names the state that was read; a write against another state conflicts. */
  readonly updateTime: string;
}

/** What must be so for a commit to happen: the document does not exist, or is in the state that was read. */
export type Precondition = { readonly exists: false } | { readonly updateTime: string };

export type Write =
  /** Without `mask` the fields replace the whole document; with it, only the fields it names. */
  | {
      readonly kind: 'set';
      readonly path: string;
      readonly fields: Fields;
      readonly mask?: readonly string[];
      readonly precondition?: Precondition;
    }
  | { readonly kind: 'delete'; readonly path: string; readonly precondition?: Precondition };

export interface Filter {
  /** A path of fields; parts that are no plain identifiers are quoted (`pathOf` in values.ts). */
  readonly field: string;
  readonly op:
    | 'EQUAL'
    | 'IN'
    | 'ARRAY_CONTAINS'
    | 'GREATER_THAN'
    | 'GREATER_THAN_OR_EQUAL'
    | 'LESS_THAN'
    | 'LESS_THAN_OR_EQUAL';
  readonly value: Value;
}
export interface Order {
  readonly field: string;
  readonly direction: 'ASCENDING' | 'DESCENDING';
}
export interface Query {
  /** `instances`, or `instances/i-1/audit`. */
  readonly collection: string;
  /** true: every collection of that name, whatever document it is under. */
  readonly everywhere?: boolean;
  readonly filters: readonly Filter[];
  readonly orders: readonly Order[];
  readonly limit: number;
  /** Only these fields; absent: all. */
  readonly select?: readonly string[];
  /** Values of `orders`, in their order: the query begins after them. That of `__name__` is a reference to a path. */
  readonly startAfter?: readonly Value[];
}

/** Every call throws `Transient` where it may be repeated, and takes at most the deadline it was opened with. */
export interface Firestore {
  /** Documents by path in one round trip; missing ones are absent. `readAt` is the server's time (epoch ms). */
  get(paths: readonly string[]): Promise<{
    readonly documents: ReadonlyMap<string, FirestoreDocument>;
    readonly readAt: number;
  }>;
  /** All writes or none. `conflict`: a precondition did not hold, or another commit was in the way; nothing was written. */
  commit(writes: readonly Write[]): Promise<'committed' | 'conflict'>;
  query(query: Query): Promise<readonly FirestoreDocument[]>;
  /** The sums of number fields over what the filters leave, in the order of `fields`. */
  sum(query: Pick<Query, 'collection' | 'filters'>, fields: readonly string[]): Promise<readonly number[]>;
  close(): Promise<void>;
}
