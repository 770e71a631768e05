// Only what the functions need leaves the machine, and all of it.
import { describe, expect, it } from 'vitest';
import { foreignFiles, missingFor } from './upload.ts';

const files = (...paths: readonly string[]) => paths.map((path) => ({ path, bytes: 1 }));

describe('the upload', () => {
  it.each([
    'package.json',
    'package-lock.json',
    'lib/functions/index.js',
    'lib/functions/index.js.map',
    'lib/functions/core/definition/schema.js',
    'lib/definitions/order-approval.json',
  ])('may hold %s', (path) => expect(foreignFiles(files(path))).toEqual([]));

  it.each([
    '.env',
    '.env.acme-approvals',
    'lib/.env',
    'lib/functions/.env.json',
    'service-account.json',
    'firebase.json',
    'functions/index.ts',
    'lib/functions/index.ts',
    'lib/functions/index.d.ts',
    'lib/functions/core/step.test.js',
    'lib/functions/core/step.test.js.map',
    'lib/functions/engine/testing/harness.js',
    'lib/functions/platform/contract/bus.js',
    'lib/definitions/samples/users.json',
    'lib/local/server.js',
    'lib/sim/run.js',
    'tests/tidy.test.ts',
    'node_modules/zod/package.json',
    'emulators/package.json',
    'lib/functions/key.pem',
    'README.md',
    'emulators/lib/functions/index.js',
  ])('may not hold %s', (path) => expect(foreignFiles(files(path))).toEqual([path]));
});

const PACKAGE = { main: './lib/functions/index.js', dependencies: { zod: '4', '@google-cloud/tasks': '7' } };
const whole = ['package.json', 'package-lock.json', 'lib/functions/index.js', 'lib/functions/core/a.js'];
const missing = (index: string, paths: readonly string[] = whole) =>
  missingFor(files(...paths), PACKAGE, (path) => (path.endsWith('index.js') ? index : ''));

describe('the uploaded code', () => {
  it('finds its own files, builtins and dependencies', () => {
    const index = [
      "import { a } from './core/a.js';",
      "import fs from 'node:fs';",
      "import { z } from 'zod/mini';",
      "const tasks = await import('@google-cloud/tasks/build/x.js');",
    ];
    expect(missing(index.join('\n'))).toEqual([]);
  });

  it.each([
    ["import './core/b.js';", 'imports lib/functions/core/b.js, which is not in the upload'],
    ["import { Temporal } from 'temporal-polyfill';", 'imports temporal-polyfill, which is not among the dependencies'],
    ["export * from '@google-cloud/pubsub';", 'imports @google-cloud/pubsub, which is not among the dependencies'],
    ["await import('../../local/server.js');", 'imports local/server.js, which is not in the upload'],
  ])('is refused with %s', (index, reason) => {
    expect(missing(index)).toEqual([expect.stringContaining(reason)]);
  });

  it('is refused without its entry or its lock file', () => {
    expect(missing('', ['package.json'])).toEqual([
      'package-lock.json is not in the upload',
      'lib/functions/index.js is not in the upload',
    ]);
  });
});
