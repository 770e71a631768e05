// Chance is seeded, even, and splits into streams of its own.
import { describe, expect, it } from 'vitest';
import { randomFrom } from './random.ts';

const DRAWS = 20_000;

describe('a random stream', () => {
  it('is the same for the same seed and another for the next one', () => {
    const draw = (seed: number) => {
      const random = randomFrom(seed);
      return Array.from({ length: 8 }, () => random.below(1_000_000));
    };
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
    expect(new Set([0, 1, 2, 3, 4].map((seed) => draw(seed)[0])).size).toBe(5);
  });

  it('spreads evenly over its range and never reaches its limit', () => {
    const random = randomFrom(1);
    const amounts = new Array<number>(10).fill(0);
    for (let i = 0; i < DRAWS; i++) {
      const drawn = random.below(10);
      amounts[drawn] = (amounts[drawn] ?? 0) + 1;
    }
    expect(amounts).toHaveLength(10);
    // Seven standard deviations either side: chance alone never gets there.
    for (const amount of amounts) expect(Math.abs(amount - DRAWS / 10)).toBeLessThan(300);
    let hits = 0;
    for (let i = 0; i < DRAWS; i++) if (random.chance(0.25)) hits += 1;
    expect(Math.abs(hits / DRAWS - 0.25)).toBeLessThan(0.02);
  });

  it('gives a fork numbers of its own, whose use leaves the stream as it was', () => {
    const [a, b] = [randomFrom(9), randomFrom(9)];
    const [fork] = [a.fork(), b.fork()];
    for (let i = 0; i < 50; i++) fork.fraction();
    expect(a.id()).toBe(b.id());
    expect(a.id()).toMatch(/^[0-9a-f]{32}$/);
  });

  it('refuses to pick from nothing', () => {
    expect(() => randomFrom(1).pick([])).toThrow('nothing to pick');
  });
});
