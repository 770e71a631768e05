// Rules of content hashes.
import fc from 'fast-check';
import { canonicalize } from 'json-canonicalize';
import { expect, it } from 'vitest';
import { AWKWARD_DATA } from '../platform/contract/sample.ts';
import { canonical, contentHash } from './hash.ts';

it('the order of keys and what is left out make no difference, values do', () => {
  expect(contentHash({ a: 1, b: [true, null] })).toBe(contentHash({ b: [true, null], c: undefined, a: 1 }));
  expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: 2 }));
});

it('an object that stands at two places counts as two, also where one name begins like the other', () => {
  const person = { user: 'lea' };
  const copied = { assignee: { user: 'lea' }, assignees: [{ user: 'lea' }] };
  expect(contentHash({ assignee: person, assignees: [person] })).toBe(contentHash(copied));
});

it('canonical JSON is what the library for it writes, whatever the value', () => {
  expect(canonical(AWKWARD_DATA)).toBe(canonicalize(AWKWARD_DATA));
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 5 }), (value) => {
      expect(canonical(value)).toBe(canonicalize(value));
    }),
    { seed: 20_261_127, numRuns: 1_000 },
  );
});
