// A small seeded generator (sfc32): the one source of chance in a simulated world.

export interface Random {
  /** In [0, 1). */
  fraction(): number;
  /** A whole number in [0, limit). */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** 128 bits as text. */
  id(): string;
  /** A stream of its own: what is drawn from it leaves this one as it was. */
  fork(): Random;
}

/** Spreads one seed over the generator's state, so that neighbouring seeds have nothing in common. */
function splitmix(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

export function randomFrom(seed: number): Random {
  const spread = splitmix(seed);
  let [a, b, c, counter] = [spread() | 0, spread() | 0, spread() | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  const fraction = (): number => next() / 0x1_0000_0000;
  const below = (limit: number): number => Math.floor(fraction() * limit);
  const word = (): string => next().toString(16).padStart(8, '0');
  return {
    fraction,
    below,
    chance: (probability) => fraction() < probability,
    pick: <T>(items: readonly T[]): T => {
      if (items.length === 0) throw new Error('there is nothing to pick from');
      return items[below(items.length)] as T;
    },
    id: () => word() + word() + word() + word(),
    fork: () => randomFrom(next()),
  };
}
