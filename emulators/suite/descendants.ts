// The processes under a process, however deep: emulators run in groups of their own, so no group signal reaches them.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  /** Tells a process from a later one that got the same number. */
  readonly startedAt: string;
  /** The program's name, without its folder. */
  readonly name: string;
}

export const descendantsOf = (root: number, rows: readonly ProcessRow[]): readonly ProcessRow[] => {
  const byParent = Map.groupBy(rows, ({ parent }) => parent);
  const under = (pid: number): readonly ProcessRow[] =>
    (byParent.get(pid) ?? []).flatMap((row) => [row, ...under(row.pid)]);
  return under(root);
};

/** Every process of the machine. Read from /proc where there is one: small images have no `ps`. */
export const runningProcesses = (): readonly ProcessRow[] => (existsSync('/proc/self/stat') ? fromProc() : fromPs());

function fromProc(): readonly ProcessRow[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        // The program's name stands in brackets and may contain anything; state and parent follow it.
        // One that has ended, but whose parent has not taken notice (Z), runs no more.
        const end = stat.lastIndexOf(')');
        const fields = stat.slice(end + 2).split(' ');
        const program = stat.slice(stat.indexOf('(') + 1, end);
        if (fields[0] === 'Z') return [];
        return [{ pid: Number(name), parent: Number(fields[1]), startedAt: fields[19] ?? '', name: program }];
      } catch {
        // It ended between the two looks.
        return [];
      }
    });
}

const fromPs = (): readonly ProcessRow[] =>
  rowsOfPs(execFileSync('ps', ['-A', '-o', 'pid=,ppid=,state=,lstart=,comm='], { encoding: 'utf8' }));

export function rowsOfPs(table: string): readonly ProcessRow[] {
  return table.split('\n').flatMap((line) => {
    // A start has five words: Fri Nov 27 01:07:01 2026.
    const [, pid, parent, state, startedAt, program] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+((?:\S+\s+){4}\S+)\s+(.*\S)\s*$/.exec(line) ?? [];
    if (startedAt === undefined || program === undefined || state?.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), startedAt, name: basename(program) }];
  });
}

/** Those of these that still run. */
export function stillRunning(known: readonly ProcessRow[]): readonly ProcessRow[] {
  const now = new Map(runningProcesses().map((row) => [row.pid, row.startedAt]));
  return known.filter(({ pid, startedAt }) => now.get(pid) === startedAt);
}
