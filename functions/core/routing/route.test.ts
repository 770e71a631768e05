// Who is asked: for every rule, present, eligible, not excluded, not full, and the work spread evenly.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assignee } from '../instance.ts';
import { ASSIGNEES_MAX } from '../limits.ts';
import { awayUntilNoon, contextWith, MORNING, person, scopeWith } from '../testing/sample-people.ts';
import { endedStep, instanceWith, openStep } from '../testing/sample-workflow.ts';
import { seeded } from '../testing/seeded.ts';
import { isAway, type User } from '../user.ts';
import { excludedBy, type RoutingRequest, route } from './route.ts';

const ask = (
  rules: readonly string[],
  people: readonly User[],
  options: Partial<Omit<RoutingRequest, 'context' | 'excluded'>> & {
    readonly open?: Readonly<Record<string, number>>;
    readonly excluded?: readonly string[];
  } = {},
): readonly Assignee[] =>
  route({
    rules,
    scope: scopeWith(),
    given: [],
    tieKey: 'instance/step/1',
    ...options,
    excluded: new Set(options.excluded ?? []),
    context: contextWith(people, options.open),
  });
const names = (assignees: readonly Assignee[]): readonly string[] => assignees.map(({ user }) => user);

const A = person('a');
const B = person('b');
const C = person('c');

describe('a rule', () => {
  it.each(['role:sr', 'load_balance:sr'])('%s takes the one with the fewest open tasks', (rule) => {
    expect(ask([rule], [A, B, C], { open: { a: 2, b: 1, c: 3 } })).toEqual([{ user: 'b', via: rule }]);
  });
  it('each: takes everyone', () => expect(names(ask(['each:sr'], [C, A, B]))).toEqual(['a', 'b', 'c']));
  it('pool: offers to everyone who is there, eligible and not excluded, however much they have to do', () => {
    const full = person('b', { capacity: 1 });
    expect(
      ask(['pool:sr'], [C, A, full, person('d', { roles: ['cro'] })], { open: { b: 9 }, excluded: ['c'] }),
    ).toEqual([
      { user: 'a', via: 'pool:sr' },
      { user: 'b', via: 'pool:sr' },
    ]);
    expect(ask(['pool:sr'], [person('a', awayUntilNoon('b')), person('b', { roles: ['cro'] })])).toEqual([
      { user: 'b', onBehalfOf: 'a', via: 'pool:sr' },
    ]);
    const where = { territory: 'north' };
    expect(names(ask(['pool:sr'], [A, person('b', { territories: ['north'] })], { where }))).toEqual(['b']);
  });
  it('user: takes the named one, whatever their tasks and capacity', () => {
    expect(names(ask(['user:b'], [A, person('b', { capacity: 1 })], { open: { b: 9 } }))).toEqual(['b']);
  });
  it.each(['user:nobody', 'user:constructor', 'user:toString', 'role:cro', 'rule:missing', 'nonsense'])(
    '%s takes nobody',
    (rule) => expect(ask([rule], [A, B])).toEqual([]),
  );
  it('may be one of several; nobody is taken twice, and each role rule takes one more', () => {
    const assignees = ask(['user:a', 'role:sr', 'role:sr', 'role:sr', 'each:sr'], [A, B, C]);
    expect([...names(assignees)].sort()).toEqual(['a', 'b', 'c']);
    expect(assignees[0]).toEqual({ user: 'a', via: 'user:a' });
  });
  it('remembers the plain rule behind a table, so that the role is asked for again when deciding', () => {
    const scope = scopeWith({ rules: { t: { hit: 'first', rows: [{ when: {}, then: 'role:sr' }] } } });
    expect(ask(['rule:t'], [A], { scope })).toEqual([{ user: 'a', via: 'role:sr' }]);
  });
  it(`takes ${ASSIGNEES_MAX} people at most`, () => {
    const many = Array.from({ length: ASSIGNEES_MAX + 1 }, (_, i) => person(`p${i}`));
    expect(ask(['each:sr'], many)).toHaveLength(ASSIGNEES_MAX);
  });
});

