// A deployed process loads what its function needs, and a function that answers people little else.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** Runs the entry as a process that serves `target`, makes its engine, and answers its exports and the packages it loaded. */
async function served(target: string): Promise<{ readonly exports: string[]; readonly packages: string[] }> {
  const url = (file: string): string => JSON.stringify(join(import.meta.dirname, file));
  const script = `
    import { registerHooks } from 'node:module';
    const packages = new Set();
    registerHooks({
      load(url, context, next) {
        const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)/.exec(url)?.[1];
        if (name !== undefined) packages.add(name);
        return next(url, context);
      },
    });
    const entry = await import(${url('entry.ts')});
    await (await import(${url('cloud.ts')})).cloud();
    const exports = Object.keys(entry).filter((name) => entry[name] !== undefined);
    console.log(JSON.stringify({ exports, packages: [...packages] }));
    process.exit(0);
  `;
  const env = { ...process.env, GCLOUD_PROJECT: 'demo-countersign', FUNCTION_TARGET: target };
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

const SLOW = [
  'firebase-functions',
  'firebase-admin',
  '@google-cloud/pubsub',
  '@google-cloud/tasks',
  '@google-cloud/firestore',
];

it.each(['api', 'webhooks'])('%s answers without the SDK of functions, Pub/Sub or Cloud Tasks', async (target) => {
  const { exports, packages } = await served(target);
  expect(exports.sort()).toEqual(['api', 'webhooks']);
  expect(packages.filter((name) => SLOW.includes(name))).toEqual([]);
  expect(packages).toContain('@google-cloud/firestore-api');
});

it('every other function has all of them', async () => {
  const { exports, packages } = await served('performeffects');
  expect(exports).toEqual(
    expect.arrayContaining(['performeffects', 'checkdeadlines', 'sweep', 'records', 'publishdefinitions']),
  );
  expect(packages).toContain('firebase-functions');
  expect(packages.filter((name) => name === '@google-cloud/pubsub' || name === '@google-cloud/tasks')).toEqual([]);
});

it('a deployment that is set up wrongly loads all the same, and says so to whoever asks', async () => {
  const script = `
    const url = (file) => ${JSON.stringify(import.meta.dirname)} + '/' + file;
    const { api } = await import(url('entry.ts'));
    const answer = await new Promise((resolve) => {
      const response = { writeHead: (status) => { response.status = status; }, end: (body) => resolve([response.status, String(body)]) };
      api({ method: 'POST', url: '/api/listMyTasks', headers: {} }, response);
    });
    console.log(JSON.stringify(answer));
    process.exit(0);
  `;
  const wrong = { GCLOUD_PROJECT: 'demo-countersign', FUNCTION_TARGET: 'api', WEBHOOKS: 'no JSON' };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, ...wrong },
  });
  const [status, body] = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(status).toBe(500);
  expect(body).toContain('The service is not set up.');
  expect(stderr).toContain('The secret WEBHOOKS is');
});
