// The behaviour suite of DirectoryStore.
import { expect } from 'vitest';
import type { User } from '../../core/user.ts';
import type { DirectoryStore } from '../platform.ts';
import { sampleUser } from './sample.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

export interface DirectoryStoreSubject extends Closable {
  readonly store: DirectoryStore;
  readonly reopen?: () => Promise<DirectoryStore>;
}

const idsOf = (users: readonly User[]): readonly string[] => users.map(({ id }) => id).sort();

const CASES: Cases<DirectoryStoreSubject> = {
  'an empty directory answers empty lists': async ({ store }) => {
    expect(await store.all()).toEqual([]);
    expect(await store.members('sr')).toEqual([]);
    expect(await store.users(['sr-1'])).toEqual([]);
    expect(await store.users([])).toEqual([]);
  },
  'a person reads back as given, with every field': async ({ store }) => {
    const person = sampleUser({
      id: 'Sr.one_two@example.com',
      email: 'one_two@example.com',
      name: 'রহিমা 👷',
      roles: ['sr', 'cro'],
      businessUnit: 'ACL',
      territories: ['north', 'দক্ষিণ'],
      skills: ['service'],
      manager: 'asm-1',
      capacity: 0,
      calendar: 'dhaka-office',
      away: { from: '2026-03-01T00:00:00+06:00', to: '2026-03-02T00:00:00Z', delegate: 'sr-2' },
      language: 'bn',
      channel: 'whatsapp',
    });
    await store.upsert(person);
    expect(await store.users([person.id])).toEqual([person]);
    expect(await store.all()).toEqual([person]);
    expect(await store.members('cro')).toEqual([person]);
  },
  'of the people asked for, those who exist are answered, each once': async ({ store }) => {
    for (const id of ['sr-1', 'sr-2', 'sr-10']) await store.upsert(sampleUser({ id }));
    expect(idsOf(await store.users(['sr-1', 'nobody', 'sr-10', 'sr-1']))).toEqual(['sr-1', 'sr-10']);
  },
  'more people than one query of any store takes are answered all': async ({ store }) => {
    const ids = Array.from({ length: 75 }, (_, i) => `sr-${i}`);
    await Promise.all(ids.map((id) => store.upsert(sampleUser({ id }))));
    expect(idsOf(await store.users(ids))).toEqual([...ids].sort());
    expect(idsOf(await store.members('sr'))).toEqual([...ids].sort());
    expect(idsOf(await store.all())).toEqual([...ids].sort());
  },
  'members are those who have the role, exactly': async ({ store }) => {
    await store.upsert(sampleUser({ id: 'sr-1', roles: ['sr'] }));
    await store.upsert(sampleUser({ id: 'both-1', roles: ['cro', 'sr'] }));
    await store.upsert(sampleUser({ id: 'cro-1', roles: ['cro'] }));
    await store.upsert(sampleUser({ id: 'nothing-1', roles: [] }));
    await store.upsert(sampleUser({ id: 'senior-1', roles: ['sr_senior'] }));
    expect(idsOf(await store.members('sr'))).toEqual(['both-1', 'sr-1']);
    expect(idsOf(await store.members('cro'))).toEqual(['both-1', 'cro-1']);
    expect(await store.members('s')).toEqual([]);
  },
  'an upsert replaces the whole person, optional fields and roles too': async ({ store }) => {
    await store.upsert(sampleUser({ id: 'sr-1', roles: ['sr', 'cro'], capacity: 3, businessUnit: 'ACL' }));
    const changed = sampleUser({ id: 'sr-1', roles: ['bdo'], name: 'Changed' });
    await store.upsert(changed);
    expect(await store.users(['sr-1'])).toEqual([changed]);
    expect(await store.members('sr')).toEqual([]);
    expect(await store.members('cro')).toEqual([]);
    expect(await store.members('bdo')).toEqual([changed]);
    expect(await store.all()).toEqual([changed]);
  },
  'a role named twice makes one member': async ({ store }) => {
    await store.upsert(sampleUser({ id: 'sr-1', roles: ['sr', 'sr'] }));
    expect(idsOf(await store.members('sr'))).toEqual(['sr-1']);
  },
  'a person is found by their e-mail address, whatever its case, and by no other': async ({ store }) => {
    const person = sampleUser({ id: 'sr-1', email: 'Rahima.K@Example.com' });
    await store.upsert(person);
    await store.upsert(sampleUser({ id: 'sr-2', email: 'other@example.com' }));
    for (const email of ['Rahima.K@Example.com', 'rahima.k@example.com', 'RAHIMA.K@EXAMPLE.COM']) {
      expect(await store.findByEmail(email)).toEqual([person]);
    }
    // The last one has the Kelvin sign, whose lower case is a k.
    const others = ['', 'rahima.k', 'rahima.k@example.co', ' rahima.k@example.com', '%', 'rahima_k@example.com'];
    for (const email of [...others, 'rahima.\u212a@example.com']) expect(await store.findByEmail(email)).toEqual([]);
  },
  'of the people with one address two are answered, in order of id': async ({ store }) => {
    for (const [id, email] of [
      ['c', 'one@example.com'],
      ['b', 'ONE@example.com'],
      ['a', 'two@example.com'],
      ['d', 'One@Example.com'],
    ] as const) {
      await store.upsert(sampleUser({ id, email }));
    }
    expect((await store.findByEmail('one@example.com')).map(({ id }) => id)).toEqual(['b', 'c']);
  },
  'who changed their address is found by the new one alone': async ({ store }) => {
    await store.upsert(sampleUser({ id: 'sr-1', email: 'old@example.com' }));
    const changed = sampleUser({ id: 'sr-1', email: 'new@example.com' });
    await store.upsert(changed);
    expect(await store.findByEmail('old@example.com')).toEqual([]);
    expect(await store.findByEmail('new@example.com')).toEqual([changed]);
  },
  'a person is found by their telephone number in international form, and by nothing like it': async ({ store }) => {
    const person = sampleUser({ id: 'sr-1', phone: '+8801712345678' });
    const { phone: _, ...without } = sampleUser({ id: 'sr-3' });
    await store.upsert(person);
    await store.upsert(sampleUser({ id: 'sr-2', phone: '+88017123456789' }));
    await store.upsert(without);
    expect(await store.findByPhone('+8801712345678')).toEqual([person]);
    for (const phone of [
      '',
      '8801712345678',
      '+880171234567',
      ' +8801712345678',
      '%',
      '+88017%',
      '\u0000',
      '\ud800',
      '+'.repeat(5_000),
    ])
      expect(await store.findByPhone(phone)).toEqual([]);
  },
  'of the people with one telephone number two are answered, in order of id': async ({ store }) => {
    for (const id of ['c', 'b', 'd']) await store.upsert(sampleUser({ id, phone: '+8801712345678' }));
    await store.upsert(sampleUser({ id: 'a', phone: '+8801712345679' }));
    expect((await store.findByPhone('+8801712345678')).map(({ id }) => id)).toEqual(['b', 'c']);
  },
  'who changed or lost their telephone number is not found by the old one': async ({ store }) => {
    const { phone: _, ...without } = sampleUser({ id: 'sr-1' });
    await store.upsert({ ...without, phone: '+8801712345678' });
    const changed = { ...without, phone: '+8801712345679' };
    await store.upsert(changed);
    expect(await store.findByPhone('+8801712345678')).toEqual([]);
    expect(await store.findByPhone('+8801712345679')).toEqual([changed]);
    await store.upsert(without);
    expect(await store.findByPhone('+8801712345679')).toEqual([]);
  },
  'people are there after the store is opened again': async ({ store, reopen }, skip) => {
    if (reopen === undefined) return skip('the store cannot be opened again');
    const person = sampleUser({ id: 'sr-1' });
    await store.upsert(person);
    const again = await reopen();
    expect(await again.all()).toEqual([person]);
    expect(await again.members('sr')).toEqual([person]);
  },
};

export function describeDirectoryStore(
  name: string,
  make: () => Promise<DirectoryStoreSubject>,
  options: SuiteOptions = {},
): void {
  describeCases(`DirectoryStore: ${name}`, make, CASES, options);
}
