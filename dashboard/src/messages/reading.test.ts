// Rules of reading messages: what is new since the last look, the first lines, the way to what it is about.
import { expect, it } from 'vitest';
import { beginningOf, countNewer, pathOf } from './reading.ts';

const messages = [5, 4, 3].map((minute) => ({ at: `2026-03-02T04:0${minute}:00.000Z` }));

it('all are new to whoever has never looked', () => {
  expect(countNewer(messages, null)).toBe(3);
  expect(countNewer([], null)).toBe(0);
});

it('only those after the last look are new, and what was looked at itself is not', () => {
  expect(countNewer(messages, '2026-03-02T04:03:00.000Z')).toBe(2);
  expect(countNewer(messages, '2026-03-02T04:05:00.000Z')).toBe(0);
  expect(countNewer(messages, '2026-03-02T05:00:00.000Z')).toBe(0);
});

it('a message begins with its first three lines, as they were written', () => {
  expect(beginningOf('*For you*\n\nOne\n  \nTwo\nhttps://example.com/three')).toBe('*For you*\nOne\nTwo');
  expect(beginningOf('')).toBe('');
});

it('a message leads to the decision, to the request where no step is named, or nowhere', () => {
  expect(pathOf({ instanceId: 'a/b', stepId: 'check' })).toBe('/decide/a%2Fb/check');
  expect(pathOf({ instanceId: 'a' })).toBe('/instances/a');
  expect(pathOf({})).toBeNull();
});
