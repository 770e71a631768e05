// Who the add-on speaks as: Google's word exchanged for a token, kept for less than its hour, sent to one server only.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildAddOn } from '../../sheets/build.ts';
import { killAll, PATIENT, post, signIn } from '../http/process.ts';
import { openScript, type Script } from './services/script.ts';
import { cellAt } from './services/sheet-model.ts';
import type { Net } from './services/url-fetch.ts';
import { openWorld, orderRow, orderSheet, select, type World } from './world.ts';

vi.setConfig(PATIENT);

const SERVER = 'https://approvals.example.com';
const TOOLKIT = 'https://identitytoolkit.googleapis.com';

interface Exchange {
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}

let world: World;
let net: Net;
let toolkit: Worker;
let toolkitUrl: string;

beforeAll(async () => {
  world = await openWorld();
  toolkit = new Worker(new URL('./services/toolkit-worker.ts', import.meta.url), {
    execArgv: [],
    workerData: { url: world.url },
  });
  const [port] = await once(toolkit, 'message');
  toolkitUrl = `http://127.0.0.1:${port}`;
  const routes = new Map([
    [SERVER, world.url],
    [TOOLKIT, toolkitUrl],
  ]);
  net = { ...world.net, routes, allowed: [`${TOOLKIT}/`, `${SERVER}/`] };
});
afterEach(async () => {
  await exchanges();
  await spoil();
});
afterAll(async () => {
  await toolkit.terminate();
  await world.stop();
  killAll();
});

/** What was exchanged since it was last asked. */
const exchanges = async (): Promise<readonly Exchange[]> =>
  (await fetch(`${toolkitUrl}/exchanges`)).json() as Promise<readonly Exchange[]>;
/** What the next exchanges answer instead of a good token. */
const spoil = async (...answers: readonly object[]): Promise<void> => {
  await fetch(`${toolkitUrl}/spoil`, { method: 'POST', body: JSON.stringify(answers) });
};

async function script(userId: string, settings: object = {}): Promise<Script> {
  const file = world.file(orderSheet(orderRow(`ID-${userId}`)));
  file.documentProperties.set(
    'countersign',
    JSON.stringify({ workflowId: 'order-approval', mapping: {}, ...settings }),
  );
  select(file.activeSheet, [2, 2]);
  const built = await buildAddOn({ server: SERVER, apiKey: 'AIza-test-key' });
  return openScript(built, file, { key: `key-of-${userId}`, identityToken: `google-${userId}` }, net);
}

describe('a token', () => {
  it('comes from one exchange at Identity Toolkit and is kept for less than its hour', async () => {
    const person = await script('cro-1');
    expect(person.run('sidebarApprovals')).toMatchObject({ ok: true });
    expect(person.run('sidebarApprovals')).toMatchObject({ ok: true });
    expect(await exchanges()).toEqual([
      {
        url: '/v1/accounts:signInWithIdp?key=AIza-test-key',
        body: {
          postBody: 'id_token=google-cro-1&providerId=google.com',
          requestUri: SERVER,
          returnSecureToken: true,
          returnIdpCredential: false,
        },
      },
    ]);
    const kept = [...person.cache].find(([key]) => key.startsWith('token|'))?.[1];
    expect(kept?.seconds).toBe(55 * 60);
  });

  it('that is refused is exchanged once more, and what it spoilt is sent again', async () => {
    const person = await script('requester-1');
    await spoil({ idToken: 'an-old-token', expiresIn: '3600' });
    person.menu('menuSubmit');
    expect(person.alerts).toEqual([]);
    expect(person.toasts.at(-1)).toMatch(/^1 row submitted\./);
    expect(await exchanges()).toHaveLength(2);
  });

  it('that is refused twice ends in words, without a third exchange', async () => {
    const person = await script('cro-2');
    await spoil({ idToken: 'bad', expiresIn: '3600' }, { idToken: 'bad', expiresIn: '3600' });
    const answer = person.run('sidebarApprovals');
    expect(answer).toMatchObject({ ok: false, next: expect.stringContaining('ask your administrator') });
    expect(await exchanges()).toHaveLength(2);
  });

  it('that Identity Toolkit does not give is explained by what to do', async () => {
    const person = await script('cro-3');
    await spoil({ error: { message: 'INVALID_IDP_RESPONSE' } });
    expect(person.run('sidebarApprovals')).toEqual({
      ok: false,
      message: 'Signing in was refused (INVALID_IDP_RESPONSE).',
      next: 'Ask your administrator: the add-on’s client id has to be among those that the Google provider allows.',
    });
  });
});

