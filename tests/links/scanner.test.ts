// A link that is opened by machines: nothing is decided, and nothing is even read of the store.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { noCounts } from '../../functions/engine/testing/counting.ts';
import { reset } from '../../functions/engine/testing/harness.ts';
import { PATIENT } from '../http/process.ts';
import { browserPath, needBrowser, openBrowser } from '../sheets/page.ts';
import { fetchLink, postGuesses, runLink } from './scanner.ts';
import { type LinkWorld, openLinkWorld, press, show, titleOf } from './world.ts';

vi.setConfig(PATIENT);

let world: LinkWorld;
let browser: Browser;
beforeAll(async () => {
  world = await openLinkWorld();
  if (browserPath() !== null) browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.close();
});

describe('a scanner', () => {
  beforeEach(needBrowser);

  it('that fetches, runs scripts, presses, submits, follows and posts leaves all as it was; a person decides then', async () => {
    const instanceId = await world.start();
    const link = await world.linkOf(instanceId);
    const token = link.split('#t=')[1] ?? '';
    const before = await world.stateOf(instanceId);
    reset(world.harness.counts);

    for (const status of await fetchLink(link)) expect([200, 404, 405]).toContain(status);
    const { seen, pressed } = await runLink(browser, link);
    expect(pressed).toBeGreaterThan(10);
    expect(seen.filter((one) => !/^GET .*\/decide[\w-]*(?:\.(?:css|js))?$/.test(one))).toEqual([]);
    const addresses = seen.map((one) => one.split(' ')[1] ?? '');
    const guesses = ['', '{}', 'choice=approve', `t=${token}`, JSON.stringify({ data: { token, choice: 'approve' } })];
    await postGuesses(addresses, guesses);

    expect(world.harness.counts).toEqual(noCounts());
    expect(await world.stateOf(instanceId)).toBe(before);

    const page = await show(browser, link);
    await press(page, 'Approve');
    expect(await titleOf(page)).toBe('You approved it');
    expect(await world.stateOf(instanceId)).not.toBe(before);
    await page.context().close();
  });

  it('that reads the scripts and posts the token to what they name decides nothing either', async () => {
    const instanceId = await world.start();
    const token = (await world.linkOf(instanceId)).split('#t=')[1] ?? '';
    const before = await world.stateOf(instanceId);
    const script = await (await fetch(`${world.url}/decide.js`)).text();
    const operations = [...script.matchAll(/'(\w+(?:Decision|ByLink))'/g)].map(
      ([, name]) => `${world.url}/api/${name}`,
    );
    expect(operations.length).toBeGreaterThan(1);
    const bodies = [{ token }, { token, choice: 'approve' }, { token, nonce: token.slice(0, 60), choice: 'approve' }];
    await postGuesses(operations, ['', '{}', ...bodies.map((data) => JSON.stringify({ data }))]);
    expect(await world.stateOf(instanceId)).toBe(before);
  });
});
