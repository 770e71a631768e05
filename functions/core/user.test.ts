// People in the directory: what a record must look like, and when somebody is out of office.
import { describe, expect, it } from 'vitest';
import { awayUntilNoon, HOUR_MS, MORNING, person } from './testing/sample-people.ts';
import { addressKey, isAway, userId, userSchema } from './user.ts';

describe('a user record', () => {
  const SMALLEST = { id: 'sr-1', name: 'S', email: 's@example.com', roles: ['sr'] };
  it('is complete with id, name, mail and roles; people read English mail unless they say so', () => {
    expect(userSchema.parse(SMALLEST)).toEqual({
      ...SMALLEST,
      territories: [],
      skills: [],
      language: 'en',
      channel: 'email',
    });
  });
  it('takes everything the company keeps of a person', () => {
    const full = {
      ...SMALLEST,
      phone: '+8801700000001',
      businessUnit: 'ACL',
      territories: ['north'],
      skills: ['cement'],
      manager: 'asm-1',
      capacity: 0,
      calendar: 'dhaka-office',
      away: { from: '2026-03-02T09:00:00+06:00', to: '2026-03-03T09:00:00Z', delegate: 'sr-2' },
      language: 'bn',
      channel: 'whatsapp',
    };
    expect(userSchema.parse(full)).toEqual(full);
  });
  it.each([
    ['an unknown field', { admin: true }],
    ['a phone without country', { phone: '01700000001' }],
    ['a mail that is none', { email: 'nobody' }],
    ['a role with blanks', { roles: ['sales rep'] }],
    ['a negative capacity', { capacity: -1 }],
    ['an absence without time zone', { away: { from: '2026-03-02T09:00:00', to: '2026-03-03T09:00:00Z' } }],
    ['an unknown channel', { channel: 'fax' }],
  ])('refuses %s', (_what, fields) => expect(userSchema.safeParse({ ...SMALLEST, ...fields }).success).toBe(false));
  it.each(['', '-a', '.a', '__proto__', 'a b', 'a/b', 'a'.repeat(129)])('refuses "%s" as an id', (id) =>
    expect(userId.safeParse(id).success).toBe(false),
  );
});

describe('absence', () => {
  const absent = person('sr-1', awayUntilNoon());
  it('begins at its first moment and is over at its last', () => {
    expect(isAway(absent, MORNING - HOUR_MS - 1)).toBe(false);
    expect(isAway(absent, MORNING - HOUR_MS)).toBe(true);
    expect(isAway(absent, MORNING + HOUR_MS - 1)).toBe(true);
    expect(isAway(absent, MORNING + HOUR_MS)).toBe(false);
  });
  it('is never where none is entered', () => expect(isAway(person('sr-1'), MORNING)).toBe(false));
});

it('an address is the same in capitals, and with the sign for Kelvin it is another one', () => {
  expect(addressKey('Kim@Example.COM')).toBe('kim@example.com');
  expect(addressKey('\u212aim@example.com')).toBe('\u212aim@example.com');
});
