// When votes are a decision: checked against plain set arithmetic over random votes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApprovalStep } from '../definition/steps.ts';
import type { Vote } from '../instance.ts';
import { seeded } from '../testing/seeded.ts';
import { approvalsNeeded, tally } from './policy.ts';

type Policy = ApprovalStep['policy'];
type Cast = Readonly<Record<string, Vote['decision']>>;

const count = (
  policy: Policy,
  rejection: ApprovalStep['rejection'],
  assigned: readonly string[],
  cast: Cast,
): ReturnType<typeof tally> =>
  tally(
    { policy, rejection },
    assigned,
    Object.fromEntries(Object.entries(cast).map(([user, decision]) => [user, { decision, at: 0 }])),
  );

const THREE = ['a', 'b', 'c'];
const YES = 'approved';
const NO = 'rejected';

describe('approvals needed', () => {
  it.each<[Policy, number, number]>([
    [undefined, 5, 1],
    ['any', 5, 1],
    ['all', 5, 5],
    ['all', 0, 1],
    ['sequence', 3, 3],
    [{ quorum: 2 }, 5, 2],
    [{ quorum: 4 }, 3, 4],
    [{ percent: 60 }, 5, 3],
    [{ percent: 61 }, 5, 4],
    [{ percent: 50 }, 3, 2],
    [{ percent: 100 }, 7, 7],
    [{ percent: 0.1 }, 3, 1],
    [{ percent: 50 }, 0, 1],
    // Where 7 / 100 * 100 is a little more than 7 in binary.
    [{ percent: 7 }, 100, 7],
    [{ percent: 55 }, 100, 55],
    [{ percent: 28 }, 25, 7],
  ])('by policy %j among %i people: %i', (policy, people, needed) =>
    expect(approvalsNeeded(policy, people)).toBe(needed),
  );
  it('of any whole percentage are the least whole number that reaches it', () => {
    for (let percent = 1; percent <= 100; percent++)
      for (let people = 1; people <= 100; people++) {
        const needed = approvalsNeeded({ percent }, people);
        if (needed * 100 < percent * people || (needed > 1 && (needed - 1) * 100 >= percent * people))
          expect.fail(`${percent} % of ${people} is not ${needed}`);
      }
  });
});

describe('the default', () => {
  it('lets the first vote decide', () => {
    expect(count(undefined, undefined, THREE, { a: YES })).toBe('approved');
    expect(count(undefined, undefined, THREE, { a: NO })).toBe('rejected');
  });
  it('decides nothing without a vote, whatever the rules, also with nobody assigned', () => {
    for (const policy of [undefined, 'any', 'all', { quorum: 5 }, { percent: 50 }] as const)
      for (const rejection of [undefined, 'any', 'majority', 'all'] as const)
        for (const people of [THREE, []]) expect(count(policy, rejection, people, {})).toBeNull();
  });
});

describe('policies', () => {
  it('"all" waits for the last person', () => {
    expect(count('all', undefined, THREE, { a: YES, b: YES })).toBeNull();
    expect(count('all', undefined, THREE, { a: YES, b: YES, c: YES })).toBe('approved');
  });
  it('a quorum is reached by that many distinct people', () => {
    expect(count({ quorum: 2 }, undefined, THREE, { a: YES })).toBeNull();
    expect(count({ quorum: 2 }, undefined, THREE, { a: YES, c: YES })).toBe('approved');
  });
  it('a vote stays when its person is no longer assigned, and they still count among the people', () => {
    expect(count('all', undefined, ['b'], { a: YES })).toBeNull();
    expect(count('all', undefined, ['b'], { a: YES, b: YES })).toBe('approved');
  });
  it('completing is neither yes nor no', () => expect(count('any', 'all', THREE, { a: 'completed' })).toBeNull());
});

