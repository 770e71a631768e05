// The one check: every part runs, whatever failed before it, and the last line counts what passed and what failed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { PartResult, Skip, TestCounts } from './check-report.ts';
import { reportOf, testCountsOf } from './check-report.ts';

const ROOT = join(import.meta.dirname, '..');

interface Part {
  readonly name: string;
  /** All of them run, one after the other. */
  readonly commands: readonly (readonly [string, ...string[]])[];
  /** Where this part's test runner writes its counts; without it the part itself counts as one. */
  readonly counts?: string;
}

/** What this run leaves out, and why. Nothing is left out in silence. */
const SKIPS: readonly Skip[] = [];

const partsOf = (folder: string): readonly Part[] => {
  const counts = join(folder, 'tests.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${counts}`];
  return [
    {
      name: 'types',
      commands: [
        ['tsc', '--noEmit'],
        ['tsc', '--noEmit', '-p', 'functions/core'],
      ],
    },
    { name: 'lint', commands: [['biome', 'check', '.']] },
    { name: 'schema', commands: [['node', 'scripts/schema.ts', '--check']] },
    { name: 'tests', commands: [['vitest', 'run', '--coverage', ...reporters]], counts },
    { name: 'simulation', commands: [['node', 'sim/simulate.ts', '--seeds', '500']] },
  ];
};

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

async function runPart(part: Part): Promise<PartResult> {
  console.log(`\n--- ${part.name}: ${part.commands.map((command) => command.slice(0, 3).join(' ')).join(', ')}`);
  const startedAt = performance.now();
  let passed = true;
  for (const command of part.commands) passed = (await ran(command)) && passed;
  const tests = part.counts === undefined ? undefined : countsIn(part.counts);
  return {
    name: part.name,
    passed,
    seconds: (performance.now() - startedAt) / 1_000,
    ...(tests === undefined ? {} : { tests }),
  };
}

/** Counts of a run that did not get as far as writing them are zero; its exit code has failed the part already. */
function countsIn(file: string): TestCounts {
  try {
    return testCountsOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return testCountsOf({});
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
    for (const part of partsOf(folder)) results.push(await runPart(part));
    const isCi = process.env.CI === 'true';
    const report = reportOf(results, SKIPS, isCi);
    console.log(`\n${report.lines.join('\n')}`);
    return report.failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
