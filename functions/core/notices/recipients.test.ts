// Whom the words of a definition name when people are told.
import { describe, expect, it } from 'vitest';
import { away, define, notification, person } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const rules = {
  lead: {
    hit: 'first' as const,
    rows: [
      { when: { amount: { $gt: 10 } }, then: 'role:asm' },
      { when: {}, then: 'user:sr-1' },
    ],
  },
};
const told = (assignedTo: string | string[], fields: object = {}, data: object = {}): readonly string[] =>
  new Story(define([notification('tell', { assignedTo, ...fields })], { rules }), {
    start: { data: data as never },
    people: [
      person('requester-1', ['requester'], { manager: 'asm-1' }),
      person('cro-2', ['cro'], { territories: ['north'], ...away() }),
    ],
  }).messages.map(({ to }) => to);

describe('a notice', () => {
  it.each([
    ['requester', ['requester-1']],
    ['user:sr-1', ['sr-1']],
    ['role:cro', ['cro-1', 'cro-2', 'cro-3']],
    ['load_balance:cro', ['cro-1', 'cro-2', 'cro-3']],
    ['each:cro', ['cro-1', 'cro-2', 'cro-3']],
    ['manager_of:requester', ['asm-1']],
    ['condition:data.amount > 10.0 ? "role:asm" : "user:sr-2"', ['asm-1']],
    ['rule:lead', ['asm-1']],
    ['role:nobody', []],
    ['nonsense', []],
  ] as const)('to %s goes to single people: %j', (to, people) =>
    expect(told(to, {}, { amount: 20.5 })).toEqual(people),
  );
  it('follows tables and conditions as the data has it', () =>
    expect(told('rule:lead', {}, { amount: 1 })).toEqual(['sr-1']));
  it('to a set goes to those of it whom the step selects; who is named is named', () => {
    const where = { territory: 'north' };
    expect(told('role:cro', { where })).toEqual(['cro-2']);
    expect(told(['user:cro-1', 'requester'], { where })).toEqual(['cro-1', 'requester-1']);
  });
  it('goes to who is away, too: telling is not asking', () => expect(told('user:cro-2')).toEqual(['cro-2']));
  it('to somebody unknown is sent, so that its failure is seen', () => expect(told('user:gone')).toEqual(['gone']));
});
