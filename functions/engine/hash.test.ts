// Rules of content hashes.
import { expect, it } from 'vitest';
import { contentHash } from './hash.ts';

it('the order of keys and what is left out make no difference, values do', () => {
  expect(contentHash({ a: 1, b: [true, null] })).toBe(contentHash({ b: [true, null], c: undefined, a: 1 }));
  expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: 2 }));
});

it('an object that stands at two places counts as two, also where one name begins like the other', () => {
  const person = { user: 'lea' };
  const copied = { assignee: { user: 'lea' }, assignees: [{ user: 'lea' }] };
  expect(contentHash({ assignee: person, assignees: [person] })).toBe(contentHash(copied));
});
