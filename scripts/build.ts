// Builds what is deployed: the functions as a few files, for a process that starts cold loads them sooner than hundreds,
// and the dashboard beside them.
// Whether the code is right is the compiler's check, not this one's.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { buildDashboard } from '../local/dashboard.ts';
import product from '../package.json' with { type: 'json' };
import { sessionText } from './dashboard-session.ts';

const ROOT = join(import.meta.dirname, '..');
const LIB = join(ROOT, 'lib');

/** Of many small files each, which a cold start would look for one by one: these become part of the build. */
const BUNDLED = ['zod', 'jose', '@marcbachmann/cel-js'];
const externals = Object.keys(product.dependencies)
  .filter((name) => !BUNDLED.includes(name))
  .flatMap((name) => [name, `${name}/*`]);

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: LIB },
    pages: { type: 'string', default: join(ROOT, 'dashboard', 'dist') },
  },
});
rmSync(values.out, { recursive: true, force: true });
await build({
  absWorkingDir: ROOT,
  // `entry` loads `index` by its name, where it is needed.
  entryPoints: ['functions/entry.ts', 'functions/index.ts', 'functions/cloud.ts'],
  outdir: join(values.out, 'functions'),
  bundle: true,
  splitting: true,
  external: externals,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  logLevel: 'warning',
});
await buildDashboard(values.pages);
// Functions that are built elsewhere are for the emulators.
writeFileSync(join(values.pages, 'session.json'), sessionText(values.out === LIB ? 'project' : 'emulators'));
