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
