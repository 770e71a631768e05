// What browsers may read and write directly: every kind of caller against every collection, on the Firestore emulator.
import { readFileSync } from 'node:fs';
import { assertFails, assertSucceeds, initializeTestEnvironment } from '@firebase/rules-unit-testing';
import {
  collection,
  deleteDoc,
  doc,
  type Firestore,
  getDoc,
  getDocs,
  query,
  setDoc,
  setLogLevel,
  updateDoc,
  where,
} from 'firebase/firestore';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINE_COLLECTIONS } from '../../functions/platform/google/records.ts';
import { IDENTITIES, type Identity, MISSING, PLACES, QUESTIONS } from './rules/table.ts';

const RULES = readFileSync(new URL('../../firestore.rules', import.meta.url), 'utf8');
// Every refusal is a warning otherwise, and refusals are what this asks for.
setLogLevel('silent');

const environment = await initializeTestEnvironment({
  projectId: `demo-rules-${process.pid}-${Date.now().toString(36)}`,
  firestore: { rules: RULES },
});
const callers = new Map<string, Firestore>();
/** One connection a caller. The compat wrapper that the test environment hands out is the same Firestore underneath. */
const as = ({ name, uid, token }: Identity): Firestore => {
  const context =
    uid === null ? environment.unauthenticatedContext() : environment.authenticatedContext(uid, { ...token });
  const known = callers.get(name) ?? (context.firestore() as unknown as Firestore);
  callers.set(name, known);
  return known;
};
const expectAllowed = (allowed: boolean, asked: Promise<unknown>): Promise<unknown> =>
  allowed ? assertSucceeds(asked) : assertFails(asked);
const parentOf = (document: string): string => document.slice(0, document.lastIndexOf('/'));

beforeAll(() =>
  environment.withSecurityRulesDisabled(async (context) => {
    const all = context.firestore() as unknown as Firestore;
    await Promise.all(PLACES.map(({ document, fields }) => setDoc(doc(all, document), { ...fields })));
  }),
);
afterAll(() => environment.cleanup());

for (const identity of IDENTITIES) {
  const { name, uid } = identity;
  describe(name, () => {
    it.each(PLACES)('gets $document or is refused, as promised', async ({ document, get }) => {
      const allowed = uid !== null && get.includes(uid);
      await expectAllowed(allowed, getDoc(doc(as(identity), document)));
    });

    const collections = new Map(PLACES.map((place) => [parentOf(place.document), place]));
    it.each([...collections])('lists all of %s or is refused, as promised', async (path, { list }) => {
      const allowed = uid !== null && list.includes(uid);
      await expectAllowed(allowed, getDocs(collection(as(identity), path)));
    });

    it.each(QUESTIONS)('asks for $what and is answered or refused, as promised', async (question) => {
      const { field, op, value, allowed } = question;
      const asked = query(collection(as(identity), question.collection), where(field, op, value(uid ?? 'nobody')));
      await expectAllowed(uid !== null && allowed.includes(uid), getDocs(asked));
    });

    it.each(PLACES)('cannot create beside $document', async ({ document, fields }) => {
      await assertFails(setDoc(doc(as(identity), `${parentOf(document)}/new-1`), { ...fields, viewers: [uid] }));
    });
    it.each(PLACES)('cannot update $document', async ({ document }) => {
      await assertFails(updateDoc(doc(as(identity), document), { status: 'completed', roles: ['admin'] }));
    });
    it.each(PLACES)('cannot delete $document', async ({ document }) => {
      await assertFails(deleteDoc(doc(as(identity), document)));
    });
    it.each(MISSING)('cannot tell the missing %s from a foreign one', async (missing, seers) => {
      await expectAllowed(uid !== null && seers.includes(uid), getDoc(doc(as(identity), missing)));
    });
    it('cannot create a record of itself in the directory', async () => {
      await assertFails(setDoc(doc(as(identity), `users/${uid ?? 'nobody'}`), { roles: ['admin'] }));
    });
  });
}

describe('the table', () => {
  it('holds no place twice, and each kind of caller once', () => {
    expect(new Set(PLACES.map(({ document }) => document)).size).toBe(PLACES.length);
    expect(new Set(IDENTITIES.map(({ name }) => name)).size).toBe(IDENTITIES.length);
  });
  it('holds every collection that the engine has for itself', () => {
    expect(PLACES.map(({ document }) => document.split('/')[0])).toEqual(
      expect.arrayContaining([...ENGINE_COLLECTIONS]),
    );
  });
  it('allows something and refuses something to each who is in the directory', () => {
    for (const { uid, roles } of IDENTITIES.filter((identity) => identity.roles !== null)) {
      const allowed = PLACES.filter(({ get }) => get.includes(uid ?? ''));
      expect(allowed.length, `${uid} ${roles}`).toBeGreaterThan(0);
      expect(allowed.length, `${uid} ${roles}`).toBeLessThan(PLACES.length);
    }
  });
});
