// What the README tells newcomers to do works, line by line, with the definition it shows.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { withCurl } from './curl.ts';
import { PATIENT, type ServerProcess, startProcess } from './process.ts';

vi.setConfig(PATIENT);

const ROOT = join(import.meta.dirname, '..', '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
const blocks = (language: string): readonly string[] =>
  [...README.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text);
const run = promisify(execFile);

let server: ServerProcess;
beforeAll(async () => {
  server = await startProcess('--memory');
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** The lines as they are, but with this server's address and without npm between. */
async function shell(lines: string): Promise<string> {
  const cli = `node ${join(ROOT, 'local', 'countersign.ts')}`;
  const script = lines
    .replaceAll('npm run -s countersign --', cli)
    .replaceAll(/(--as \S+)/g, `$1 --url ${server.url}`)
    .replaceAll('http://127.0.0.1:8787', server.url);
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` };
  return (await run('sh', ['-e', '-c', withCurl(script)], { cwd: folder, env })).stdout;
}

it('the definition is fine, is published, asked for and approved, and the API answers', async () => {
  const [definition = '', approved = ''] = blocks('json');
  writeFileSync(join(folder, 'leave-request.json'), definition);
  const [examine = '', ask = '', approve = '', curl = ''] = blocks('sh');
  expect(await shell(examine)).toContain('leave-request.json: fine, 1 step\nflowchart TD');
  const asked = await shell(ask);
  const instanceId = /"instanceId": "(\w+)"/.exec(asked)?.[1] ?? '';
  expect(asked).toContain('"name": "Approve the leave"');
  const answer = JSON.parse(await shell(approve.replace('<instanceId>', instanceId)));
  expect(answer).toEqual({ ...JSON.parse(approved), instanceId });
  expect(await shell(curl)).toContain('"reason":"NOT_FOUND"');
});
