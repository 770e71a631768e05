// Firestore, counting as it bills: each document read or written, each call.
import type { Firestore } from '../../functions/platform/google/firestore.ts';

export interface FirestoreCounts {
  reads: number;
  writes: number;
  /** Round trips, in their order. */
  calls: string[];
}

export const noFirestoreCounts = (): FirestoreCounts => ({ reads: 0, writes: 0, calls: [] });

/** `counts` is written to, and may be set back at any time. */
export function countingFirestore(firestore: Firestore, counts: FirestoreCounts): Firestore {
  const note = (call: string, reads: number, writes: number): void => {
    counts.calls.push(call);
    counts.reads += reads;
    counts.writes += writes;
  };
  return {
    ...firestore,
    // A document that is not there costs as much as one that is.
    get: (paths) => {
      note('get', paths.length, 0);
      return firestore.get(paths);
    },
    commit: async (writes) => {
      const result = await firestore.commit(writes);
      note('commit', 0, result === 'committed' ? writes.length : 0);
      return result;
    },
    // A query that finds nothing costs one read.
    query: async (query) => {
      const found = await firestore.query(query);
      note('query', Math.max(1, found.length), 0);
      return found;
    },
    sum: (query, fields) => {
      note('sum', fields.length, 0);
      return firestore.sum(query, fields);
    },
  };
}