describe('where', () => {
  const north = person('a', { territories: ['north', 'east'], businessUnit: 'ACL', skills: ['cement', 'steel'] });
  const south = person('b', { territories: ['south'], businessUnit: 'AIL', skills: ['cement'] });
  const choose = (where: RoutingRequest['where'], data = {}): readonly string[] =>
    names(ask(['each:sr'], [north, south], { where, scope: scopeWith({ data }) }));
  it('keeps who has the territory, the unit and the skills', () => {
    expect(choose({ territory: 'south' })).toEqual(['b']);
    expect(choose({ businessUnit: 'ACL' })).toEqual(['a']);
    expect(choose({ skills: 'cement' })).toEqual(['a', 'b']);
    expect(choose({ skills: ['cement', 'steel'] })).toEqual(['a']);
    expect(choose({ skills: 'cement', businessUnit: 'AIL' })).toEqual(['b']);
    expect(choose({})).toEqual(['a', 'b']);
  });
  it('reads its values from the request, single ones and lists', () => {
    expect(choose({ territory: '$data.territory' }, { territory: 'north' })).toEqual(['a']);
    expect(choose({ skills: '$data.needs' }, { needs: ['cement', 'steel'] })).toEqual(['a']);
  });
  it('keeps nobody where the request does not say it', () => {
    expect(choose({ territory: '$data.territory' })).toEqual([]);
    expect(choose({ territory: '$data.territory' }, { territory: null })).toEqual([]);
    expect(choose({ businessUnit: '$data.unit' }, { unit: { $ne: 'x' } })).toEqual([]);
  });
  it('does not keep out who is named', () =>
    expect(names(ask(['user:b'], [north, south], { where: { territory: 'north' } }))).toEqual(['b']));
  it('asks it of the member, not of the stand-in', () => {
    const absent = person('a', { territories: ['north'], ...awayUntilNoon('c') });
    expect(ask(['role:sr'], [absent, person('c', { roles: [] })], { where: { territory: 'north' } })).toEqual([
      { user: 'c', onBehalfOf: 'a', via: 'role:sr' },
    ]);
  });
});

describe('an absent person', () => {
  it('is replaced by the one who stands in, which the assignment says', () => {
    expect(ask(['user:a'], [person('a', awayUntilNoon('b')), B])).toEqual([
      { user: 'b', onBehalfOf: 'a', via: 'user:a' },
    ]);
  });
  it('is left out without a stand-in', () =>
    expect(names(ask(['each:sr'], [person('a', awayUntilNoon()), B]))).toEqual(['b']));
  it('does not turn the vote of a member who also stands in into theirs', () => {
    const absent = person('a', awayUntilNoon('b'));
    expect(ask(['each:sr'], [absent, B])).toEqual([{ user: 'b', via: 'each:sr' }]);
    expect(ask(['each:sr'], [A, person('b', awayUntilNoon('a'))])).toEqual([{ user: 'a', via: 'each:sr' }]);
  });
  it('hands to one stand-in once, though several of the absent named the same', () => {
    const people = [person('a', awayUntilNoon('x')), person('b', awayUntilNoon('x')), person('x', { roles: [] })];
    expect(ask(['each:sr'], people)).toEqual([{ user: 'x', onBehalfOf: 'a', via: 'each:sr' }]);
  });
});

describe('separation of duties', () => {
  it('leaves out the excluded, in person, through a stand-in and as a stand-in', () => {
    expect(names(ask(['each:sr'], [A, B], { excluded: ['a'] }))).toEqual(['b']);
    expect(ask(['user:a'], [person('a', awayUntilNoon('b')), B], { excluded: ['a'] })).toEqual([]);
    expect(ask(['user:a'], [person('a', awayUntilNoon('b')), B], { excluded: ['b'] })).toEqual([]);
    expect(ask(['user:a'], [A], { excluded: ['a'] })).toEqual([]);
  });
});

