// Signing in with Google where Hosting serves the dashboard: who comes in, who does not, and what the page may load for it.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { type Account, openHosted, policyOf, signInOn } from './google.ts';
import { barriers, openWorld, type World } from './world.ts';

vi.setConfig(PATIENT);

let world: World;
let account: Account;
beforeAll(async () => {
  world = await openWorld();
  const client = await world.client('asm-1');
  const { users } = await client.ask('listUsers', {});
  const { email } = users.find(({ id }: { id: string }) => id === 'asm-1');
  account = { uid: 'google-1', email: email.toUpperCase(), tokens: [client.token, client.token] };
});
afterAll(async () => {
  await world.stop();
  killAll();
});

describe('signing in with Google', () => {
  beforeEach(needBrowser);

  it('is one button and a window; who has the address comes in, is remembered, and can leave', async () => {
    const page = await openHosted(world, account);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await signInOn(page);
    await page.getByText('Delwar Chowdhury Masud').first().waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'My approvals' }).waitFor();
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign in with Google' }).waitFor();
    await page.context().close();
  });

  it('renews a token that is refused, and asks again where nothing helps any more', async () => {
    const page = await openHosted(world, { ...account, tokens: ['eyJ.worn.out', account.tokens[1]] });
    await signInOn(page);
    await page.getByRole('heading', { name: 'My approvals' }).waitFor();
    await page.context().route('**/api/*', (route) =>
      route.fulfill({
        status: 401,
        json: {
          error: { status: 'UNAUTHENTICATED', message: 'No.', details: { reason: 'UNAUTHENTICATED', next: '' } },
        },
      }),
    );
    await page.context().route('https://securetoken.googleapis.com/**', (route) =>
      route.fulfill({
        status: 400,
        json: { error: { code: 400, message: 'TOKEN_EXPIRED' } },
        headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
      }),
    );
    await page.getByRole('link', { name: 'My requests' }).first().click();
    await page.getByRole('button', { name: 'Sign in with Google' }).waitFor();
    await page.context().close();
  });

  it('says to a stranger which address nobody has', async () => {
    const page = await openHosted(world, { ...account, email: 'someone@example.com' });
    await page.route('**/api/listUsers', (route) =>
      route.fulfill({
        status: 403,
        json: {
          error: { status: 'PERMISSION_DENIED', message: 'No.', details: { reason: 'PERMISSION_DENIED', next: '' } },
        },
      }),
    );
    await signInOn(page);
    await page.getByText('You are signed in as someone@example.com, and nobody in the directory').waitFor();
    await page.getByRole('button', { name: 'Use another account' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.unroute('**/api/listUsers');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('nobody in the directory').waitFor();
    await page.context().close();
  });

  it('says when the window is blocked, and when the network is not there', async () => {
    const page = await openHosted(world, account);
    await page.getByRole('button', { name: 'Sign in with Google' }).waitFor();
    await page.evaluate(() => {
      globalThis.open = () => null;
    });
    await page.getByRole('button', { name: 'Sign in with Google' }).click();
    await page.getByText('Your browser has blocked the window').waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Sign in with Google' }).click();
    await page.getByText('try again when you are online').waitFor();
    await page.context().close();
  });
});

describe('the policy of Hosting', () => {
  it('lets the dashboard reach what Google’s sign-in needs, and the page behind a link nothing', () => {
    const elsewhere = (policy: string): readonly string[] =>
      policy.split('; ').filter((directive) => directive.includes('https:'));
    expect(elsewhere(policyOf('!/__/**'))).toEqual([
      "script-src 'self' https://apis.google.com",
      "connect-src 'self' https://identitytoolkit.googleapis.com https://securetoken.googleapis.com",
      "frame-src 'self' https://*.firebaseapp.com",
    ]);
    expect(elsewhere(policyOf('/decide*'))).toEqual([]);
  });
});
