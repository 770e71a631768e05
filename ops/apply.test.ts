// The whole script against a stand-in of the APIs over HTTP: what it makes, what it leaves alone, how it fails.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readFiles } from './files.ts';
import type { JsonObject } from './json.ts';
import { run } from './run.ts';
import { type StandIn, startStandIn } from './testing/stand-in.ts';

const PROJECT = 'demo-monitoring';
const COUNT = readFiles(import.meta.dirname).length;

let google: StandIn;
let folder: string;
let waited: number[];

beforeEach(async () => {
  google = await startStandIn();
  folder = mkdtempSync(join(tmpdir(), 'countersign-ops-'));
  for (const name of ['log-metrics', 'services', 'slos', 'alerts', 'dashboards', 'parameters.json'])
    cpSync(join(import.meta.dirname, name), join(folder, name), { recursive: true });
  waited = [];
});
afterEach(async () => {
  await google.close();
  rmSync(folder, { recursive: true });
});

interface Outcome {
  readonly code: number;
  readonly text: string;
}

async function called(args: readonly string[]): Promise<Outcome> {
  const lines: string[] = [];
  google.seen.length = 0;
  const code = await run(
    {
      folder,
      hosts: { logging: google.url, monitoring: google.url },
      token: async () => 'a-token',
      fetch,
      sleep: async (ms) => void waited.push(ms),
      print: (line) => lines.push(line),
    },
    args,
  );
  return { code, text: lines.join('\n') };
}

const apply = (...args: readonly string[]): Promise<Outcome> => called(['--project', PROJECT, ...args]);

const writes = () =>
  google.seen.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
const stored = (part: string): readonly JsonObject[] =>
  [...google.stored].filter(([path]) => path.includes(part)).map(([, body]) => body);

function edit(file: string, change: (body: JsonObject) => JsonObject): void {
  const path = join(folder, file);
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')) as JsonObject)));
}

it('makes everything once, with the credentials it was given, and a second run writes nothing', async () => {
  const first = await apply();
  expect(first).toEqual({ code: 0, text: expect.stringContaining(`${COUNT} created, 0 updated, 0 as they were`) });
  expect(google.stored.size).toBe(COUNT);
  expect(google.seen.every(({ authorization }) => authorization === 'Bearer a-token')).toBe(true);
  const second = await apply();
  expect(second.text).toBe(`${PROJECT}: 0 created, 0 updated, ${COUNT} as they were, 0 removed, 0 failed.`);
  expect(writes()).toEqual([]);
});

it('makes a metric before the objectives and alerts that name it', async () => {
  await apply();
  const order = writes().map((write) => write.split('/').at(-1));
  expect(order.lastIndexOf('metrics')).toBeLessThan(order.indexOf('services'));
  expect(order.lastIndexOf('serviceLevelObjectives')).toBeLessThan(order.indexOf('alertPolicies'));
});

it.each([
  ['alerts/incident.json', 'PATCH', 'alertPolicies', (body: JsonObject) => ({ ...body, severity: 'CRITICAL' })],
  [
    'log-metrics/sweeps.json',
    'PUT',
    'metrics',
    (body: JsonObject) => ({ ...body, filter: `${body.filter} AND severity="INFO"` }),
  ],
  [
    'slos/api-latency.json',
    'PATCH',
    'serviceLevelObjectives',
    (body: JsonObject) => ({ ...body, displayName: 'in time' }),
  ],
  ['dashboards/countersign.json', 'PATCH', 'dashboards', (body: JsonObject) => ({ ...body, displayName: 'Approvals' })],
])('a change of %s is one update', async (file, method, collection, change) => {
  await apply();
  edit(file, change);
  const { code, text } = await apply();
  expect(code).toBe(0);
  expect(text).toContain('1 updated');
  expect(writes()).toEqual([expect.stringMatching(new RegExp(`^${method} .*/${collection}/`))]);
  expect((await apply()).text).toContain('0 created, 0 updated');
});

it('notices a field that was taken out of a file', async () => {
  await apply();
  edit('alerts/incident.json', ({ severity: _, ...rest }) => rest);
  expect((await apply()).text).toContain('1 updated');
});

it('mends what was changed by hand in the Console', async () => {
  await apply();
  const [path, body] = [...google.stored].find(([at]) => at.includes('alertPolicies')) as [string, JsonObject];
  google.stored.set(path, { ...body, combiner: 'AND_WITH_MATCHING_RESOURCE' });
  expect((await apply()).text).toMatch(/update {2}alert [\w-]+ \(\/combiner\)/);
});

it('a changed parameter reaches every file that uses it, as a number', async () => {
  await apply();
  const { text } = await apply('--set', 'sweepOldestMs=600000');
  expect(text).toContain('2 updated');
  expect(JSON.stringify(stored('alertPolicies'))).toContain('"thresholdValue":600000');
});

