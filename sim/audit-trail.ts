// Verifies an audit by the published rule alone, without a line of the engine: canonical JSON, SHA-256, one chain.
import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import type { AuditEntry, InstanceDocument } from '../functions/core/document.ts';

/** What is wrong with the chain, or null. */
export function verifyTrail(
  entries: readonly AuditEntry[],
  { seq, head }: Pick<InstanceDocument, 'seq' | 'head'>,
): string | null {
  let prev = '0'.repeat(64);
  for (const [i, entry] of entries.entries()) {
    const { hash, ...content } = entry;
    if (entry.seq !== i + 1) return `entry ${i + 1} is numbered ${entry.seq}`;
    if (entry.prev !== prev) return `entry ${entry.seq} is not chained to the one before`;
    if (
      createHash('sha256')
        .update(canonicalize(JSON.parse(JSON.stringify(content))))
        .digest('hex') !== hash
    )
      return `entry ${entry.seq} is changed`;
    prev = hash;
  }
  if (entries.length !== seq || prev !== head) return `the audit ends at ${entries.length}, and the document at ${seq}`;
  return null;
}