describe('rejection', () => {
  it('"any" needs one', () => expect(count('all', 'any', THREE, { a: YES, b: NO })).toBe('rejected'));
  it('"majority" needs more than half', () => {
    const four = [...THREE, 'd'];
    expect(count({ quorum: 2 }, 'majority', four, { a: NO, b: NO })).toBeNull();
    expect(count({ quorum: 1 }, 'majority', four, { a: NO, b: NO, c: NO })).toBe('rejected');
  });
  it('"all" needs everyone', () => {
    expect(count('any', 'all', THREE, { a: NO, b: NO })).toBeNull();
    expect(count('any', 'all', THREE, { a: NO, b: NO, c: NO })).toBe('rejected');
    expect(count('any', 'all', THREE, { a: NO, b: NO, c: YES })).toBe('approved');
  });
  it('comes at once where the policy can no longer be met', () => {
    expect(count('all', 'all', THREE, { a: NO })).toBe('rejected');
    expect(count({ quorum: 2 }, 'all', THREE, { a: NO })).toBeNull();
    expect(count({ quorum: 2 }, 'all', THREE, { a: NO, b: NO })).toBe('rejected');
    expect(count({ percent: 60 }, 'majority', THREE, { a: NO, b: YES })).toBeNull();
  });
  it('does not come from too few people alone: a quorum of three among two waits for help', () => {
    expect(count({ quorum: 3 }, 'all', ['a', 'b'], { a: YES })).toBeNull();
    expect(count({ quorum: 3 }, 'all', ['a', 'b'], { a: NO })).toBe('rejected');
  });
});

describe('any votes', () => {
  const policy = fc.oneof(
    fc.constantFrom<Policy>(undefined, 'any', 'all'),
    fc.integer({ min: 1, max: 6 }).map((quorum) => ({ quorum })),
    fc.integer({ min: 1, max: 100 }).map((percent) => ({ percent })),
  );
  const rejection = fc.constantFrom(undefined, 'any', 'majority', 'all') as fc.Arbitrary<ApprovalStep['rejection']>;
  const people = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 });
  const votes = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    fc.constantFrom<Vote['decision']>('approved', 'rejected'),
  );

  /** The language's own words, over sets of people. */
  const expected = (rule: Policy, against: ApprovalStep['rejection'], assigned: readonly string[], cast: Cast) => {
    const all = new Set([...assigned, ...Object.keys(cast)]);
    const yes = new Set([...all].filter((user) => cast[user] === YES));
    const no = new Set([...all].filter((user) => cast[user] === NO));
    const silent = new Set([...all].filter((user) => !yes.has(user) && !no.has(user)));
    const isMetBy = (approving: ReadonlySet<string>): boolean => {
      if (rule === undefined || rule === 'any') return approving.size > 0;
      if (rule === 'all' || rule === 'sequence') return approving.size === all.size;
      return 'quorum' in rule ? approving.size >= rule.quorum : approving.size * 100 >= rule.percent * all.size;
    };
    const isRejected =
      against === 'all' ? no.size === all.size : against === 'majority' ? no.size > all.size - no.size : no.size > 0;
    if (no.size > 0 && isRejected) return 'rejected';
    if (isMetBy(yes)) return 'approved';
    return no.size > 0 && !isMetBy(new Set([...yes, ...silent])) ? 'rejected' : null;
  };

  it('come to what the sets of people say', () => {
    const seen = new Set<unknown>();
    fc.assert(
      fc.property(policy, rejection, people, votes, (rule, against, assigned, cast) => {
        const result = count(rule, against, assigned, cast);
        seen.add(result);
        return result === expected(rule, against, assigned, cast);
      }),
      seeded(2_000),
    );
    expect(seen.size).toBe(3);
  });
  it('come to the same in whatever order they are kept', () => {
    fc.assert(
      fc.property(policy, rejection, people, votes, (rule, against, assigned, cast) => {
        const turned = Object.fromEntries(Object.entries(cast).reverse());
        return count(rule, against, assigned, cast) === count(rule, against, [...assigned].reverse(), turned);
      }),
      seeded(),
    );
  });
});
