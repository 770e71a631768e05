// The command line of the simulation: many seeds with a summary, or one with its whole trace.
import { parseArgs } from 'node:util';
import { add, createTotals, reportOf, type Totals, unexercised } from './report.ts';
import { runSeed } from './run.ts';

const SEEDS_DEFAULT = 200;
const FAILURES_DEFAULT = 50;

export interface SimulateOptions {
  readonly from: number;
  readonly seeds: number;
  /** Stops after so many seeds with violations: that is enough to look at. */
  readonly failuresMax: number;
}

/** Runs the seeds one after the other. */
export async function simulate({ from, seeds, failuresMax }: SimulateOptions): Promise<Totals> {
  const totals = createTotals();
  for (let seed = from; seed < from + seeds && totals.failures.length < failuresMax; seed++) {
    add(totals, await runSeed(seed));
    // Lets signals and timers of the process through between two runs.
    if (seed % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return totals;
}

/** One seed, line by line; answers whether nothing was violated. */
export async function showSeed(seed: number, print: (line: string) => void): Promise<boolean> {
  const result = await runSeed(seed, { keepTrace: true });
  for (const line of result.lines) print(line);
  print(`seed ${seed}: ${result.steps} steps, trace ${result.trace}, ${result.violations.length} violations`);
  for (const { code, step, message } of result.violations) print(`VIOLATION ${code} at step ${step}: ${message}`);
  return result.violations.length === 0;
}

const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`"${text}" is no whole number`);
  return value;
};

const USAGE = 'usage: simulate [--seeds <n>] [--from <seed>] [--failures <n>] [--quiet] | --seed <seed>';

/** Exit code: 0 fine, 1 violations or a fault that was never exercised, 2 wrong usage. */
export async function main(args: readonly string[], print: (line: string) => void): Promise<number> {
  let seed: number | null;
  let options: SimulateOptions & { readonly quiet: boolean };
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: 'string', default: String(SEEDS_DEFAULT) },
        from: { type: 'string', default: '0' },
        seed: { type: 'string' },
        failures: { type: 'string', default: String(FAILURES_DEFAULT) },
        quiet: { type: 'boolean', default: false },
      },
    });
    seed = values.seed === undefined ? null : wholeNumber(values.seed);
    options = {
      from: wholeNumber(values.from),
      seeds: wholeNumber(values.seeds),
      failuresMax: wholeNumber(values.failures),
      quiet: values.quiet,
    };
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
    print(USAGE);
    return 2;
  }
  if (seed !== null) return (await showSeed(seed, print)) ? 0 : 1;
  const begun = performance.now();
  const totals = await simulate(options);
  for (const line of reportOf(totals, performance.now() - begun, options.quiet)) print(line);
  return totals.failures.length === 0 && unexercised(totals).length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), (line) => console.log(line));
