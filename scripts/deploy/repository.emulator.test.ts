// The plan for this very repository: what it would upload, and that no function can cost without bound.
import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedDefinitions } from '../../functions/shipped.ts';
import { main } from './main.ts';
import type { Plan } from './plan.ts';
import { run } from './run.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** A copy, since a plan builds `lib` anew and others may be running from it. */
function copyOfRepository(): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'repository-')));
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  for (const path of listed.split('\0')) {
    // Tracked, and perhaps just deleted.
    if (lstatSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile() !== true) continue;
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(ROOT, path), join(copy, path), { force: true });
  }
  for (const folder of ['node_modules', 'emulators/node_modules']) symlinkSync(join(ROOT, folder), join(copy, folder));
  return copy;
}

let root = '';
let plan: Plan & { readonly monitoring: readonly string[] };
beforeAll(async () => {
  root = copyOfRepository();
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) };
  const world = { root, io, run, nodeVersion: process.versions.node, isInteractive: false };
  const code = await main(['--project', 'demo-acme', '--dry-run', '--json'], world);
  expect(code, err.join('\n')).toBe(0);
  plan = JSON.parse(out.join('\n'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the plan of this repository', () => {
  it('has the functions of functions/index.ts', () => {
    const collections = new Set(shippedDefinitions.flatMap(({ trigger }) => (trigger ? [trigger.collection] : [])));
    const names = [
      ...['api', 'checkdeadlines', 'performeffects', 'publishdefinitions', 'rollupmetrics', 'snapshotrouting', 'sweep'],
      ...['senddigests', 'webhooks', ...[...collections].map((collection) => `records-${collection}`)],
    ];
    expect(plan.functions.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it('bounds every function, and keeps none running for nothing', () => {
    for (const { name, maxInstances, minInstances, runtime } of plan.functions)
      expect({ name, bounded: maxInstances !== null && maxInstances <= 50, minInstances, runtime }).toEqual({
        name,
        bounded: true,
        minInstances: 0,
        runtime: 'nodejs24',
      });
  });

  it('lets only the API and the webhooks be called from outside', () => {
    const open = plan.functions.filter(({ trigger }) => /^(?:https|callable)/.test(trigger)).map(({ name }) => name);
    expect(open.sort()).toEqual(['api', 'webhooks']);
  });

  it('uploads the functions as they were built, and nothing else', () => {
    const folders = new Set(plan.upload.files.map(({ path }) => path.split('/').slice(0, -1).slice(0, 2).join('/')));
    expect([...folders].sort()).toEqual(['', 'lib/functions']);
    expect(plan.upload.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['package.json', 'package-lock.json', 'lib/functions/entry.js', 'lib/functions/index.js']),
    );
    expect(plan.upload.zippedBytes).toBeLessThan(2 * 1024 * 1024);
  });

  it('publishes its definitions after every deployment', () => {
    expect(plan.hooks).toEqual(['afterFirstDeploy: publishdefinitions', 'afterRedeploy: publishdefinitions']);
  });

  it('brings rules, indexes, pages and monitoring', () => {
    expect(plan.firestore.rules.places).toBe(6);
    expect(plan.firestore.indexes).toBeGreaterThan(0);
    expect(plan.hosting.files.length).toBeGreaterThan(0);
    expect(plan.monitoring.length).toBeGreaterThan(0);
  });

  it('asks for the master keys', () => expect(plan.secrets).toContain('MASTER_KEYS'));
});
