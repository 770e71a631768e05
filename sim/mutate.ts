// Runs the simulation on each mutant of the engine in turn: `node sim/mutate.ts [--seeds <n>] [<part of a name>]`.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MUTANTS, type Mutant } from './mutants.ts';
import { runSeed } from './run.ts';

const SEEDS_DEFAULT = 2_000;
const ROOT = join(import.meta.dirname, '..');

export interface Verdict {
  readonly mutant: string;
  /** The seed and the violation that gave it away; null where nothing did. */
  readonly killedBy: { readonly seed: number; readonly violation: string } | null;
}

/** The source with the mutant's change; the text it replaces must stand there exactly once. */
export function mutated(source: string, { name, file, find, put }: Mutant): string {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`mutant "${name}": its text stands ${parts.length - 1} times in ${file}`);
  return parts.join(put);
}

/** The first line of a violation; a defect's stack stands between it and the seed. */
const FOUND = /^VIOLATION (.*)\n(?:(?! {2}npm run simulate).*\n)* {2}npm run simulate -- --seed (\d+)$/m;

/** The first violation from this seed on, in a process of its own: copies of one module must not meet. */
async function firstViolation(folder: string, from: number, to: number): Promise<Verdict['killedBy']> {
  const args = ['sim/simulate.ts', '--quiet', '--failures', '1', '--from', String(from), '--seeds', String(to - from)];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (_error, stdout, stderr) => resolve(`${stdout}${stderr}`));
  });
  const found = FOUND.exec(output);
  if (found !== null) return { seed: Number(found[2]), violation: found[1] ?? '' };
  if (!/ seeds\/s, /.test(output)) throw new Error(`the mutant does not run: ${output.slice(0, 2_000)}`);
  return null;
}

/** Copies the engine and the simulation aside, changes the copy, and looks for a seed that shows the change. */
export async function tryMutant(mutant: Mutant, seeds: number): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'mutant-'));
  try {
    for (const part of ['functions', 'sim', 'package.json'])
      await cp(join(ROOT, part), join(folder, part), { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const file = join(folder, mutant.file);
    await writeFile(file, mutated(await readFile(file, 'utf8'), mutant));
    for (let from = 0; from < seeds; ) {
      const killedBy = await firstViolation(folder, from, seeds);
      if (killedBy === null) break;
      // A seed that complains about the engine as it is says nothing about the mutant.
      if ((await runSeed(killedBy.seed)).violations.length === 0) return { mutant: mutant.name, killedBy };
      from = killedBy.seed + 1;
    }
    return { mutant: mutant.name, killedBy: null };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { seeds: { type: 'string', default: String(SEEDS_DEFAULT) } },
  });
  const chosen = MUTANTS.filter(({ name }) => positionals.every((part) => name.includes(part)));
  let survivors = 0;
  for (const mutant of chosen) {
    const { killedBy } = await tryMutant(mutant, Number(values.seeds));
    if (killedBy === null) survivors += 1;
    const how = killedBy === null ? 'SURVIVES' : `seed ${killedBy.seed}: ${killedBy.violation}`;
    console.log(`${mutant.name}: ${how}`);
  }
  console.log(`${chosen.length - survivors} of ${chosen.length} mutants killed`);
  return survivors === 0 && chosen.length > 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
