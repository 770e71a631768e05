// The one check: every part runs, whatever failed before it, and the last line counts what passed and what failed.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Unstartable } from '../emulators/suite/failure.ts';
import { usableTools } from '../emulators/suite/usable.ts';
import type { PartResult, Skip, SkippedTest } from './check-report.ts';
import { REPORT_FILE, reportOf, SKIPS_FILE, skipsOf, testCountsOf } from './check-report.ts';

const ROOT = join(import.meta.dirname, '..');

export interface Part {
  readonly name: string;
  /** All of them run, one after the other. */
  readonly commands: readonly (readonly [string, ...string[]])[];
  /** Where it reports the tests it ran: it counts as these, not as one. */
  readonly reports?: string;
}

export interface Plan {
  readonly parts: readonly Part[];
  /** What this run leaves out, and why. Nothing is left out in silence. */
  readonly skips: readonly Skip[];
}

export async function planOf(folder: string): Promise<Plan> {
  const reports = { tests: join(folder, 'tests'), emulators: join(folder, 'emulators') };
  for (const each of Object.values(reports)) mkdirSync(each);
  const skip = await emulatorsSkip();
  const emulators: Part = {
    name: 'emulators',
    commands: [['node', 'scripts/test-emulators.ts', '--report', reports.emulators]],
    reports: reports.emulators,
  };
  return {
    parts: [...partsOf(reports.tests), ...(skip === null ? [emulators] : [])],
    skips: skip === null ? [] : [skip],
  };
}

/** Why the emulators cannot run on this machine, or null; what can be fetched for them has been, then. */
async function emulatorsSkip(): Promise<Skip | null> {
  try {
    await usableTools((text) => console.log(text));
    return null;
  } catch (error) {
    if (!(error instanceof Unstartable)) throw error;
    return { what: 'emulators', needs: 'emulators', reason: error.message.replaceAll(/\s*\n\s*/g, ' ') };
  }
}

const partsOf = (tests: string): readonly Part[] => [
  {
    name: 'types',
    commands: [
      ['tsc', '--noEmit'],
      ['tsc', '--noEmit', '-p', 'functions/core'],
      ['tsc', '--noEmit', '-p', 'sheets'],
      ['tsc', '--noEmit', '-p', 'sheets/sidebar'],
      ['tsc', '--noEmit', '-p', 'dashboard'],
    ],
  },
  { name: 'lint', commands: [['biome', 'check', '.']] },
  { name: 'schema', commands: [['node', 'scripts/schema.ts', '--check']] },
  { name: 'tests', commands: [['node', 'scripts/run-tests.ts', tests]], reports: tests },
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

async function runPart(part: Part): Promise<PartResult> {
  const startedAt = performance.now();
  let passed = true;
  for (const command of part.commands) {
    console.log(`\n--- ${part.name}: ${command.join(' ')}`);
    passed = (await ran(command)) && passed;
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const { name, reports } = part;
  // Counts of a run that did not get as far as writing them are zero, which fails the part.
  return reports === undefined
    ? { name, passed, seconds }
    : { name, passed, seconds, tests: testCountsOf(read(join(reports, REPORT_FILE))) };
}

const skippedBy = ({ reports }: Part): readonly SkippedTest[] =>
  reports === undefined ? [] : ((read(join(reports, SKIPS_FILE)) ?? []) as readonly SkippedTest[]);

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
    const { parts, skips } = await planOf(folder);
    const results: PartResult[] = [];
    for (const part of parts) results.push(await runPart(part));
    const isCi = process.env.CI === 'true';
    const report = reportOf(results, [...skips, ...skipsOf(parts.flatMap(skippedBy))], isCi);
    console.log(`\n${report.lines.join('\n')}`);
    return report.failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
