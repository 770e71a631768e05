// Many at once, and lists in pages.
import { describe, expect, it } from 'vitest';
import { runMany } from './many.ts';
import { loadAll } from './paging.ts';

describe('the same deed on many', () => {
  it('has a result for each, in their order, and one that is refused leaves the others alone', async () => {
    const run = async (item: number): Promise<void> => {
      if (item % 3 === 0) throw new Error(`no ${item}`);
    };
    const results = await runMany([1, 2, 3, 4, 5, 6, 7], run, (error) => (error as Error).message);
    expect(results).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((item) => ({ item, problem: item % 3 === 0 ? `no ${item}` : null })),
    );
  });
  it('does some at a time', async () => {
    let [now, most] = [0, 0];
    await runMany(
      Array.from({ length: 20 }),
      async () => {
        now += 1;
        most = Math.max(most, now);
        await Promise.resolve();
        now -= 1;
      },
      String,
    );
    expect(most).toBe(4);
  });
  it('with nothing to do does nothing', async () =>
    expect(await runMany([], () => Promise.reject(), String)).toEqual([]));
});

describe('lists in pages', () => {
  const pages = (count: number) => {
    const asked: unknown[] = [];
    const ask = async (page: object) => {
      asked.push(page);
      return { rows: [asked.length], ...(asked.length < count ? { nextPageToken: String(asked.length) } : {}) };
    };
    return { asked, all: () => loadAll(ask, ({ rows }) => rows) };
  };
  it('are asked for until there are no more', async () => {
    const { asked, all } = pages(3);
    expect(await all()).toEqual({ rows: [1, 2, 3], more: false });
    expect(asked).toEqual([{ pageSize: 200 }, { pageSize: 200, pageToken: '1' }, { pageSize: 200, pageToken: '2' }]);
  });
  it('end after a thousand rows, and say that there are more', async () =>
    expect(await pages(9).all()).toEqual({ rows: [1, 2, 3, 4, 5], more: true }));
});
