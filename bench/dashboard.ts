// How fast My approvals is for somebody with 2,000 open tasks: from opening the page to the first card drawn, and from a key
// or a click to what it changes. Needs a browser. Figures of one machine: compare them within one run.
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openWorld } from '../tests/dashboard/world.ts';

const { values } = parseArgs({
  options: { tasks: { type: 'string', default: '2000' }, runs: { type: 'string', default: '7' } },
});
const TASKS = Number(values.tasks);
const RUNS = Number(values.runs);
const AT_ONCE = 50;
const APPROVER = 'asm-1';

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
const print = (what: string, all: readonly number[]): void =>
  console.log(`${what.padEnd(46)} median ${median(all).toFixed(0)} ms, max ${Math.max(...all).toFixed(0)} ms`);

/** ms from the navigation until the browser has drawn what this finds. */
const drawnAt = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (what) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (document.querySelector(what) !== null) setTimeout(() => resolve(performance.now()));
          else requestAnimationFrame(look);
        };
        look();
      }),
    selector,
  );

/** ms from the key until the frame after it, in the page itself. */
const keyTime = (page: Page, key: string): Promise<number> =>
  page.evaluate(
    (name) =>
      new Promise<number>((resolve) => {
        const begun = performance.now();
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
      }),
    key,
  );

const world = await openWorld();
try {
  const names = Array.from({ length: TASKS }, (_, i) => `PC-${String(i).padStart(5, '0')}`);
  for (let at = 0; at < TASKS; at += AT_ONCE)
    await Promise.all(names.slice(at, at + AT_ONCE).map((name) => world.ask(name)));
  const first: number[] = [];
  const again: number[] = [];
  const keys: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const page = await world.open(APPROVER, '/approvals');
    first.push(await drawnAt(page, 'article'));
    await page.reload();
    again.push(await drawnAt(page, 'article'));
    for (let press = 0; press < 10; press += 1) keys.push(await keyTime(page, 'j'));
    await page.context().close();
  }
  console.log(`${TASKS} open tasks of one person, ${RUNS} runs`);
  print('first card, nothing in the cache', first);
  print('first card, after a reload', again);
  print('a key (j), until the frame after it', keys);
} finally {
  await world.stop();
}
