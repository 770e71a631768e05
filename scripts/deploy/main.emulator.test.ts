// The deployment of a small project, with the real Firebase CLI reading it; only what would leave the machine is held back.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { main } from './main.ts';
import type { Plan } from './plan.ts';
import { run } from './run.ts';
import { type SmallProject, smallProject } from './testing/project.ts';

const RULES = readFileSync(join(import.meta.dirname, '../../firestore.rules'), 'utf8');
const PROJECT = 'acme-approvals';
const DEPLOY = ['--project', PROJECT, '--yes'];

const projects: string[] = [];
afterEach(() => {
  for (const root of projects.splice(0)) rmSync(root, { recursive: true, force: true });
});
const project = (changes: Readonly<Record<string, string>> = {}): SmallProject => {
  const small = smallProject(RULES, changes);
  projects.push(small.root);
  return small;
};

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** What would have been run against the cloud. */
  readonly held: readonly string[];
}

/** `failing`: a held command that has this in it ends badly. */
async function deployed(root: string, argv: readonly string[], failing?: string): Promise<Outcome> {
  const out: string[] = [];
  const err: string[] = [];
  const held: string[] = [];
  const code = await main(argv, {
    root,
    io: { out: (text) => out.push(text), err: (text) => err.push(text) },
    nodeVersion: '24.0.0',
    isInteractive: false,
    run: async (command, args, options) => {
      if (options.shell === true || args.includes('--dry-run')) return run(command, args, options);
      const line = args.join(' ');
      const config = args[args.indexOf('--config') + 1];
      const region = args.includes('--config')
        ? readFileSync(join(root, String(config)), 'utf8').match(/"region": "(.*)"/)
        : null;
      held.push(region === null ? line : `${line} (${region[1]})`);
      return { code: failing !== undefined && line.includes(failing) ? 1 : 0, output: '' };
    },
  });
  return { code, out: out.join('\n'), err: err.join('\n'), held };
}

const planOf = async (root: string, ...argv: readonly string[]): Promise<Plan & { readonly monitoring: string[] }> => {
  const outcome = await deployed(root, ['--project', 'demo-acme', '--dry-run', '--json', ...argv]);
  expect(outcome).toMatchObject({ code: 0, held: [] });
  return JSON.parse(outcome.out);
};

describe('a dry run', () => {
  it('finds every function with its trigger and size', async () => {
    const { functions } = await planOf(project().root);
    const shown = functions.map(({ name, trigger, region, memoryMb, concurrency, maxInstances, secrets }) => {
      return [name, [trigger, region, memoryMb, concurrency, maxInstances, secrets.join()]] as const;
    });
    const region = 'asia-south1';
    expect(new Map(shown)).toEqual(
      new Map([
        ['api', ['https (public)', region, 512, 80, 20, 'MASTER_KEYS']],
        ['ask', ['callable', region, 256, 10, null, '']],
        ['effects', ['google.cloud.pubsub.topic.v1.messagePublished effects, retried', region, 256, 80, null, '']],
        ['deadlines', ['tasks (50/s)', region, 256, 80, null, '']],
        ['sweep', ['schedule * * * * *', region, 256, 80, null, '']],
        ['orders', ['google.cloud.firestore.document.v1.written orders/{id}', region, 256, 80, null, '']],
      ]),
    );
  });

  it('finds APIs, roles, hooks, parameters, secrets, indexes, hosting and monitoring', async () => {
    const plan = await planOf(project().root);
    expect(plan.apis).toContainEqual({
      api: 'cloudtasks.googleapis.com',
      reason: expect.stringContaining('holds timeouts'),
    });
    expect(plan).toMatchObject({
      roles: ['roles/datastore.user'],
      hooks: ['afterFirstDeploy: deadlines'],
      parameters: [{ name: 'REGION', value: 'asia-south1', from: 'default' }],
      secrets: ['MASTER_KEYS'],
      firestore: { indexes: 2, fieldOverrides: 1 },
      hosting: { files: [{ path: 'index.html' }] },
      monitoring: ['logMetric small', 'alert stuck'],
    });
  });

  it('lists exactly what would be uploaded, from a build that begins with nothing', async () => {
    const { root, write } = project();
    write('lib/functions/old.js', 'import "./gone.js";\n');
    const { upload } = await planOf(root);
    expect(upload.files.map(({ path }) => path)).toEqual([
      'lib/functions/index.js',
      'lib/functions/run.js',
      'package-lock.json',
      'package.json',
    ]);
    expect(upload.zippedBytes).toBeGreaterThan(0);
  });

  it('has the same hash again, and another one where the source has changed', async () => {
    const { root, write } = project();
    const first = await planOf(root);
    expect((await planOf(root)).upload.hash).toBe(first.upload.hash);
    write('source/run.js', 'export const run = () => null;\n');
    expect((await planOf(root)).upload.hash).not.toBe(first.upload.hash);
  });

  it('takes the region of the option, and writes nothing', async () => {
    const { root } = project();
    const { functions, newLines } = await planOf(root, '--region', 'europe-west3');
    expect(new Set(functions.map(({ region }) => region))).toEqual(new Set(['europe-west3']));
    expect(newLines).toEqual(['REGION=europe-west3']);
    expect(existsSync(join(root, '.env.demo-acme'))).toBe(false);
  });

  it('is told in words', async () => {
    const { out } = await deployed(project().root, ['--project', PROJECT, '--dry-run']);
    expect(out).toContain('api: https (public) · asia-south1 · nodejs24 · 512 MiB');
    expect(out).toContain('REGION=asia-south1 (default, will be written to .env.acme-approvals)');
    expect(out).toContain('firebase.js functions:secrets:set MASTER_KEYS --project acme-approvals');
    expect(out).toContain('Monitoring: 2 resources');
    expect(out).toContain('Nothing was deployed.');
  });
});

