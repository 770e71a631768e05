// What a condition sees of an instance, and how references in templates of data are replaced.
import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { scopeWith } from '../testing/sample-people.ts';
import { definitionWith, endedStep, instanceWith, openStep } from '../testing/sample-workflow.ts';
import { lookUp, resolveReference, resolveReferences, scopeOf } from './scope.ts';

const rules = { high: { total: { $gt: 5 } } };
const scope = scopeOf(
  definitionWith({ rules }),
  instanceWith(
    {
      over: endedStep({ state: 'skipped', outcome: 'conditions_not_met', output: { a: 1 } }),
      running: openStep({ state: 'escalated', output: { part: true } }),
      waiting: { state: 'pending', attempt: 0 },
    },
    { data: { total: 6 }, context: { startedBy: 'u', startedAt: 0, priority: 'high', tags: ['x'], source: 's' } },
  ),
);

describe('the scope of an instance', () => {
  it('has the data, and the rules of the definition', () => {
    expect(scope.data).toEqual({ total: 6 });
    expect(scope.rules).toEqual(rules);
    expect(scopeOf(definitionWith(), instanceWith({})).rules).toEqual({});
  });
  it('has the state and output of every step, and the outcome once it ended', () => {
    expect(scope.steps).toEqual({
      over: { state: 'skipped', outcome: 'conditions_not_met', output: { a: 1 } },
      running: { state: 'escalated', output: { part: true } },
      waiting: { state: 'pending', output: {} },
    });
  });
  it('has who started it, when, with which priority and tags', () => {
    expect(scope.context).toEqual({
      startedBy: 'u',
      startedAt: '1970-01-01T00:00:00.000Z',
      priority: 'high',
      tags: ['x'],
    });
  });
});

describe('paths', () => {
  it('start in the data, or behind $steps. and $context.', () => {
    expect(lookUp(scope, 'total')).toBe(6);
    expect(lookUp(scope, '$steps.over.output.a')).toBe(1);
    expect(lookUp(scope, '$context.tags.0')).toBe('x');
    expect(lookUp(scope, '$steps.constructor.name')).toBeUndefined();
    expect(lookUp(scope, 'steps.over.state')).toBeUndefined();
  });
});

describe('references', () => {
  const filled = scopeWith({ data: { territory: 'north', tags: ['a'] }, steps: { s: { output: { n: 1 } } } });
  it.each<[Json, Json | undefined]>([
    ['$data.territory', 'north'],
    ['$data.tags', ['a']],
    ['$steps.s.output.n', 1],
    ['$context.startedBy', 'requester-1'],
    ['$data.missing', undefined],
    ['north', 'north'],
    ['$100', '$100'],
    ['$database', '$database'],
    [5, 5],
    [null, null],
  ])('%j is %j', (value, expected) => expect(resolveReference(filled, value)).toEqual(expected));
  it('are replaced wherever they stand in a value; what is missing becomes null', () => {
    const template = { a: ['$data.territory', { b: '$data.missing', c: 1 }], d: 'to $data.territory' };
    expect(resolveReferences(filled, template)).toEqual({ a: ['north', { b: null, c: 1 }], d: 'to $data.territory' });
  });
  it('replace values, never keys', () => {
    expect(resolveReferences(filled, { '$data.territory': '$data.territory' })).toEqual({ '$data.territory': 'north' });
  });
});
