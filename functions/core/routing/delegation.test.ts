// Who stands in for an absent person.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DELEGATION_CHAIN_MAX } from '../limits.ts';
import { awayUntilNoon, contextWith, person } from '../testing/sample-people.ts';
import { seeded } from '../testing/seeded.ts';
import type { User } from '../user.ts';
import { actsFor, standIn } from './delegation.ts';

describe('a stand-in', () => {
  it('is not needed for somebody who is present, also when a delegate is named', () => {
    const later = { away: { from: '2027-01-01T00:00:00Z', to: '2027-01-02T00:00:00Z', delegate: 'b' } };
    expect(standIn('a', contextWith([person('a', later), person('b')]))).toBe('a');
  });
  it('is the first present one along the chain', () => {
    const context = contextWith([person('a', awayUntilNoon('b')), person('b', awayUntilNoon('c')), person('c')]);
    expect(standIn('a', context)).toBe('c');
  });
  it.each<[string, readonly User[]]>([
    ['nobody is named', [person('a', awayUntilNoon())]],
    ['the named one is unknown', [person('a', awayUntilNoon('b'))]],
    ['the named one is a word that every object has', [person('a', awayUntilNoon('constructor'))]],
    ['the chain ends with an absent one', [person('a', awayUntilNoon('b')), person('b', awayUntilNoon())]],
    ['two name each other', [person('a', awayUntilNoon('b')), person('b', awayUntilNoon('a'))]],
    ['somebody names themselves', [person('a', awayUntilNoon('a'))]],
    ['the person is unknown', []],
  ])('is nobody where %s', (_what, people) => expect(standIn('a', contextWith(people))).toBeNull());
  it(`is looked for among ${DELEGATION_CHAIN_MAX} people and no more`, () => {
    const chain = (length: number): readonly User[] =>
      Array.from({ length }, (_, i) => person(`p${i}`, i === length - 1 ? {} : awayUntilNoon(`p${i + 1}`)));
    expect(standIn('p0', contextWith(chain(DELEGATION_CHAIN_MAX)))).toBe(`p${DELEGATION_CHAIN_MAX - 1}`);
    expect(standIn('p0', contextWith(chain(DELEGATION_CHAIN_MAX + 1)))).toBeNull();
  });
  it('is always somebody present, for any web of delegates', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'gone');
    const people = fc.array(fc.tuple(fc.boolean(), fc.option(id, { nil: undefined })), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(people, (states) => {
        const users = states.map(([away, delegate], i) =>
          person('abcde'.charAt(i), away ? awayUntilNoon(delegate) : {}),
        );
        const present = new Set(states.flatMap(([away], i) => (away ? [] : ['abcde'.charAt(i)])));
        const found = standIn('a', contextWith(users));
        return found === null || present.has(found);
      }),
      seeded(500),
    );
  });
});

describe('acting for somebody', () => {
  const context = contextWith([person('a', awayUntilNoon('b')), person('b'), person('c')]);
  it('is for the present stand-in alone', () => {
    expect(actsFor('b', 'a', context)).toBe(true);
    expect(actsFor('c', 'a', context)).toBe(false);
    expect(actsFor('a', 'b', context)).toBe(false);
  });
  it('is not acting for oneself', () => expect(actsFor('b', 'b', context)).toBe(false));
});