describe('capacity and load', () => {
  const full = person('a', { capacity: 2 });
  it('leaves out who has as many open tasks as they take', () => {
    expect(names(ask(['role:sr'], [full, B], { open: { a: 2, b: 50 } }))).toEqual(['b']);
    expect(names(ask(['role:sr'], [full, B], { open: { a: 1, b: 50 } }))).toEqual(['a']);
    expect(ask(['role:sr'], [person('a', { capacity: 0 })])).toEqual([]);
  });
  it('counts what the same commit has given already', () => {
    expect(names(ask(['role:sr'], [A, B], { open: { a: 1, b: 2 }, given: ['a', 'a'] }))).toEqual(['b']);
    expect(ask(['role:sr'], [full], { open: { a: 1 }, given: ['a'] })).toEqual([]);
  });
  it('counts the tasks of the stand-in who gets the work', () => {
    const people = [person('a', awayUntilNoon('x')), B, person('x', { roles: [], capacity: 1 })];
    expect(names(ask(['role:sr'], people, { open: { a: 0, b: 5, x: 1 } }))).toEqual(['b']);
  });
  it('breaks ties the same way on every replay, and not always for the same person', () => {
    const chosen = Array.from(
      { length: 60 },
      (_, i) => names(ask(['role:sr'], [A, B, C], { tieKey: `instance-${i}/step/1` }))[0],
    );
    const again = Array.from(
      { length: 60 },
      (_, i) => names(ask(['role:sr'], [C, B, A], { tieKey: `instance-${i}/step/1` }))[0],
    );
    expect(again).toEqual(chosen);
    for (const id of ['a', 'b', 'c']) expect(chosen.filter((user) => user === id).length).toBeGreaterThan(5);
  });
  it('spreads 1,000 tasks over 20 people to within 3 and a tenth', () => {
    const people = Array.from({ length: 20 }, (_, i) => person(`p${i}`));
    const open: Record<string, number> = {};
    for (let i = 0; i < 1_000; i++) {
      const [user] = names(ask(['load_balance:sr'], people, { open: { ...open }, tieKey: `instance-${i}/step/1` }));
      open[user as string] = (open[user as string] ?? 0) + 1;
    }
    const counts = people.map(({ id }) => open[id] ?? 0);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(3 + 0.1 * 50);
  });
  it('spreads them also where counts are only renewed after every 50', () => {
    const people = Array.from({ length: 20 }, (_, i) => person(`p${i}`));
    const done: string[] = [];
    for (let i = 0; i < 1_000; i++) {
      const known = i - (i % 50);
      const open = Object.fromEntries(
        people.map(({ id }) => [id, done.slice(0, known).filter((user) => user === id).length]),
      );
      done.push(...names(ask(['role:sr'], people, { open, given: done.slice(known), tieKey: `instance-${i}/step/1` })));
    }
    const counts = people.map(({ id }) => done.filter((user) => user === id).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(3 + 0.1 * 50);
  });
});

describe('any directory', () => {
  const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
  const someone = fc.constantFrom(...IDS, 'gone');
  const user = fc.record({
    roles: fc.subarray(['sr', 'cro']),
    capacity: fc.option(fc.nat(3), { nil: undefined }),
    away: fc.boolean(),
    delegate: fc.option(someone, { nil: undefined }),
    territories: fc.subarray(['north', 'south']),
    manager: fc.option(someone, { nil: undefined }),
  });
  const rule = fc.constantFrom(
    'role:sr',
    'role:cro',
    'load_balance:sr',
    'each:sr',
    'each:cro',
    'user:a',
    'user:b',
    'user:gone',
    'manager_of:requester',
    'rule:t',
    'condition:data.rule',
    'nonsense',
  );
  const request = fc.record({
    people: fc.array(user, { minLength: 6, maxLength: 6 }),
    rules: fc.array(rule, { minLength: 1, maxLength: 4 }),
    excluded: fc.subarray(IDS),
    open: fc.dictionary(fc.constantFrom(...IDS), fc.nat(4)),
    given: fc.array(fc.constantFrom(...IDS), { maxLength: 3 }),
    where: fc.constantFrom(undefined, { territory: 'north' }, { territory: '$data.territory' }),
    startedBy: someone,
  });

  it('yields only people who are present, not excluded, eligible by the rule, and below their capacity where it chooses', () => {
    let assigned = 0;
    let standIns = 0;
    fc.assert(
      fc.property(request, ({ people, rules, excluded, open, given, where, startedBy }) => {
        const users = people.map(
          ({ away, delegate, capacity, manager, ...fields }, i): User => ({
            ...person(IDS[i] as string, fields),
            ...(capacity === undefined ? {} : { capacity }),
            ...(manager === undefined ? {} : { manager }),
            ...(away ? awayUntilNoon(delegate) : {}),
          }),
        );
        const byId = new Map(users.map((one) => [one.id, one]));
        const scope = scopeWith({
          data: { rule: 'each:cro', territory: 'south' },
          context: { startedBy },
          rules: { t: { hit: 'first', rows: [{ when: {}, then: 'role:cro' }] } },
        });
        const found = ask(rules, users, { excluded, open, given, where, scope });
        assigned += found.length;
        standIns += found.filter(({ onBehalfOf }) => onBehalfOf !== undefined).length;
        if (new Set(names(found)).size !== found.length) return false;
        return found.every(({ user: id, onBehalfOf, via }) => {
          const one = byId.get(id);
          const named = onBehalfOf === undefined ? one : byId.get(onBehalfOf);
          if (one === undefined || named === undefined) return false;
          const [kind, argument = ''] = via.split(':');
          const isMember = named.roles.includes(argument);
          const territory = where?.territory === '$data.territory' ? 'south' : where?.territory;
          const isInside = territory === undefined || named.territories.includes(territory);
          const isEligible =
            kind === 'user'
              ? named.id === argument
              : kind === 'manager_of'
                ? byId.get(startedBy)?.manager === named.id
                : isMember && isInside;
          const load = (open[id] ?? 0) + given.filter((other) => other === id).length;
          const hasRoom =
            (kind !== 'role' && kind !== 'load_balance') || load < (one.capacity ?? Number.POSITIVE_INFINITY);
          const isOnlyForAbsent = onBehalfOf === undefined || isAway(named, MORNING);
          return (
            isEligible &&
            hasRoom &&
            isOnlyForAbsent &&
            !isAway(one, MORNING) &&
            !excluded.includes(id) &&
            !excluded.includes(named.id)
          );
        });
      }),
      seeded(2_000),
    );
    expect(assigned).toBeGreaterThan(500);
    expect(standIns).toBeGreaterThan(50);
  }, 30_000);
});

describe('the people of distinctFrom', () => {
  const votes = { x: { decision: 'approved', at: 1 }, y: { decision: 'rejected', at: 2, onBehalfOf: 'z' } } as const;
  const instance = instanceWith({
    first: endedStep({ votes }),
    second: openStep({ votes: { w: votes.x } }),
    third: { state: 'pending', attempt: 0 },
  });
  it('are the requester, and whoever decided in the named steps, in person or through a stand-in', () => {
    expect([...excludedBy(['requester'], instance)]).toEqual(['requester-1']);
    expect([...excludedBy(['first'], instance)]).toEqual(['x', 'y', 'z']);
    expect([...excludedBy(['requester', 'second'], instance)]).toEqual(['requester-1', 'w']);
  });
  it('are nobody for an empty list, a step that has not begun or is not there', () => {
    expect(excludedBy([], instance).size).toBe(0);
    expect(excludedBy(['third', 'missing'], instance).size).toBe(0);
  });
});
