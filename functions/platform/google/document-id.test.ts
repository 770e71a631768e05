// Ids of documents: what Firestore can hold stays as it is, everything else gets a name of its own.
import { expect, it } from 'vitest';
import { documentId, isStandIn, lastOf } from './document-id.ts';

it.each(['O-1', 'Sr.one_two@example.com', 'a b%2F~', '~', '...', '__x', '___', 'অর্ডার 🧱', '\u0000', 'x'.repeat(1_500)])(
  '%j stays as it is',
  (text) => {
    expect(documentId(text)).toBe(text);
    expect(isStandIn(text)).toBe(false);
  },
);

const REFUSED = ['', '.', '..', '/', 'a/b', '__x__', '____', '\ud800', 'x'.repeat(1_501), `${'ক'.repeat(500)}x`];

it('what Firestore refuses as an id gets one that it takes, different for each text and the same every time', () => {
  const ids = REFUSED.map(documentId);
  for (const id of ids) expect([isStandIn(id), documentId(id) !== id]).toEqual([true, true]);
  expect(new Set([...ids, ...ids.map(documentId)]).size).toBe(2 * REFUSED.length);
  expect(REFUSED.map(documentId)).toEqual(ids);
});

it('the last part of a path is the id', () => {
  expect(['orders/O-1', 'a/b/c/d'].map(lastOf)).toEqual(['O-1', 'd']);
});
