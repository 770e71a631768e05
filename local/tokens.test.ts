// Tokens: whom they prove, and for how long.
import { expect, it } from 'vitest';
import { createTokens } from './tokens.ts';

const NOW = Date.parse('2026-11-22T04:00:00Z');
const HOUR_MS = 3_600_000;
const key = new Uint8Array(32).fill(7);
const at = (now: number, signedWith = key) => createTokens({ key: signedWith, now: () => now });

it('prove their user for twelve hours and no longer', async () => {
  const token = await at(NOW).issue('cro-1');
  expect(await at(NOW).verify(token)).toBe('cro-1');
  expect(await at(NOW + 12 * HOUR_MS - 1_000).verify(token)).toBe('cro-1');
  expect(await at(NOW + 12 * HOUR_MS).verify(token)).toBeNull();
});

it('prove nobody under another key', async () => {
  const token = await at(NOW).issue('cro-1');
  expect(await at(NOW, new Uint8Array(32)).verify(token)).toBeNull();
  expect(await at(NOW).verify('no token')).toBeNull();
});
