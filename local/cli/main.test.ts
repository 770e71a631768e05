// The command line: what it prints where, and its exit codes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import orders from '../../definitions/samples/orders.json' with { type: 'json' };
import { silentLog } from '../../functions/platform/embedded/log.ts';
import { type RunningServer, startServer } from '../server.ts';
import { main } from './main.ts';
import { runServer } from './start.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const TEMPLATE = join(import.meta.dirname, '..', '..', 'definitions', 'order-approval.json');
const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
afterAll(() => rmSync(folder, { recursive: true }));
function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function run(...argv: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(argv, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
async function json(...argv: readonly string[]) {
  const { code, out } = await run(...argv, '--json');
  return { code, value: JSON.parse(out) };
}

describe('usage', () => {
  it('help is an answer, no command is wrong usage', async () => {
    for (const word of ['help', '--help', '-h'])
      expect(await run(word)).toMatchObject({ code: 0, out: expect.stringContaining('demo') });
    expect((await run()).code).toBe(2);
    const help = await run('start', '--help');
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('--no-samples') });
    // No colours: what reads it is often no terminal.
    expect(help.out.includes('\u001b')).toBe(false);
  });
  const WRONG: readonly (readonly string[])[] = [
    ['strat'],
    ['constructor'],
    ['check'],
    ['check', 'no-such-file.json'],
    ['check', TEMPLATE, '--jsno'],
    ['diagram', TEMPLATE, '--format', 'svg'],
    ['diagram', TEMPLATE, TEMPLATE],
    ['call', 'listMyTasks'],
    ['call', 'noSuchOperation', '--as', 'sr-1'],
    ['call', 'listMyTasks', 'extra', '--as', 'sr-1'],
    ['call', 'listMyTasks', '--as', 'sr-1', '--data', '{oops'],
    ['call', 'listMyTasks', '--as', 'sr-1', '--data', '@no-such-file.json'],
    ['report', 'trend'],
    ['report', 'everything', '--as', 'admin-1'],
    ['report', 'trend', 'exceptions', '--as', 'admin-1'],
    ['export', 'order-approval'],
    ['export', 'order-approval', 'more', '--as', 'admin-1'],
    ['start', 'now'],
    ['start', '--port', 'eighty'],
    ['start', '--port', '70000'],
    ['start', '--clock', 'fast'],
    ['start', '--data='],
    ['start', '--memory', '--data', 'x'],
    ['start', '--no-port'],
    ['start', '-p', '5'],
  ];
  it.each(WRONG.map((argv) => [argv.map((arg) => arg.split('/').at(-1)).join(' '), argv] as const))(
    '%s is wrong usage, and it says why',
    async (_line, argv) => {
      const { code, out, err } = await run(...argv);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/\S/);
    },
  );
  it('with --json a failure is JSON as well', async () => {
    expect(await json('check', 'no-such-file.json')).toMatchObject({
      code: 2,
      value: { error: { message: expect.stringContaining('cannot be read') } },
    });
  });
});

describe('check', () => {
  it('what is fine is fine', async () => {
    expect(await run('check', TEMPLATE)).toMatchObject({ code: 0, out: `${TEMPLATE}: fine, 13 steps`, err: '' });
    expect(await json('check', TEMPLATE)).toEqual({
      code: 0,
      value: { ok: true, files: [{ file: TEMPLATE, ok: true, findings: [] }] },
    });
  });
  it('every file is examined, every finding named with its place', async () => {
    const step = { id: 'ok', name: 'OK', type: 'approval', assignedTo: 'role:nobody' };
    const bad = file(
      'bad.json',
      JSON.stringify({ id: 'bad', name: 'Bad', version: '1.0.0', status: 'active', roles: [], steps: [step] }),
    );
    const torn = file('torn.json', '{"id": ');
    const { code, out, err } = await run('check', bad, TEMPLATE, torn);
    expect(code).toBe(1);
    for (const part of ['error UNKNOWN_ROLE at /steps/0', 'fine, 13 steps', 'This is not JSON'])
      expect.soft(out).toContain(part);
    expect(err).toContain('check again');
    expect((await json('check', torn)).value).toMatchObject({
      ok: false,
      files: [{ ok: false, findings: [{ severity: 'error' }] }],
    });
  });
});

describe('diagram', () => {
  it('shows each step, what it waits for, and where a rejection leads, with nothing that breaks out of a label', async () => {
    const approval = (id: string, more: object = {}) => ({
      id,
      name: `${id} "x" <y>`,
      type: 'approval',
      assignedTo: ['user:a', 'user:b'],
      ...more,
    });
    const steps = [
      approval('end'),
      approval('two', { parallel: true }),
      approval('three', { onReject: { goto: 'end', maxLoops: 2 }, conditions: { a: 1 } }),
    ];
    const path = file(
      'loop.json',
      JSON.stringify({ id: 'loop', name: 'Loop & more', version: '1.0.0', status: 'active', roles: [], steps }),
    );
    const { code, out } = await run('diagram', path, '--format', 'mermaid');
    expect({ code, lines: out.split('\n').map((line) => line.trim()) }).toEqual({
      code: 0,
      lines: [
        'flowchart TD',
        'begin(["Loop &amp; more"])',
        's1{{"end &quot;x&quot; &lt;y&gt;<br>user:a, user:b"}}',
        's2{{"two &quot;x&quot; &lt;y&gt;<br>user:a, user:b"}}',
        's3{{"three &quot;x&quot; &lt;y&gt;<br>user:a, user:b"}}',
        'done(["completed"])',
        'begin --> s1',
        'begin --> s2',
        's1 -->|if| s3',
        's2 -->|if| s3',
        's3 --> done',
        's3 -. rejected .-> s1',
      ],
    });
    expect((await json('diagram', TEMPLATE)).value).toMatchObject({
      format: 'mermaid',
      diagram: expect.stringContaining('flowchart'),
    });
  });
  it('what is no definition is not drawn', async () => {
    expect(await run('diagram', file('empty.json', '{}'))).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('mended'),
    });
  });
});

