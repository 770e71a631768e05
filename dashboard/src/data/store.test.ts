// Rules of what was loaded: old rather than gone, changed ahead and taken back, asked for once.
import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/error.ts';
import { pauseMs } from './schedule.ts';
import { Store } from './store.ts';

/** Nobody looks, so nothing is asked on its own. */
function storeAt(clock = { now: 1_000 }) {
  return { clock, store: new Store({ now: () => clock.now, chance: () => 0.5, isLive: () => false }) };
}
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

describe('a loaded answer', () => {
  it('is empty, then there, and the same object while it says the same', async () => {
    const { store, clock } = storeAt();
    const state = store.state('list', async () => ({ rows: [1] }));
    expect(state.value).toMatchObject({ data: undefined, isLoading: true });
    store.watch('list');
    await settled();
    const first = state.value.data;
    expect(state.value).toMatchObject({ data: { rows: [1] }, error: null, isLoading: false, updatedAt: 1_000 });
    clock.now += 5_000;
    await store.refresh('list');
    expect(state.value.data).toBe(first);
    expect(state.value.updatedAt).toBe(6_000);
  });

  it('stays where a later try fails, with the error beside it, and recovers', async () => {
    const { store } = storeAt();
    let isBroken = false;
    const state = store.state('list', async () => {
      if (isBroken) throw new ApiError('OFFLINE', 'away');
      return 'data';
    });
    store.watch('list');
    await settled();
    isBroken = true;
    await store.refresh('list');
    expect(state.value).toMatchObject({ data: 'data', error: { reason: 'OFFLINE' } });
    isBroken = false;
    await store.refresh('list');
    expect(state.value).toMatchObject({ data: 'data', error: null });
  });

  it('is asked for once by two who watch, and by the beginning of its key', async () => {
    const { store } = storeAt();
    let asked = 0;
    const load = async () => ++asked;
    store.state('list {"a":1}', load);
    store.watch('list {"a":1}');
    store.watch('list {"a":1}');
    await settled();
    expect(asked).toBe(1);
    await store.refresh('other');
    expect(asked).toBe(1);
    await store.refresh('list');
    expect(asked).toBe(2);
  });

  it('is not asked for while nobody watches, and at once when somebody does again', async () => {
    const { store } = storeAt();
    let asked = 0;
    store.state('list', async () => ++asked);
    const stop = store.watch('list');
    await settled();
    stop();
    await store.refresh('list');
    store.wake();
    expect(asked).toBe(1);
    store.watch('list');
    await settled();
    expect(asked).toBe(2);
  });
});

describe('a change ahead of the server', () => {
  async function world() {
    const { store, clock } = storeAt();
    let rows = ['a', 'b'];
    const state = store.state('list', async () => rows);
    store.watch('list');
    await settled();
    const patch = store.patch<readonly string[]>('list', (all) => all.filter((row) => row !== 'a'));
    return { store, clock, state, patch, serverForgets: () => (rows = ['b']) };
  }

  it('is shown at once, also over answers that do not know it yet', async () => {
    const { store, state } = await world();
    expect(state.value.data).toEqual(['b']);
    await store.refresh('list');
    expect(state.value.data).toEqual(['b']);
  });

  it('is taken back where it was refused', async () => {
    const { state, patch } = await world();
    patch.undo();
    expect(state.value.data).toEqual(['a', 'b']);
  });

  it('gives way to the server’s word once that includes it', async () => {
    const { store, clock, state, patch, serverForgets } = await world();
    clock.now += 10;
    serverForgets();
    patch.settle();
    clock.now += 10;
    await store.refresh('list');
    expect(state.value.data).toEqual(['b']);
    patch.undo();
    expect(state.value.data).toEqual(['b']);
  });
});

it('pauses are spread, longer with each failure, and never longer than a minute', () => {
  expect([pauseMs(3_000, 0, 0), pauseMs(3_000, 0, 0.5), pauseMs(3_000, 0, 1)]).toEqual([2_550, 3_000, 3_450]);
  expect([1, 2, 3, 4].map((failures) => pauseMs(3_000, failures, 0.5))).toEqual([6_000, 12_000, 24_000, 48_000]);
  expect(pauseMs(3_000, 20, 0.5)).toBe(60_000);
  expect(pauseMs(300_000, 20, 0.5)).toBe(300_000);
});

it('a part of a long answer is shown while there is nothing yet, and never in place of a whole one', async () => {
  const { store } = storeAt();
  let isFirst = true;
  const state = store.state('list', async () => {
    store.offer('list', ['part']);
    if (isFirst) expect(state.peek().data).toEqual(['part']);
    else expect(state.peek().data).toEqual(['part', 'rest']);
    isFirst = false;
    return ['part', 'rest'];
  });
  store.watch('list');
  await settled();
  await store.refresh('list');
  expect(state.value).toMatchObject({ data: ['part', 'rest'], error: null });
});
