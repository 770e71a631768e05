// A small project with one function of each kind, in a folder of its own, for the real Firebase CLI to read.
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

const INDEX = `import { onDocumentWritten } from 'firebase-functions/firestore';
import { onCall, onRequest } from 'firebase-functions/https';
import { afterFirstDeploy } from 'firebase-functions/lifecycle';
import { defineSecret, defineString } from 'firebase-functions/params';
import { onMessagePublished } from 'firebase-functions/pubsub';
import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { requiresAPI, requiresRole } from 'firebase-functions/v2';
import { run } from './run.js';

const region = defineString('REGION', { default: 'asia-south1' });
const secrets = [defineSecret('MASTER_KEYS')];
requiresAPI('cloudtasks.googleapis.com', 'holds timeouts');
requiresRole('roles/datastore.user');
afterFirstDeploy({ task: { function: 'deadlines', body: {} } });

export const api = onRequest({ region, secrets, memory: '512MiB', maxInstances: 20 }, run);
export const ask = onCall({ region, concurrency: 10 }, run);
export const effects = onMessagePublished({ region, topic: 'effects', retry: true }, run);
export const deadlines = onTaskDispatched({ region, rateLimits: { maxDispatchesPerSecond: 50 } }, run);
export const sweep = onSchedule({ region, schedule: '* * * * *' }, run);
export const orders = onDocumentWritten({ region, document: 'orders/{id}' }, run);
`;

const FILES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'small',
    type: 'module',
    main: 'lib/functions/index.js',
    dependencies: { 'firebase-functions': '7.4.0' },
  }),
  'package-lock.json': '{}',
  'firebase.json': JSON.stringify({
    functions: {
      source: '.',
      runtime: 'nodejs24',
      predeploy: ['node build.mjs'],
      ignore: ['.*', 'node_modules', 'emulators', 'source', 'ops', 'public', '*.mjs', 'firebase.json', 'firestore.*'],
    },
    firestore: { rules: 'firestore.rules', indexes: 'firestore.indexes.json' },
    hosting: {
      public: 'public',
      ignore: ['**/.*'],
      rewrites: [{ source: '/api/**', function: { functionId: 'api', region: 'asia-south1' } }],
    },
  }),
  'build.mjs': "import { cpSync } from 'node:fs';\ncpSync('source', 'lib/functions', { recursive: true });\n",
  'source/index.js': INDEX,
  'source/run.js': 'export const run = () => undefined;\n',
  'firestore.indexes.json': JSON.stringify({ indexes: [{}, {}], fieldOverrides: [{}] }),
  'public/index.html': '<!doctype html><title>Small</title>\n',
  'public/.hidden': 'no\n',
  'ops/apply.ts':
    'console.log(\'logMetric small\\n{\\n  "a": 1\\n}\\nalert stuck\\n{}\\n2 resources would be applied.\');\n',
  '.env': 'OTHER=1\n',
};

export interface SmallProject {
  readonly root: string;
  write(path: string, text: string): void;
}

/** `changes` replaces files, or adds some. */
export function smallProject(rules: string, changes: Readonly<Record<string, string>> = {}): SmallProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'deploy-')));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries({ ...FILES, 'firestore.rules': rules, ...changes })) write(path, text);
  mkdirSync(join(root, 'emulators'));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  symlinkSync(join(ROOT, 'emulators/node_modules'), join(root, 'emulators/node_modules'));
  return { root, write };
}
