// Notices that whoever started this process is gone: nobody is left then to end it.
import { type ProcessRow, runningProcesses, stillRunning } from './descendants.ts';

const LOOK_EVERY_MS = 1_000;
const SHELLS = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'ash', 'busybox']);

/** Whose end is ours: the parent, and behind the shell that npm puts between itself and a script, npm. */
export function startersOf(pid: number, rows: readonly ProcessRow[], isNpmScript: boolean): readonly ProcessRow[] {
  const byPid = new Map(rows.map((row) => [row.pid, row]));
  const parent = byPid.get(byPid.get(pid)?.parent ?? 0);
  if (parent === undefined) return [];
  const behind = isNpmScript && SHELLS.has(parent.name) ? byPid.get(parent.parent) : undefined;
  return behind === undefined ? [parent] : [parent, behind];
}

/** Calls once, when one of them has ended. */
export function whenStarterEnds(call: () => void): void {
  const starters = startersOf(process.pid, runningProcesses(), process.env.npm_lifecycle_event !== undefined);
  const timer = setInterval(() => {
    if (stillRunning(starters).length === starters.length) return;
    clearInterval(timer);
    call();
  }, LOOK_EVERY_MS);
  timer.unref();
}
