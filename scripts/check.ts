// The one check: every part runs, whatever failed before it, and the last line counts what passed and what failed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { PartResult, Skip, SkippedTest } from './check-report.ts';
import { REPORT_FILE, reportOf, SKIPS_FILE, skipsOf, testCountsOf } from './check-report.ts';

const ROOT = join(import.meta.dirname, '..');

interface Part {
  readonly name: string;
  /** All of them run, one after the other. */
  readonly commands: readonly (readonly [string, ...string[]])[];
  /** Counts as the tests it ran, not as one. */
  readonly isTests?: true;
}

/** Parts that this run leaves out, and why. Nothing is left out in silence. */
const SKIPS: readonly Skip[] = [];

const partsOf = (folder: string): readonly Part[] => [
  {
    name: 'types',
    commands: [
      ['tsc', '--noEmit'],
      ['tsc', '--noEmit', '-p', 'functions/core'],
    ],
  },
  { name: 'lint', commands: [['biome', 'check', '.']] },
  { name: 'schema', commands: [['node', 'scripts/schema.ts', '--check']] },
  { name: 'tests', commands: [['node', 'scripts/run-tests.ts', folder]], isTests: true },
  { name: 'simulation', commands: [['node', 'sim/simulate.ts', '--seeds', '500']] },
];

/** Answers whether the command ended well. Its output goes straight to ours. */
function ran([command, ...args]: readonly [string, ...string[]]): Promise<boolean> {
  const bin = join(ROOT, 'node_modules', '.bin');
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: 'inherit' });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
}

async function runPart(part: Part, folder: string): Promise<PartResult> {
  const startedAt = performance.now();
  let passed = true;
  for (const command of part.commands) {
    console.log(`\n--- ${part.name}: ${command.join(' ')}`);
    passed = (await ran(command)) && passed;
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const { name } = part;
  // Counts of a run that did not get as far as writing them are zero, which fails the part.
  return part.isTests
    ? { name, passed, seconds, tests: testCountsOf(read(join(folder, REPORT_FILE))) }
    : { name, passed, seconds };
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Answers the exit code: 0 all passed, 1 something failed, 2 wrong usage. */
async function main(args: readonly string[]): Promise<number> {
  if (args.some((arg) => arg !== 'test')) {
    console.error('usage: npm test');
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  try {
    const results: PartResult[] = [];
    for (const part of partsOf(folder)) results.push(await runPart(part, folder));
    const isCi = process.env.CI === 'true';
    const skipped = (read(join(folder, SKIPS_FILE)) ?? []) as readonly SkippedTest[];
    const report = reportOf(results, [...SKIPS, ...skipsOf(skipped)], isCi);
    console.log(`\n${report.lines.join('\n')}`);
    return report.failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
