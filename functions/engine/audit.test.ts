// The chain: whole when untouched, and any tampering shows.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../core/document.ts';
import { chained, GENESIS, verifyChain } from './audit.ts';

function chainOf(length: number): {
  readonly entries: readonly AuditEntry[];
  readonly head: { seq: number; head: string };
} {
  const entries: AuditEntry[] = [];
  for (let seq = 1; seq <= length; seq++)
    entries.push(
      chained({
        seq,
        prev: entries.at(-1)?.hash ?? GENESIS,
        instanceId: 'i1',
        at: 1_000 + seq,
        actor: `user-${seq % 3}`,
        onBehalfOf: null,
        channel: 'api',
        authentication: 'token',
        commandId: `c${seq}`,
        definitionHash: 'd',
        events: [{ action: 'comment_added', data: { by: 'x', text: `text ${seq}`, stepId: null } }],
      }),
    );
  return { entries, head: { seq: length, head: entries.at(-1)?.hash ?? GENESIS } };
}

type Tamper = (entries: AuditEntry[], at: number, other: number) => AuditEntry[];
const flip =
  (change: (entry: AuditEntry) => Partial<AuditEntry>): Tamper =>
  (entries, at) =>
    entries.map((entry, i) => (i === at ? { ...entry, ...change(entry) } : entry));
const TAMPERINGS: readonly Tamper[] = [
  flip((entry) => ({ at: entry.at + 1 })),
  flip(() => ({ actor: 'somebody else' })),
  flip(() => ({ events: [] })),
  flip(() => ({ onBehalfOf: 'boss' })),
  flip((entry) => ({ hash: entry.hash.replace(/^./, (c) => (c === '0' ? '1' : '0')) })),
  flip(({ hash: _, ...entry }) => chained({ ...entry, actor: 'rehashed' })),
  (entries, at) => entries.filter((_, i) => i !== at),
  (entries, at) => entries.flatMap((entry, i) => (i === at ? [entry, entry] : [entry])),
  (entries, at, other) => entries.map((entry, i) => entries[i === at ? other : i === other ? at : i] ?? entry),
  (entries, at) => entries.slice(0, at),
];

describe('the audit chain', () => {
  it('verifies when nobody touched it, and when it is empty', () => {
    const { entries, head } = chainOf(20);
    expect(verifyChain(entries, head)).toEqual({ ok: true, entries: 20 });
    expect(verifyChain([], { seq: 0, head: GENESIS })).toEqual({ ok: true, entries: 0 });
  });

  it('shows any change, drop, insertion, swap and truncation, and where it begins', () => {
    const { entries, head } = chainOf(20);
    fc.assert(
      fc.property(fc.nat(TAMPERINGS.length - 1), fc.nat(19), fc.nat(19), (kind, at, other) => {
        const tampered = TAMPERINGS[kind]?.([...entries], at, other === at ? (at + 1) % 20 : other) ?? [];
        const found = verifyChain(tampered, head);
        expect(found.ok).toBe(false);
        expect(found.firstBad).toBeLessThanOrEqual(Math.max(at, other === at ? (at + 1) % 20 : other) + 2);
      }),
      { numRuns: 10_000, seed: 7 },
    );
  });

  it('shows entries that were added after the head', () => {
    const { entries } = chainOf(21);
    expect(verifyChain(entries, { seq: 20, head: entries[19]?.hash ?? '' })).toEqual({
      ok: false,
      entries: 21,
      firstBad: 21,
    });
  });
});
