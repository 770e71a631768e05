// The bound of messages a minute, one telephone at a time, in bounded memory.
import { expect, it } from 'vitest';
import { createSenderBound } from './replies-bound.ts';

const allowed = (isWithin: ReturnType<typeof createSenderBound>, phone: string, now: number, times: number): number =>
  Array.from({ length: times }, () => isWithin(phone, now)).filter(Boolean).length;

it('lets thirty messages of a telephone through in a minute, whatever others write', () => {
  const isWithin = createSenderBound();
  expect(allowed(isWithin, '+1', 0, 40)).toBe(30);
  expect(allowed(isWithin, '+2', 0, 40)).toBe(30);
  expect(allowed(isWithin, '+1', 59_999, 5)).toBe(0);
  expect(allowed(isWithin, '+1', 60_000, 40)).toBe(30);
});

it('remembers ten thousand telephones, and forgets the one that began first', () => {
  const isWithin = createSenderBound();
  allowed(isWithin, '+0', 0, 30);
  allowed(isWithin, '+1', 1, 30);
  for (let n = 2; n <= 10_000; n += 1) isWithin(`+${n}`, 2);
  expect(allowed(isWithin, '+1', 3, 1)).toBe(0);
  expect(allowed(isWithin, '+0', 3, 1)).toBe(1);
});
