// The guide to the first workflow works as it is printed: every command on a real server, and what it proposes to try next.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { withCurl } from '../http/curl.ts';
import { type Client, PATIENT, type ServerProcess, signIn, startProcess } from '../http/process.ts';

vi.setConfig(PATIENT);

const ROOT = join(import.meta.dirname, '..', '..');
const GUIDE = readFileSync(join(ROOT, 'docs', 'guide', 'first-workflow.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'countersign-guide-'));
const blocks = (language: string): readonly string[] =>
  [...GUIDE.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text);
const DEFINITION = blocks('json')[0] ?? '';
const run = promisify(execFile);
/** Some twenty processes one after the other, on a machine that may be busy. */
const GUIDE_MS = 240_000;

let server: ServerProcess;
beforeAll(async () => {
  server = await startProcess('--memory', '--clock', 'virtual');
  writeFileSync(join(folder, 'purchase-request.json'), DEFINITION);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** The lines as they are, but with this server's address and without npm between. */
async function shell(lines: string): Promise<string> {
  const cli = `node ${join(ROOT, 'local', 'countersign.ts')}`;
  const script = lines
    .replaceAll(/npm run -s countersign -- call (\w+)/g, `${cli} call $1 --url ${server.url}`)
    .replaceAll('npm run -s countersign --', cli)
    .replaceAll('http://127.0.0.1:8787', server.url);
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` };
  return (await run('sh', ['-e', '-c', withCurl(script)], { cwd: folder, env })).stdout;
}

it(
  'every command of the guide does what the guide says',
  async () => {
    const [check = '', publish = '', preview = '', ask = '', ...rest] = blocks('sh');
    expect(await shell(check)).toBe('purchase-request.json: fine, 6 steps\n');
    expect(JSON.parse(await shell(publish))).toMatchObject({ workflowId: 'purchase-request', version: '1.0.0' });
    expect(JSON.parse(await shell(preview))).toMatchObject({ outcomeIfApproved: 'approved' });
    const instanceId = /"instanceId": "(\w+)"/.exec(await shell(ask))?.[1] ?? '';
    const [checked = '', reminded = '', approved = '', agreed = '', bought = '', ...none] = rest.map((block) =>
      block.replaceAll('<instanceId>', instanceId),
    );
    expect(none).toEqual([]);
    expect(await shell(checked)).toContain('"name": "Check the request"');
    expect(await shell(reminded)).toMatch(
      /"to": "asm-1",\s+"channel": "\w+",\s+"template": "workflow_escalation_warning"/,
    );
    expect(JSON.parse(await shell(approved)).result.step).toMatchObject({ stepId: 'manager', outcome: 'approved' });
    expect(await shell(agreed)).toContain('"stepId": "finance"');
    const end = await shell(bought);
    expect(end).toContain('"status": "completed"');
    expect(end).toContain('"outcome": "approved"');
    const requester = await signIn(server.url, 'requester-1');
    const { messages } = await requester.ask('getWorkflowInstance', { instanceId });
    expect(messages).toContainEqual(expect.objectContaining({ to: 'requester-1', template: 'workflow_completed' }));
  },
  GUIDE_MS,
);

describe('what the guide proposes to try next', () => {
  const sign = (userId: string): Promise<Client> => signIn(server.url, userId);
  async function checkedRequest(total: number): Promise<{ readonly instanceId: string; readonly requester: Client }> {
    const requester = await sign('requester-1');
    const { instanceId } = await requester.ask('startWorkflow', {
      workflowId: 'purchase-request',
      data: { item: 'Lamp', total },
    });
    const clerk = await sign('cro-2');
    await clerk.ask('completeStep', { instanceId, stepId: 'check', output: { costCentre: 'IT' } });
    return { instanceId, requester };
  }

  it('something cheap needs neither finance nor legal', async () => {
    const { instanceId, requester } = await checkedRequest(50);
    await (await sign('asm-1')).ask('approveStep', { instanceId });
    const { openSteps, steps } = await requester.ask('getWorkflowStatus', { instanceId });
    expect(openSteps).toMatchObject([{ stepId: 'buy' }]);
    expect([steps.finance.state, steps.legal.state]).toEqual(['skipped', 'skipped']);
  });

  it('a rejection of the manager ends it as rejected', async () => {
    const { instanceId } = await checkedRequest(2500);
    const answer = await (await sign('asm-1')).ask('rejectStep', { instanceId, reason: 'Not this year.' });
    expect(answer).toMatchObject({ status: 'completed', outcome: 'rejected' });
  });

  it('after a day somebody else is asked', async () => {
    const { instanceId, requester } = await checkedRequest(50);
    await requester.ask('advanceClock', { minutes: 24 * 60 });
    const { openSteps } = await requester.ask('getWorkflowStatus', { instanceId });
    expect(openSteps).toMatchObject([{ stepId: 'manager', assignees: ['incharge-1'] }]);
  });

  it('the change it proposes checks, and approves what is cheap by itself', async () => {
    const [, change = ''] = /Add `("autoApprove": .*)` to/.exec(GUIDE) ?? [];
    const text = DEFINITION.replace('"1.0.0"', '"1.1.0"').replace(
      '"assignedTo": "manager_of',
      `${change},\n"assignedTo": "manager_of`,
    );
    const designer = await sign('designer-1');
    await designer.ask('createWorkflowDefinition', { definition: JSON.parse(text) });
    const { instanceId, requester } = await checkedRequest(50);
    const { openSteps } = await requester.ask('getWorkflowStatus', { instanceId });
    expect(openSteps).toMatchObject([{ stepId: 'buy' }]);
  });

  it('the mistake it proposes is found', async () => {
    const designer = await sign('designer-1');
    const definition = JSON.parse(DEFINITION.replaceAll('"role:bd_incharge"', '"role:finance"'));
    const { ok, findings } = await designer.ask('checkWorkflowDefinition', { definition });
    expect([ok, findings[0]?.code]).toEqual([false, 'UNKNOWN_ROLE']);
  });
});