describe('an add-on built for a server', () => {
  it('takes no other server from a file that others may edit, and cannot reach one', async () => {
    const person = await script('cro-1', { server: 'https://evil.example.net', apiKey: 'theirs' });
    net.sent.length = 0;
    expect(person.run('sidebarApprovals')).toMatchObject({ ok: true });
    expect(
      person.run('sidebarSave', { server: 'https://evil.example.net', workflowId: 'order-approval', mapping: {} })
        .value,
    ).toMatchObject({ server: SERVER, isFixed: true });
    const hosts = new Set(net.sent.flat().map(({ url }) => new URL(url).host));
    expect([...hosts].sort()).toEqual(['approvals.example.com', 'identitytoolkit.googleapis.com']);
    const { 'appsscript.json': manifest } = await buildAddOn({ server: SERVER, apiKey: 'k' });
    expect(JSON.parse(manifest).urlFetchWhitelist).toEqual([`${TOOLKIT}/`, `${SERVER}/`]);
  });

  it('asks for no more than it needs', async () => {
    const { 'appsscript.json': manifest } = await buildAddOn({ server: SERVER, apiKey: 'k' });
    const google = (name: string): string => `https://www.googleapis.com/auth/${name}`;
    expect(JSON.parse(manifest).oauthScopes.sort()).toEqual(
      [
        google('spreadsheets.currentonly'),
        google('script.container.ui'),
        google('script.external_request'),
        google('userinfo.email'),
        'openid',
      ].sort(),
    );
  });

  it.each([
    'http://approvals.example.com',
    'approvals.example.com',
    'https://a.example.com/path',
    'https://a@b.example.com',
  ])('is not built for %s', async (server) => {
    await expect(buildAddOn({ server, apiKey: 'k' })).rejects.toThrow('--server is an address');
  });
});

describe('texts from outside', () => {
  const EVIL = ['=HYPERLINK("https://evil.example.net","x")', '+1+1', '-2+3', '@SUM(A1)', '\t=1+1', '\r=1+1', "'=1+1"];

  it('are never formulas in the sheet, whoever wrote them: names, steps, reasons, refusals', async () => {
    const admin = await signIn(world.url, 'admin-1');
    for (const [at, text] of EVIL.entries()) {
      const id = `evil-${at}`;
      const definition = {
        id: `evil-flow-${at}`,
        name: text,
        version: '1.0.0',
        status: 'active',
        roles: ['cro'],
        data: { type: 'object', required: ['orderId'], properties: { orderId: { type: 'string' } } },
        steps: [{ id: 'decide', name: text, type: 'approval', assignedTo: `user:${id}` }],
      };
      await admin.ask('upsertUser', {
        user: {
          id,
          name: `${text} name`,
          email: `${id}@example.com`,
          phone: `+88018000000${10 + at}`,
          roles: ['cro'],
          territories: [],
          skills: [],
          language: 'en',
          channel: 'email',
        },
      });
      await admin.ask('createWorkflowDefinition', { definition });
      const sheet = orderSheet(orderRow('x', { 'Order ID': `'${text}` }));
      const file = world.file(sheet);
      file.documentProperties.set(
        'countersign',
        JSON.stringify({ server: world.url, apiKey: '', workflowId: `evil-flow-${at}`, mapping: {} }),
      );
      const person = world.person(file, 'requester-1');
      select(sheet, [2, 2]);
      person.menu('menuSubmit');
      person.menu('menuRefresh');
      expect(String(cellAt(sheet, 2, 'Approver').value).endsWith('name')).toBe(true);
      const approver = world.person(file, id);
      approver
        .run('sidebarApprovals')
        .value.tasks.forEach(({ instanceId, stepId, attempt, revision }: Record<string, unknown>) => {
          approver.run('sidebarDecide', {
            kind: 'reject',
            instanceId,
            stepId,
            attempt,
            revision,
            text,
            commandId: 'c',
          });
        });
      person.menu('menuRefresh');
      const formulas = sheet.rows
        .flatMap(({ cells }) => cells.map(({ formula }) => formula))
        .filter((formula) => formula !== '');
      expect(formulas).toEqual([]);
    }
  });

  it('would be formulas in the stand-in if they were written as they are: the test can fail', () => {
    const sheet = orderSheet(...EVIL.slice(0, 6).map((text) => orderRow('y', { 'Order ID': text })));
    expect(sheet.rows.slice(1, 7).map((_, at) => cellAt(sheet, at + 2, 'Order ID').formula !== '')).toEqual(
      EVIL.slice(0, 6).map(() => true),
    );
  });
});

describe('the server', () => {
  it('is told that a call comes from a sheet, in every call but signing in', async () => {
    expect(await post(world.url, 'listMyTasks', '{"data":{}}')).toMatchObject({ status: 401 });
    const person = await script('bdo-1');
    net.sent.length = 0;
    person.run('sidebarApprovals');
    const calls = net.sent.flat().filter(({ url }) => url.startsWith(SERVER));
    expect(calls.length).toBeGreaterThan(0);
    for (const { headers } of calls)
      expect(headers).toMatchObject({
        'x-countersign-channel': 'sheets',
        authorization: expect.stringMatching(/^Bearer \S+$/),
      });
  });
});
