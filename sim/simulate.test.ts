// The command line: what it prints, and what it answers to scripts.
import { describe, expect, it } from 'vitest';
import { FAULT_KINDS } from './faults.ts';
import { add, createTotals, HAPPENINGS, reportOf, SEEDS_FOR_EVERY_FAULT, unexercised } from './report.ts';
import type { RunResult } from './run.ts';
import { main } from './simulate.ts';

async function run(...args: string[]) {
  const lines: string[] = [];
  const code = await main(args, (line) => lines.push(line));
  return { code, text: lines.join('\n') };
}

const resultOf = (changes: Partial<RunResult>): RunResult => ({
  seed: 1,
  trace: '',
  lines: [],
  steps: 10,
  instances: 2,
  endedUnderFaults: 2,
  faults: new Map(),
  sometimes: new Map(),
  violations: [],
  ...changes,
});

describe('the command line', () => {
  it('runs seeds and sums them up with the faults they met', async () => {
    const { code, text } = await run('--seeds', '5', '--from', '40');
    expect(text).toContain('faults hit');
    expect(text).toMatch(/^5 seeds, \d+ instances .* seeds\/s, 0 seeds with violations$/m);
    expect(code).toBe(0);
  });

  it('prints the sum alone when it is to be quiet', async () => {
    expect((await run('--seeds', '1', '--quiet')).text.split('\n')).toHaveLength(1);
  });

  it('shows one seed with every line of its trace', async () => {
    const { code, text } = await run('--seed', '2');
    expect(text).toContain('faults stop');
    expect(text).toMatch(/seed 2: \d+ steps, trace [0-9a-f]{16}, 0 violations$/);
    expect(code).toBe(0);
  });

  it.each([['--seeds', 'many'], ['--from', '-1'], ['--unknown']])('refuses wrong usage: %s %s', async (...args) => {
    const { code, text } = await run(...args.filter((arg) => arg !== undefined));
    expect(code).toBe(2);
    expect(text).toContain('usage: ');
  });
});

describe('a report', () => {
  it('names each seed that failed, and the command that shows it', () => {
    const totals = createTotals();
    const violation = { code: 'S1', message: 'done twice', step: 7 };
    add(totals, resultOf({ seed: 42, violations: [violation, violation] }));
    const text = reportOf(totals, 1_000, true).join('\n');
    expect(text).toContain('VIOLATION S1 at step 7: done twice (and 1 more)\n  npm run simulate -- --seed 42');
    expect(text).toContain('1 seeds with violations');
  });

  it('complains about every fault and happening that a large run did not meet, and not about a small one', () => {
    const totals = createTotals();
    add(totals, resultOf({ faults: new Map([['conflict', 3]]), endedUnderFaults: 0 }));
    expect(unexercised(totals)).toEqual([]);
    totals.seeds = SEEDS_FOR_EVERY_FAULT;
    const complaints = unexercised(totals);
    expect(complaints).toContain('fault crash_before was never hit');
    expect(complaints).not.toContain('fault conflict was never hit');
    expect(complaints).toContain('only 0 % ended under faults');
    expect(complaints).toHaveLength(FAULT_KINDS.length - 1 + HAPPENINGS.length + 1);
  });
});
