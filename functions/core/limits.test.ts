// The bounds are the promised ones: raising or lowering one changes what definitions and data may be.
import { expect, it } from 'vitest';
import * as limits from './limits.ts';

it('holds the limits that the language promises', () => {
  expect(limits).toMatchObject({
    STEPS_MAX: 200,
    PARALLEL_MAX: 50,
    LOOPS_MAX: 10,
    CHILD_DEPTH_MAX: 8,
    DATA_BYTES_MAX: 256 * 1024,
    DATA_DEPTH_MAX: 32,
    INSTANCE_BYTES_MAX: 900 * 1024,
    EFFECT_TRIES_MAX: 8,
    COMMAND_RING_MAX: 32,
  });
});
it('lets a settling instance take every round that the largest definition needs', () => {
  expect(limits.SETTLE_ROUNDS_MAX).toBeGreaterThanOrEqual(limits.STEPS_MAX * (limits.LOOPS_MAX + 1));
});
it('has limits that are whole and positive', () => {
  for (const [name, value] of Object.entries(limits))
    expect([name, Number.isInteger(value) && value > 0]).toEqual([name, true]);
});
