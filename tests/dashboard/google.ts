// The dashboard as Hosting serves it, and what Google's servers answer a page that signs somebody in.
import type { BrowserContext, Page, Route } from 'playwright-core';
import company from '../../definitions/company.json' with { type: 'json' };
import hosting from '../../firebase.json' with { type: 'json' };
import type { World } from './world.ts';

export interface Account {
  readonly uid: string;
  readonly email: string;
  /** What their ID token is before it is renewed, and after. */
  readonly tokens: readonly [first: string, renewed: string];
}

const CONFIG = { apiKey: 'sample-key', authDomain: 'sample.firebaseapp.com', projectId: 'sample' };
const POLICY = 'Content-Security-Policy';
export const policyOf = (source: string): string =>
  hosting.hosting.headers.find((one) => one.source === source)?.headers.find(({ key }) => key === POLICY)?.value ?? '';

/** Stands for Google's loader of frames: the same few calls, and an event when the window has come to its end. */
const LOADER = `
  const frame = {
    restyle: async () => {}, ping: async (done) => done(), register: (_, tell) => { window.tellPage = tell; },
    send: () => {},
  };
  const open = ({ url, attributes: { style, ...attributes } }, ready) => {
    const shown = document.createElement('iframe');
    Object.assign(shown.style, style);
    for (const [name, value] of Object.entries(attributes)) shown.setAttribute(name, value);
    shown.src = url;
    document.body.append(shown);
    return ready(frame);
  };
  window.gapi = { load: (_, { callback }) => callback(), iframes: { getContext: () => ({ open }) } };
  window[new URL(document.currentScript.src).searchParams.get('onload')]();
`;

/** A page of a Firebase project, under the policy of firebase.json; `account`: whom Google's window answers. */
export async function openHosted({ browser, url }: World, account: Account): Promise<Page> {
  if (browser === null) throw new Error('there is no browser');
  const context = await browser.newContext({ locale: 'en-GB' });
  await context.route(`${url}/approvals`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), [POLICY.toLowerCase()]: policyOf('!/__/**') } });
  });
  await context.route(`${url}/session.json`, (route) =>
    route.fulfill({ json: { kind: 'firebase', access: company.access } }),
  );
  await context.route(`${url}/__/firebase/init.json`, (route) => route.fulfill({ json: CONFIG }));
  await answerAsGoogle(context, account);
  const page = await context.newPage();
  await page.goto(`${url}/approvals`);
  return page;
}

async function answerAsGoogle(context: BrowserContext, { uid, email, tokens }: Account): Promise<void> {
  const [idToken, renewed] = tokens;
  const json = (answer: object) => (route: Route) =>
    route.fulfill({
      json: answer,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
    });
  const user = { localId: uid, email, emailVerified: true };
  const refreshToken = 'refresh';
  const toolkit = 'https://identitytoolkit.googleapis.com/v1';
  await context.route(`${toolkit}/projects?*`, json({ authorizedDomains: ['127.0.0.1'] }));
  await context.route(
    `${toolkit}/accounts:signInWithIdp?*`,
    json({ ...user, idToken, refreshToken, expiresIn: '3600' }),
  );
  await context.route(`${toolkit}/accounts:lookup?*`, json({ users: [user] }));
  await context.route(
    'https://securetoken.googleapis.com/v1/token?*',
    json({ access_token: renewed, id_token: renewed, refresh_token: refreshToken, expires_in: '3600' }),
  );
  await context.route('https://apis.google.com/js/api.js*', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: LOADER }),
  );
  await context.route(`https://${CONFIG.authDomain}/__/auth/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Google</title>' }),
  );
}

/** Presses the button, and chooses the account in the window that opens. */
export async function signInOn(page: Page): Promise<void> {
  const opening = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  const popup = await opening;
  await popup.waitForURL('**/__/auth/handler?*');
  const asked = new URL(popup.url()).searchParams;
  await page.evaluate(
    ([eventId]) => {
      const { tellPage } = globalThis as unknown as { tellPage: (event: object) => void };
      const answered = {
        type: 'signInViaPopup',
        eventId,
        urlResponse: 'https://sample.example/?code=1',
        sessionId: 's',
      };
      tellPage({ type: 'authEvent', authEvent: answered });
    },
    [asked.get('eventId')],
  );
}
