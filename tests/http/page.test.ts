// Pages over HTTP: headers of every answer, the dashboard's files, nothing changed by GET, and everything escaped.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Client, eventually, PATIENT, post, type ServerProcess, signIn, startProcess } from './process.ts';
import { startOf } from './samples.ts';

vi.setConfig(PATIENT);

let server: ServerProcess;
let requester: Client;
let approver: Client;
let instanceId: string;
const NASTY = '"><script>alert(1)</script>&\'';
beforeAll(async () => {
  server = await startProcess('--memory');
  requester = await signIn(server.url, 'requester-1');
  approver = await signIn(server.url, 'sr-1');
  const order = startOf('ORD-1004', 'ORD-P1');
  const data = { ...order.data, dealerMemo: NASTY, detailedProjectAddress: NASTY };
  ({ instanceId } = await requester.ask('startWorkflow', { ...order, data }));
  await eventually(async () => (await approver.ask('listMyTasks')).tasks.length > 0);
});
afterAll(async () => {
  await server.stop();
});

const get = (path: string, client?: Client, method = 'GET') =>
  fetch(`${server.url}${path}`, {
    method,
    headers: client === undefined ? {} : { authorization: `Bearer ${client.token}` },
  });

it('every answer forbids sniffing, caching, framing and foreign scripts, and allows no other origin', async () => {
  const paths = [
    '/',
    '/requests/new',
    '/session.json',
    '/theme.js',
    '/simple',
    '/outbox',
    `/simple/instances/${instanceId}`,
    '/assets/page.js',
    '/assets/page.css',
    '/nix',
    '/favicon.ico',
    '/%zz',
    '/fragments/',
    '/api/listMyTasks',
    '/api',
  ];
  for (const path of paths) {
    const { headers } = await get(path);
    expect.soft(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect.soft(headers.get('cache-control'), path).toBe('no-store');
    const policy = headers.get('content-security-policy') ?? '';
    expect.soft(policy, path).toContain("default-src 'none'");
    expect.soft(policy, path).toContain("frame-ancestors 'none'");
    expect.soft(policy, path).not.toContain('unsafe');
    expect.soft(headers.get('access-control-allow-origin'), path).toBeNull();
    expect.soft(headers.get('x-powered-by'), path).toBeNull();
  }
});

it('unknown paths get a page, unknown operations a typed refusal', async () => {
  const page = await get('/nothing/here');
  expect(page.status).toBe(404);
  expect(page.headers.get('content-type')).toContain('text/html');
  const refusal = await post(server.url, 'nothingHere', '{"data": {}}');
  expect([refusal.status, refusal.error?.details.reason]).toEqual([404, 'UNKNOWN_OPERATION']);
});

it('every place of the dashboard is its one page, which loads files that are there', async () => {
  const page = await (await get('/')).text();
  const places = ['/approvals', '/requests', '/requests/new/order-approval', `/instances/${instanceId}`, '/settings'];
  for (const path of [...places, '/decide/x/check', '/operations', '/definitions/order-approval', '/health']) {
    const answer = await get(path);
    expect.soft([answer.status, await answer.text()], path).toEqual([200, page]);
  }
  const files = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path);
  expect(files.length).toBeGreaterThan(2);
  for (const path of files) {
    const { status, headers } = await get(path);
    expect.soft(status, path).toBe(200);
    expect.soft(headers.get('content-type'), path).toMatch(path.endsWith('.css') ? 'text/css' : 'text/javascript');
  }
  expect((await get('/decide/x')).status).toBe(404);
  expect(page).not.toMatch(/<script>|<style|style="/);
});

it('the dashboard is told whom one can be, and what each role may do', async () => {
  const { kind, people, access } = await (await get('/session.json')).json();
  expect(kind).toBe('embedded');
  expect(people).toContainEqual({ id: 'requester-1', name: 'Jashim Uddin Palash', roles: ['requester'] });
  expect(access.modify_instance).toContain('admin');
  expect(Object.keys(people[0])).toEqual(['id', 'name', 'roles']);
});

it('the simple page lists whom one can sign in as, and shows nothing more before', async () => {
  const text = await (await get('/simple')).text();
  expect(text).toContain('<option value="requester-1">Jashim Uddin Palash (requester)</option>');
  expect(text).not.toContain('ORD-P1');
  expect((await get('/fragments/')).status).toBe(401);
});

it('a task shows the fields that decide, with forms that carry its attempt and a command id of their own', async () => {
  const text = await (await get('/fragments/', approver)).text();
  expect(text).toContain('ORD-P1');
  const fields = [...text.matchAll(/data-operation="(\w+)"[^>]* data-fields="([^"]*)"/g)].map(
    ([, operation, json = '']) => ({
      operation,
      ...JSON.parse(
        json
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&'),
      ),
    }),
  );
  const approve = fields.find(({ operation }) => operation === 'approveStep');
  expect(approve).toMatchObject({
    instanceId,
    stepId: 'approve-sr-acl',
    attempt: 1,
    commandId: expect.stringMatching(/-approve$/),
  });
  expect(fields.filter(({ operation }) => operation === 'startWorkflow')).toHaveLength(5);
});

it('what people wrote is shown as text', async () => {
  for (const client of [approver, requester]) {
    const text = await (await get(`/fragments/instances/${instanceId}`, client)).text();
    expect(text).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#39;');
    expect(text).not.toContain('<script>');
  }
});

it('somebody else’s request is not shown', async () => {
  const stranger = await signIn(server.url, 'sr-3');
  expect((await get(`/fragments/instances/${instanceId}`, stranger)).status).toBe(404);
});

it('reading changes nothing, and pages take no other method', async () => {
  const before = await requester.ask('getWorkflowInstance', { instanceId });
  for (const path of ['/', '/session.json', '/simple', `/fragments/instances/${instanceId}`, '/fragments/']) {
    for (const method of ['GET', 'HEAD']) await get(path, approver, method);
    expect((await get(path, approver, 'POST')).status).toBe(405);
  }
  expect(await requester.ask('getWorkflowInstance', { instanceId })).toEqual(before);
});

it('a decision by the page is marked as one in the audit', async () => {
  const data = { instanceId, stepId: 'approve-sr-acl', attempt: 1, reason: 'No.' };
  const headers = { authorization: `Bearer ${approver.token}`, 'x-countersign-channel': 'dashboard' };
  await post(server.url, 'rejectStep', JSON.stringify({ data }), headers);
  const { entries } = await requester.ask('getAuditTrail', { instanceId });
  const channels = entries.map(({ actor, channel }: { actor: string; channel: string }) => `${actor} ${channel}`);
  expect(channels).toEqual(expect.arrayContaining(['requester-1 api', 'sr-1 dashboard']));
});
