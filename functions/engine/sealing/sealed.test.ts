// One sealed value is bound to its document, place, key id and key version, each by itself.
import { expect, it } from 'vitest';
import { type DataKey, openText, SealBroken, sealedParts, sealText } from './sealed.ts';

const place = { documentId: 'wf-1', pointer: '/nid' };
const key: DataKey = { keyId: 'k', keyVersion: 1, subject: 'person:c-1', bytes: new Uint8Array(32).fill(7) };
const sealed = sealText('"canary"', place, key, new Uint8Array(12));
const parts = sealedParts(sealed) ?? { k: '', v: 0, iv: '', ct: '' };

it('opens at its place under its key', () => {
  expect(openText(parts, place, key)).toBe('"canary"');
});

it.each([
  [{ documentId: 'wf-2' }, {}],
  [{ pointer: '/nid2' }, {}],
  [{ documentId: 'wf-1","/nid' }, {}],
  // The same bytes under another name are another key.
  [{}, { keyId: 'k2' }],
  [{}, { keyVersion: 2 }],
  [{}, { bytes: new Uint8Array(32).fill(8) }],
])('does not open at %j under %j', (elsewhere, other) => {
  expect(() => openText(parts, { ...place, ...elsewhere }, { ...key, ...other })).toThrow(SealBroken);
});
