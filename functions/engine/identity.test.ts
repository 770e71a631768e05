// Who signed in is one person of the directory, or nobody.
import { beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../core/user.ts';
import { createIdentities, personOfPhone } from './identity.ts';
import { person } from './testing/harness.ts';

let people: User[];
let asked: number;
let now: number;
const directory = {
  users: async (ids: readonly string[]) => {
    asked += 1;
    return people.filter(({ id }) => ids.includes(id));
  },
  findByEmail: async (email: string) => people.filter((user) => user.email === email.toLowerCase()).slice(0, 2),
};
const identities = () => createIdentities({ directory, clock: { now: () => now } });
beforeEach(() => {
  people = [person('rita', []), person('lea', [])];
  asked = 0;
  now = 0;
});

describe('who signed in', () => {
  it('is the person whose id the sign-in has', async () => {
    expect(await identities().userIdOf({ uid: 'rita', email: null })).toBe('rita');
  });
  it('is else the one person who has the verified address', async () => {
    expect(await identities().userIdOf({ uid: 'x1', email: 'Lea@example.com' })).toBe('lea');
  });
  it('is nobody without a verified address, with an unknown one, or with one that two people have', async () => {
    expect(await identities().userIdOf({ uid: 'x1', email: null })).toBeNull();
    expect(await identities().userIdOf({ uid: 'x1', email: 'nobody@example.com' })).toBeNull();
    people.push(person('twin', [], { email: 'lea@example.com' }));
    expect(await identities().userIdOf({ uid: 'x1', email: 'lea@example.com' })).toBeNull();
  });
  it('is remembered for five minutes, and nobody is never remembered', async () => {
    const who = identities();
    const signedIn = { uid: 'rita', email: null };
    await who.userIdOf(signedIn);
    now = 299_999;
    await who.userIdOf(signedIn);
    expect(asked).toBe(1);
    now = 300_000;
    await who.userIdOf(signedIn);
    expect(asked).toBe(2);
    const stranger = { uid: 'new', email: null };
    expect(await who.userIdOf(stranger)).toBeNull();
    people.push(person('new', []));
    expect(await who.userIdOf(stranger)).toBe('new');
  });
});

describe('who writes from a telephone', () => {
  const findByPhone = async (phone: string) => people.filter((user) => user.phone === phone).slice(0, 2);
  const whose = async (phone: string) => (await personOfPhone({ findByPhone }, phone))?.id ?? null;
  it('is the one person who has its number', async () => {
    people = [person('lea', [], { phone: '+8801700000001' }), person('leo', [], { phone: '+8801700000002' })];
    expect(await whose('+8801700000002')).toBe('leo');
  });
  it('is nobody where no person has it, or two', async () => {
    people = [person('lea', [], { phone: '+8801700000001' }), person('leo', [], { phone: '+8801700000001' })];
    expect(await whose('+8801700000001')).toBeNull();
    expect(await whose('+8801700000003')).toBeNull();
  });
});
