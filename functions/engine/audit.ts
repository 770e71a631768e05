// The audit: one entry for each commit, chained by hash. Any change, gap, reorder or truncation shows.
import type { AuditEntry, InstanceDocument } from '../core/document.ts';
import { contentHash } from './hash.ts';

export const GENESIS = '0'.repeat(64);

/** The entry with its hash, chained to the one before. */
export function chained(entry: Omit<AuditEntry, 'hash'>): AuditEntry {
  return { ...entry, hash: contentHash(entry) };
}

export interface Verification {
  readonly ok: boolean;
  readonly entries: number;
  /** Sequence number of the first entry that is wrong or missing. */
  readonly firstBad?: number;
}

/** Checks the whole chain against the head that the instance's document holds. */
export function verifyChain(
  entries: readonly AuditEntry[],
  head: Pick<InstanceDocument, 'seq' | 'head'>,
): Verification {
  let prev = GENESIS;
  for (const [i, entry] of entries.entries()) {
    const { hash, ...content } = entry;
    if (entry.seq !== i + 1 || entry.prev !== prev || contentHash(content) !== hash)
      return { ok: false, entries: entries.length, firstBad: i + 1 };
    prev = hash;
  }
  if (entries.length !== head.seq || prev !== head.head)
    return { ok: false, entries: entries.length, firstBad: Math.min(entries.length, head.seq) + 1 };
  return { ok: true, entries: entries.length };
}