describe('a deployment', () => {
  const cli = 'emulators/node_modules/firebase-tools/lib/bin/firebase.js';
  const steps = [
    `${cli} deploy --only functions,firestore,hosting --project ${PROJECT} --non-interactive --force`,
    `ops/apply.ts --project ${PROJECT}`,
  ];

  it('writes the parameters, runs the Firebase CLI, then the monitoring; and the second time the same, writing nothing', async () => {
    const { root } = project();
    const first = await deployed(root, DEPLOY);
    expect(first).toMatchObject({ code: 0, held: steps });
    expect(first.err).toContain('Written to .env.acme-approvals: REGION=asia-south1');
    const written = readFileSync(join(root, `.env.${PROJECT}`), 'utf8');
    const second = await deployed(root, DEPLOY);
    expect(second).toMatchObject({ code: 0, held: steps });
    expect(second.err).not.toContain('Written');
    expect(readFileSync(join(root, `.env.${PROJECT}`), 'utf8')).toBe(written);
  });

  it('leads hosting to the functions in another region, and leaves firebase.json as it is', async () => {
    const { root } = project();
    const { held } = await deployed(root, [...DEPLOY, '--region', 'europe-west3']);
    expect(held[0]).toMatch(/--config \.firebase\.region\.json .*\(europe-west3\)$/);
    expect(existsSync(join(root, '.firebase.region.json'))).toBe(false);
    expect(readFileSync(join(root, 'firebase.json'), 'utf8')).toContain('asia-south1');
  });

  it('stops where the Firebase CLI stops, before the monitoring, and says how to go on', async () => {
    const outcome = await deployed(project().root, DEPLOY, 'firebase.js deploy');
    expect(outcome).toMatchObject({ code: 1, held: [steps[0]] });
    expect(outcome.err).toContain('Deploying again goes on from there');
  });

  it('says what is deployed and what is not where the monitoring fails', async () => {
    const outcome = await deployed(project().root, DEPLOY, 'ops/apply.ts');
    expect(outcome).toMatchObject({ code: 1, held: steps });
    expect(outcome.err).toContain('node ops/apply.ts --project acme-approvals');
  });
});

describe('a deployment is refused, before anything leaves the machine,', () => {
  const refused = async (changes: Readonly<Record<string, string>>, argv = DEPLOY): Promise<string> => {
    const { code, err, held } = await deployed(project(changes).root, argv);
    expect({ code, held }).toEqual({ code: 1, held: [] });
    return err;
  };
  const INDEX_START =
    "import { onRequest } from 'firebase-functions/https';\nexport const api = onRequest(() => {});\n";

  it('where a secret file would be uploaded', async () => {
    expect(await refused({ 'service-account.json': '{}' })).toContain('service-account.json must stay here');
  });
  it('where a dependency would not be installed', async () => {
    const err = await refused({ 'source/index.js': `import 'vitest';\n${INDEX_START}` });
    expect(err).toContain('lib/functions/index.js imports vitest, which is not among the dependencies');
  });
  it('where the build fails', async () => {
    expect(await refused({ 'build.mjs': 'process.exit(3);' })).toContain('"node build.mjs" failed');
  });
  it('where the functions cannot be loaded', async () => {
    const err = await refused({ 'source/index.js': `${INDEX_START}throw new Error('broken on purpose');\n` });
    expect(err).toContain('The functions cannot be loaded');
    expect(err).toContain('node lib/functions/index.js');
  });
  it('where a parameter has no value', async () => {
    const index = `import { defineString } from 'firebase-functions/params';\ndefineString('SITE');\n${INDEX_START}`;
    expect(await refused({ 'source/index.js': index })).toContain('Add a line to .env.acme-approvals: SITE=…');
  });
  it('where the rules of Firestore do not follow the access table', async () => {
    const err = await refused({ 'firestore.rules': RULES.replace("'cro'", "'anybody'") });
    expect(err).toContain('firestore.rules differs from definitions/company.json');
  });
  it('where firebase.json cannot be read', async () => {
    expect(await refused({ 'firebase.json': '{"functions": 5}' })).toContain('firebase.json cannot be used');
  });
  it('where there is no dashboard to serve', async () => {
    const { root } = project();
    rmSync(join(root, 'public'), { recursive: true });
    const { code, err } = await deployed(root, DEPLOY);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('public is not there') });
  });
});
