// Redacting: dots in the place of values, and nothing else changed.
import { expect, it } from 'vitest';
import { hiddenPointers } from '../../core/definition/hidden.ts';
import { placesOf } from './plan.ts';
import { redact } from './redact.ts';

it('puts dots where the pointers lead, whatever stands there, and leaves the rest', () => {
  const data = { a: 'canary', b: { c: ['x', { canary: 1 }], d: null }, 'e/f': 'canary', keep: 1 };
  expect(redact(data, ['/a', '/b/c/1', '/b/d', '/e~1f'])).toEqual({
    a: '•••',
    b: { c: ['x', '•••'], d: '•••' },
    'e/f': '•••',
    keep: 1,
  });
});

it('leaves out what is missing, and takes no inherited key for a value', () => {
  const data = { a: 1, list: [1] };
  expect(redact(data, ['/b', '/a/b', '/list/1', '/list/-', '/constructor', '/list/length'])).toEqual(data);
});

it('hides the whole once where one place lies within another, in any order', () => {
  const data = { customer: { phone: 'canary' } };
  for (const pointers of [
    ['/customer', '/customer/phone'],
    ['/customer/phone', '/customer'],
  ])
    expect(redact(data, pointers)).toEqual({ customer: '•••' });
});

it('does not change the value it was given', () => {
  const data = { a: { b: ['canary'] } };
  redact(data, ['/a/b/0']);
  expect(data).toEqual({ a: { b: ['canary'] } });
});

it('of rules hides what is sensitive and what is personal, each once', () => {
  const personal = [{ pointer: '/customer', subject: '/customerId' }];
  expect(hiddenPointers({ sensitive: ['/nid', '/customer'], personal })).toEqual(['/nid', '/customer']);
  expect(hiddenPointers({})).toEqual([]);
});

it('of rules makes places, outer ones first, without what another place covers', () => {
  const personal = [
    { pointer: '/a/b/c', subject: '/x' },
    { pointer: '/p', subject: '/x' },
    { pointer: '/p', subject: '/y' },
  ];
  const places = placesOf({ sensitive: ['/a/b', '/a/b/d', '/p/q', '/pq', '/a/b'], personal });
  expect(places.map(({ pointer, subject }) => [pointer, subject])).toEqual([
    ['/p', '/x'],
    ['/pq', null],
    ['/a/b', null],
    ['/a/b/c', '/x'],
  ]);
});
