// The independent reading of an audit finds every kind of tampering.
import { describe, expect, it } from 'vitest';
import { FIRST_PREV, hashOf, sampleEntry } from '../functions/platform/contract/sample.ts';
import { verifyTrail } from './audit-trail.ts';

function chain(length: number) {
  let prev = FIRST_PREV;
  return Array.from({ length }, (_, i) => {
    const { hash: _hash, ...content } = sampleEntry({ instanceId: 'i-1', seq: i + 1, prev });
    const entry = { ...content, hash: hashOf(content) };
    prev = entry.hash;
    return entry;
  });
}

describe('an audit trail', () => {
  const entries = chain(4);
  const end = { seq: 4, head: entries[3]?.hash ?? '' };

  it('holds as it was written', () => {
    expect(verifyTrail(entries, end)).toBeNull();
  });

  it.each([
    [
      'a changed entry',
      entries.with(1, { ...(entries[1] as (typeof entries)[0]), actor: 'cro-9' }),
      'entry 2 is changed',
    ],
    ['a missing entry', entries.toSpliced(1, 1), 'entry 2 is numbered 3'],
    ['a truncated end', entries.slice(0, 3), 'the audit ends at 3'],
    [
      'an entry of another chain',
      entries.with(2, sampleEntry({ instanceId: 'i-1', seq: 3 })),
      'entry 3 is not chained',
    ],
  ])('gives %s away', (_name, changed, complaint) => {
    expect(verifyTrail(changed, end)).toContain(complaint);
  });
});