describe('call', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({ port: 0, data: null, clock: 'virtual', samples: true, log: silentLog() });
  });
  afterAll(() => server.close());
  const call = (...argv: readonly string[]) => json('call', ...argv, '--url', server.url);

  it('signs in, calls, and prints the answer', async () => {
    expect(await call('listUsers', '--as', 'sr-1', '--data', '{"role": "asm"}')).toMatchObject({
      code: 0,
      value: { users: [{ id: 'asm-1' }] },
    });
    const { code, out } = await run('call', 'listMyTasks', '--as', 'sr-1', '--url', server.url);
    expect({ code, value: JSON.parse(out) }).toEqual({ code: 0, value: { tasks: [] } });
  });
  it('reads what to send from a file', async () => {
    const path = file('request.json', '{"role": "bd_incharge"}');
    expect(await call('listUsers', '--as', 'sr-1', '--data', `@${path}`)).toMatchObject({
      code: 0,
      value: { users: [{ id: 'incharge-1' }] },
    });
  });
  it('the open operations need nobody', async () => {
    expect(await call('advanceClock', '--data', '{"minutes": 5}')).toMatchObject({
      code: 0,
      value: { now: expect.any(String) },
    });
  });
  it('a refusal is told with what to do next, with code 1', async () => {
    expect(await call('getWorkflowStatus', '--as', 'sr-1', '--data', '{"instanceId": "x"}')).toMatchObject({
      code: 1,
      value: { error: { details: { reason: 'NOT_FOUND' } } },
    });
    const { code, err } = await run('call', 'listMyTasks', '--as', 'nobody-1', '--url', server.url);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^NOT_FOUND: .*\n\S/) });
  });
  it('where no server is, it says how to start one', async () => {
    expect(await run('call', 'listMyTasks', '--as', 'sr-1', '--url', 'http://127.0.0.1:1')).toMatchObject({
      code: 1,
      err: expect.stringContaining('npm start'),
    });
  });
});

describe('report and export', () => {
  let server: RunningServer;
  let days: readonly string[];
  beforeAll(async () => {
    server = await startServer({ port: 0, data: null, clock: 'virtual', samples: true, log: silentLog() });
    const call = (...argv: readonly string[]) => json('call', ...argv, '--url', server.url);
    const [order] = orders;
    for (let i = 0; i < 30; i++) {
      const data = { workflowId: 'order-approval', data: { ...order, orderId: `order-${i}` } };
      await call('startWorkflow', '--as', 'sr-1', '--data', JSON.stringify(data));
    }
    const { value } = await call('advanceClock', '--data', '{"minutes": 1}');
    const date = String(value.now).slice(0, 10);
    days = ['--from', date, '--to', date];
  });
  afterAll(() => server.close());
  const ask = (...argv: readonly string[]) => run(...argv, '--as', 'admin-1', '--url', server.url);

  it('a report is CSV, or a table with --json', async () => {
    expect(await ask('report', 'trend', ...days)).toEqual({
      code: 0,
      out: expect.stringMatching(/^date,started,ended,[^\n]*\r\n[\d-]+,30,\d+,[^\n]*\r$/),
      err: '',
    });
    const { out } = await ask('report', 'sla_compliance', '--workflow', 'order-approval', '--json');
    expect(JSON.parse(out)).toMatchObject({ report: 'sla_compliance', workflowId: 'order-approval', isComplete: true });
  });
  it('an export is one log of all pages, which says how far it is', async () => {
    const { code, out, err } = await ask('export', 'order-approval', ...days);
    const { objects } = JSON.parse(out) as { objects: readonly { readonly type: string }[] };
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^\d+ events so far …$/) });
    expect(objects.filter(({ type }) => type === 'order-approval')).toHaveLength(30);
  });
  it('a refusal is told with what to do next', async () => {
    for (const argv of [
      ['report', 'trend'],
      ['export', 'order-approval'],
    ])
      expect(await run(...argv, '--as', 'sr-1', '--url', server.url)).toMatchObject({
        code: 1,
        err: expect.stringContaining('PERMISSION_DENIED'),
      });
  });
});

describe('start', () => {
  it('says where it serves in one line, serves until it is told to stop, and ends well', async () => {
    for (const asJson of [false, true]) {
      const stopped = Promise.withResolvers<string>();
      const out: string[] = [];
      const err: string[] = [];
      const ready = Promise.withResolvers<string>();
      const io = {
        out: (text: string) => {
          out.push(text);
          ready.resolve(text);
        },
        err: (text: string) => void err.push(text),
      };
      const code = runServer({ port: 0, data: null, clock: 'real', samples: false }, io, {
        json: asJson,
        stopped: stopped.promise,
      });
      const url = /http:\S+?(?="|$)/.exec(await ready.promise)?.[0] ?? '';
      expect((await fetch(url)).status).toBe(200);
      stopped.resolve('SIGTERM');
      expect(await code).toBe(0);
      expect(out).toEqual([asJson ? `{"ready":"${url}"}` : `ready ${url}`]);
      expect(err.join(' ')).toContain('Stop with Ctrl+C');
      await expect(fetch(url)).rejects.toThrow();
    }
  });
});

describe('demo', () => {
  it('tells its story, or its rows as JSON', async () => {
    expect(await json('demo')).toMatchObject({ code: 0, value: { ok: true, problems: [], orders: expect.any(Array) } });
    expect(await run('demo')).toMatchObject({ code: 0, out: expect.stringContaining('ended as they should') });
  });
});
