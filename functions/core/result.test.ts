// Results carry a value or a refusal, never both.
import { expect, it } from 'vitest';
import { err, ok } from './result.ts';

it('is fine with a value, also with none to speak of', () => {
  expect(ok(null)).toEqual({ ok: true, value: null });
});
it('is not fine with an error', () => {
  expect(err('no')).toEqual({ ok: false, error: 'no' });
});
