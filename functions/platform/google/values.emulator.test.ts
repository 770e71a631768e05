// The official library and these values agree on what is stored, each reading what the other one wrote.
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { FieldValue, GeoPoint, getFirestore, Timestamp } from 'firebase-admin/firestore';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { AWKWARD_DATA } from '../contract/sample.ts';
import { createRecords, isOwnWrite, recordOf } from './records.ts';
import { type Emulated, openEmulated } from './testing/emulated.ts';

let emulated: Emulated;
let app: ReturnType<typeof initializeApp>;
beforeEach(() => {
  emulated = openEmulated();
  app = initializeApp({ projectId: emulated.projectId }, emulated.projectId);
});
afterEach(async () => {
  await deleteApp(app);
  await emulated.close();
});

it('what the library hands to a trigger is the record, whoever wrote it', async () => {
  const library = getFirestore(app);
  const theirs = library.doc('orders/theirs');
  await theirs.set({
    at: Timestamp.fromMillis(Date.UTC(2026, 2, 1, 3, 0, 0, 123)),
    place: new GeoPoint(23.8, -90.4),
    site: library.doc('sites/s-1'),
    photo: Buffer.from([251, 255]),
    vector: FieldValue.vector([1.5, 2]),
    numbers: [0, -0, 1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY],
    nested: { list: [{ deep: Timestamp.fromMillis(0) }], none: null },
  });
  const records = createRecords(emulated);
  const native = (await theirs.get()).data() ?? {};
  expect(recordOf(native)).toEqual({
    at: '2026-03-01T03:00:00.123Z',
    place: { latitude: 23.8, longitude: -90.4 },
    site: 'sites/s-1',
    photo: '+/8=',
    vector: [1.5, 2],
    numbers: [0, -0, 1.5, 2 ** 53, null, null],
    nested: { list: [{ deep: '1970-01-01T00:00:00.000Z' }], none: null },
  });
  expect(await records.get('orders', 'theirs')).toEqual(recordOf(native));

  await records.update('orders', 'theirs', (record) => ({ ...record, status: 'open' }));
  const changed = (await theirs.get()).data() ?? {};
  expect(isOwnWrite(native, changed)).toBe(true);
  // Not one of their values has become another kind of value.
  for (const [name, value] of Object.entries(native)) expect(changed[name]).toEqual(value);
  expect(changed.at).toBeInstanceOf(Timestamp);

  await theirs.update({ status: 'closed' });
  expect(isOwnWrite(changed, (await theirs.get()).data())).toBe(false);
  expect(await records.get('orders', 'theirs')).toMatchObject({ status: 'closed' });
});

it('an awkward record of ours is the same record to the library', async () => {
  const records = createRecords(emulated);
  await records.update('orders', 'O-1', () => AWKWARD_DATA);
  const native = (await getFirestore(app).doc('orders/O-1').get()).data() ?? {};
  const ours = (await records.get('orders', 'O-1')) as JsonObject;
  expect(Object.keys(recordOf(native)).sort()).toEqual(Object.keys(AWKWARD_DATA).sort());
  for (const [name, value] of Object.entries(recordOf(native))) {
    expect(JSON.stringify(value)).toBe(JSON.stringify(AWKWARD_DATA[name]));
    expect(JSON.stringify(value)).toBe(JSON.stringify(ours[name]));
  }
});