it('leaves alone what is not ours', async () => {
  google.stored.set(`/v3/projects/${PROJECT}/alertPolicies/theirs`, {
    name: 'theirs',
    displayName: 'Countersign: an incident is open',
  });
  google.stored.set(`/v2/projects/${PROJECT}/metrics/other`, { name: 'other' });
  await apply('--prune');
  expect(google.stored.get(`/v3/projects/${PROJECT}/alertPolicies/theirs`)).toEqual({
    name: 'theirs',
    displayName: 'Countersign: an incident is open',
  });
  expect(google.stored.get(`/v2/projects/${PROJECT}/metrics/other`)).toEqual({ name: 'other' });
});

it('says what is in no file any more, and removes it only when told to', async () => {
  await apply();
  rmSync(join(folder, 'alerts/timers-late.json'));
  const told = await apply();
  expect(told.text).toContain('left    alert timers-late');
  expect(google.stored.size).toBe(COUNT);
  expect((await apply('--prune')).text).toContain('1 removed');
  expect(google.stored.size).toBe(COUNT - 1);
});

it('--plan says what would happen and writes nothing', async () => {
  const { code, text } = await apply('--plan', '--notify', 'duty@example.com');
  expect([code, writes()]).toEqual([0, []]);
  expect(text).toContain('would create  alert incident');
  expect(text).toContain('(nothing was changed)');
});

it('tells the address that was named, makes its channel once, and keeps who was put there by hand', async () => {
  await apply();
  const [path, body] = [...google.stored].find(([at]) => at.includes('alertPolicies')) as [string, JsonObject];
  google.stored.set(path, { ...body, notificationChannels: ['projects/x/notificationChannels/by-hand'] });
  await apply('--notify', 'Duty@example.com');
  await apply('--notify', 'duty@example.com');
  expect(writes()).toEqual([]);
  const channels = stored('notificationChannels/');
  expect(channels).toEqual([expect.objectContaining({ type: 'email', labels: { email_address: 'duty@example.com' } })]);
  const name = channels[0]?.name;
  expect(google.stored.get(path)?.notificationChannels).toEqual(['projects/x/notificationChannels/by-hand', name]);
  for (const policy of stored('alertPolicies/')) expect(policy.notificationChannels).toContain(name);
  // Without --notify nobody is taken off.
  expect((await apply()).text).toContain('0 created, 0 updated');
});

it.each([429, 500, 503])('takes %i for a pause: waits and goes on', async (status) => {
  google.faults.push({ method: 'POST', path: /alertPolicies$/, status }, { method: 'GET', path: /metrics$/, status });
  expect((await apply()).text).toContain(`${COUNT} created, 0 updated, 0 as they were, 0 removed, 0 failed`);
  expect(waited.length).toBe(2);
  expect(google.stored.size).toBe(COUNT);
});

it.each(['alertPolicies', 'dashboards', 'metrics', 'services', 'serviceLevelObjectives', 'notificationChannels'])(
  'a creation of %s that was carried out but not answered is not made twice',
  async (collection) => {
    const path = new RegExp(`${collection}$`);
    google.faults.push({ method: 'POST', path, status: 500, isApplied: true }, { method: 'POST', path, status: 503 });
    expect((await apply('--notify', 'duty@example.com')).code).toBe(0);
    expect(google.stored.size).toBe(COUNT + 1);
    expect((await apply('--notify', 'duty@example.com')).text).toContain('0 created, 0 updated');
  },
);

it('409 while another run is at it: looks again and finds it done', async () => {
  google.faults.push({ method: 'POST', path: /metrics$/, status: 409, isApplied: true });
  expect((await apply()).code).toBe(0);
  expect(google.stored.size).toBe(COUNT);
});

it('409 for a dashboard that somebody saved at this moment: reads it again and replaces that', async () => {
  await apply();
  edit('dashboards/countersign.json', (body) => ({ ...body, displayName: 'Approvals' }));
  google.faults.push({ method: 'PATCH', path: /dashboards/, status: 409 });
  expect((await apply()).text).toContain('1 updated');
  expect(stored('dashboards/')).toEqual([expect.objectContaining({ displayName: 'Approvals' })]);
});

it('409 for a name that somebody else has: says so and does not touch it', async () => {
  const path = `/v3/projects/${PROJECT}/services/countersign`;
  google.stored.set(path, { name: 'theirs' });
  const { code, text } = await apply();
  expect(code).toBe(1);
  expect(text).toMatch(/failed {2}service countersign: .*409.* rename or remove it/);
  expect(google.stored.get(path)).toEqual({ name: 'theirs' });
});

