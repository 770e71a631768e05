// Nothing is left running: not when the stack is stopped, not when whoever started it is killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { descendantsOf, type ProcessRow, rowsOfPs, runningProcesses, stillRunning } from './descendants.ts';
import { startersOf } from './parent.ts';

const GUARD = join(import.meta.dirname, 'guard.ts');
/** A program that has a child in a group of its own, as firebase-tools has its emulators, and says its number. */
const withDeafChild = (ends: string): string => `
  const deaf = require('node:child_process').spawn(process.execPath,
    ['-e', 'process.on("SIGINT", () => {}); console.log("up"); setInterval(() => {}, 1000)'],
    { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  deaf.stdout.once('data', () => console.log(deaf.pid));
  process.on('SIGINT', () => process.exit(0));
  ${ends}
  setInterval(() => {}, 1000);`;

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

async function guarded(
  ends = '',
): Promise<{ guard: ChildProcess; deaf: ProcessRow; folder: string; ended: Promise<number | null> }> {
  const folder = mkdtempSync(join(tmpdir(), 'guard-'));
  const args = [GUARD, folder, '300', process.execPath, '-e', withDeafChild(ends)];
  const guard = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  started.push(guard);
  const ended = new Promise<number | null>((resolve) => guard.once('exit', resolve));
  const line = await new Promise<string>((resolve) => createInterface({ input: guard.stdout! }).once('line', resolve));
  const deaf = runningProcesses().find(({ pid }) => pid === Number(line));
  if (deaf === undefined) throw new Error(`there is no process ${line}`);
  return { guard, deaf, folder, ended };
}

it('when its starter is gone, everything it runs ends, deaf or not, and its folder is removed', async () => {
  const { guard, deaf, folder, ended } = await guarded();
  guard.stdin?.end();
  await ended;
  expect(stillRunning([deaf])).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});

it('when the program ends by itself, what it left behind ends too, and the exit code is its own', async () => {
  const { deaf, ended } = await guarded('setTimeout(() => process.exit(3), 3000);');
  expect(await ended).toBe(3);
  expect(stillRunning([deaf])).toEqual([]);
});

it('a program that cannot be started is a failure', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guard-'));
  const guard = spawn(process.execPath, [GUARD, folder, '300', '/no/such/program'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  started.push(guard);
  expect(await new Promise((resolve) => guard.once('exit', resolve))).toBe(1);
  expect(existsSync(folder)).toBe(false);
});

const row = (pid: number, parent: number, name = 'node'): ProcessRow => ({ pid, parent, name, startedAt: `t${pid}` });

it('descendants are found however deep, and others are not', () => {
  const rows = [row(1, 0), row(2, 1), row(3, 2), row(4, 3), row(5, 1)];
  expect(descendantsOf(2, rows).map(({ pid }) => pid)).toEqual([3, 4]);
});

it('a number that another process got meanwhile is not the one that was known', () => {
  const self = runningProcesses().find(({ pid }) => pid === process.pid);
  expect(stillRunning([self!])).toHaveLength(1);
  expect(stillRunning([{ ...self!, startedAt: 'earlier' }])).toEqual([]);
});

it('behind a script of npm stand its shell and npm; otherwise only the parent', () => {
  const rows = [row(1, 0, 'init'), row(10, 1, 'bash'), row(11, 10, 'npm run x'), row(12, 11, 'sh'), row(13, 12)];
  const pids = (pid: number, isNpmScript: boolean) => startersOf(pid, rows, isNpmScript).map((one) => one.pid);
  expect(pids(13, true)).toEqual([12, 11]);
  expect(pids(13, false)).toEqual([12]);
  // A shell that replaces itself by what it runs.
  expect(pids(12, true)).toEqual([11]);
  expect(pids(99, true)).toEqual([]);
});

it('where there is no /proc, processes are read from ps, without those that have ended', () => {
  const table = [
    '    1     0 Ss   Fri Nov 27 00:50:01 2026     /sbin/launchd',
    '  501     1 S+   Fri Nov  7 01:07:01 2026     /bin/my shell',
    '  502   501 Z    Fri Nov 27 01:07:02 2026     (node)',
    '',
  ].join('\n');
  expect(rowsOfPs(table)).toEqual([
    { pid: 1, parent: 0, startedAt: 'Fri Nov 27 00:50:01 2026', name: 'launchd' },
    { pid: 501, parent: 1, startedAt: 'Fri Nov  7 01:07:01 2026', name: 'my shell' },
  ]);
});
