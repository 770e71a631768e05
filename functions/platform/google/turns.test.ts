// Turns at a document: order within a process, patience with other ones, and its end.
import { expect, it } from 'vitest';
import { Transient } from '../platform.ts';
import { createTurns } from './turns.ts';

/** A clock that only sleeping moves. */
function bench() {
  let now = 0;
  const slept: number[] = [];
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      slept.push(ms);
      now += ms;
    },
  };
  return { turns: createTurns({ clock, entropy: { fraction: () => 0.5 } }), slept };
}

it('one document is attempted by one at a time, in the order of asking; another one does not wait', async () => {
  const { turns } = bench();
  const gate = Promise.withResolvers<void>();
  const seen: string[] = [];
  const first = turns.at('orders/1', async () => {
    seen.push('first');
    await gate.promise;
    seen.push('first ends');
  });
  const second = turns.at('orders/1', async () => void seen.push('second'));
  await turns.at('orders/2', async () => void seen.push('other'));
  expect(seen).toEqual(['first', 'other']);
  gate.resolve();
  await Promise.all([first, second]);
  expect(seen).toEqual(['first', 'other', 'first ends', 'second']);
});

it('who fails keeps nobody behind them back', async () => {
  const { turns } = bench();
  const outcomes = await Promise.allSettled([
    turns.at('orders/1', () => Promise.reject(new RangeError('refused'))),
    turns.at('orders/1', async () => 'landed'),
  ]);
  expect(outcomes).toMatchObject([{ reason: expect.any(RangeError) }, { value: 'landed' }]);
});

it('a conflict is tried again after a wait that grows, to a second at most', async () => {
  const { turns, slept } = bench();
  let tries = 0;
  expect(await turns.at('orders/1', async () => (++tries < 9 ? ('conflict' as const) : tries))).toBe(9);
  expect(slept).toEqual([20, 40, 80, 160, 320, 500, 500, 500]);
});

it('what never lands is to be repeated by the caller, and so is what had to wait too long for its turn', async () => {
  const { turns } = bench();
  let attempts = 0;
  const outcomes = await Promise.allSettled([
    turns.at('orders/of-somebody', async () => 'conflict'),
    turns.at('orders/of-somebody', async () => ++attempts),
  ]);
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ reason: expect.any(Transient) });
    expect(String((outcome as PromiseRejectedResult).reason)).not.toContain('somebody');
  }
  expect(attempts).toBe(0);
  expect(await turns.at('orders/of-somebody', async () => 'again')).toBe('again');
});