it('404 for an alert whose metric is not known yet: waits; in the end says to come back', async () => {
  const unknown = {
    method: 'POST',
    path: /alertPolicies$/,
    status: 404,
    error: { message: 'Cannot find metric that matches type' },
  };
  google.faults.push(unknown);
  expect((await apply()).code).toBe(0);
  google.stored.clear();
  google.faults.push(...Array.from({ length: 6 }, () => unknown));
  const { code, text } = await apply();
  expect(code).toBe(1);
  expect(text).toMatch(/takes some minutes to be known; run this again/);
  expect(text).toContain(`${COUNT - 1} created`);
  expect((await apply()).text).toContain('1 created');
});

it('404 for the project itself says how to look', async () => {
  google.faults.push({ method: 'GET', path: /metrics$/, status: 404, error: { message: 'Project not found' } });
  expect(await apply()).toEqual({ code: 1, text: expect.stringContaining('gcloud projects describe demo-monitoring') });
});

it('403 for an API that is off says how to turn it on', async () => {
  const error = { message: 'API has not been used', details: [{ reason: 'SERVICE_DISABLED' }] };
  google.faults.push({ method: 'GET', path: /alertPolicies$/, status: 403, error });
  const { code, text } = await apply();
  expect(code).toBe(1);
  expect(text).toContain('gcloud services enable monitoring.googleapis.com --project demo-monitoring');
});

it.each([
  ['metrics', 'roles/logging.configWriter'],
  ['services', 'roles/monitoring.servicesEditor'],
  ['serviceLevelObjectives', 'roles/monitoring.servicesEditor'],
  ['alertPolicies', 'roles/monitoring.alertPolicyEditor'],
  ['dashboards', 'roles/monitoring.dashboardEditor'],
])('403 for %s names the role, and the others are applied all the same', async (collection, role) => {
  google.faults.push({ method: 'POST', path: new RegExp(`${collection}$`), status: 403, error: { message: 'denied' } });
  const { code, text } = await apply();
  expect(code).toBe(1);
  expect(text).toContain(`--role ${role}`);
  expect(text).toContain(`${COUNT - 1} created`);
  expect(google.stored.size).toBe(COUNT - 1);
});

it('403 for the quota project names the role for that', async () => {
  const error = { message: 'denied', details: [{ reason: 'USER_PROJECT_DENIED' }] };
  google.faults.push({ method: 'GET', path: /metrics$/, status: 403, error });
  expect((await apply()).text).toContain('roles/serviceusage.serviceUsageConsumer');
});

it('401 and 400 say what to do, and are not tried again', async () => {
  google.faults.push({ method: 'GET', path: /metrics$/, status: 401 });
  expect((await apply()).text).toContain('gcloud auth login');
  google.faults.push({ method: 'POST', path: /dashboards$/, status: 400 });
  const { text } = await apply();
  expect(text).toMatch(/failed {2}dashboard countersign: .* 400, a failure on order Mend the file/);
  expect(waited).toEqual([]);
});

it('says so when no answer comes', async () => {
  await google.close();
  const { code, text } = await apply();
  expect(code).toBe(1);
  expect(text).toMatch(/No answer from http:.*ECONNREFUSED/);
  google = await startStandIn();
});

it.each([
  [['--project', 'No Project'], 'wants the id'],
  [['--project', 'demo-x1', '--wrong'], "Unknown option '--wrong'"],
  [['--project', 'demo-x1', '--notify', 'nobody'], 'no e-mail address'],
  [['--project', 'demo-x1', '--set', 'nothing=1'], 'write name=value with one of'],
  [['--project', 'demo-x1', '--set', 'errorRatio=much'], 'errorRatio is a number'],
])('refuses %j with exit code 2, before it asks anybody', async (args, message) => {
  expect(await called(args)).toEqual({ code: 2, text: expect.stringContaining(message) });
  expect(google.seen).toEqual([]);
});

it('a body that the API does not take is said with the file, and the others are applied', async () => {
  edit('alerts/incident.json', (body) => ({ ...body, severty: 'ERROR' }));
  const { code, text } = await apply();
  expect(code).toBe(1);
  expect(text).toMatch(/failed {2}alert incident: .*400, \/severty: AlertPolicy has no such field Mend the file/);
  expect(text).toContain(`${COUNT - 1} created`);
});

it('a dry run needs neither network nor credentials and prints everything filled in', () => {
  const { status, stdout } = spawnSync(process.execPath, ['ops/apply.ts', '--project', PROJECT, '--dry-run'], {
    encoding: 'utf8',
    env: { PATH: '' },
  });
  expect(status).toBe(0);
  expect(stdout).toContain(`${COUNT} resources would be applied to ${PROJECT}; nothing was sent.`);
  expect(stdout).not.toMatch(/\$\{[A-Za-z]+\}/);
});
