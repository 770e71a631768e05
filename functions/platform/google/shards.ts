// Shards: what keeps an index in the order of time from being written in one place.
import { tieHash } from '../../core/json.ts';
import type { Filter } from './firestore.ts';
import { int, list } from './values.ts';

/**
 * Times only grow, and so do the keys of an index that begins with one: all writes of the moment meet in the same place,
 * which takes some 500 a second. Behind a shard that place is one of as many as there are shards.
 */
export const SHARDS = 4;
export const shardOf = (id: string): number => tieHash(id) % SHARDS;

/** Every shard: one query merges them in order. */
export const SHARDED: Filter = {
  field: 'shard',
  op: 'IN',
  value: list(Array.from({ length: SHARDS }, (_, shard) => int(shard))),
};
