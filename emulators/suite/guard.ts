// Runs one program and sees to it that nothing of it is left: when it ends, when it is told to end, and when whoever
// started this process is gone. That is seen by its standard input, which closes with its starter, however that ended.
// usage: node guard.ts <folder to remove at the end> <ms the program may take to end> <program> <argument …>
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { descendantsOf, type ProcessRow, runningProcesses, stillRunning } from './descendants.ts';

const LOOK_EVERY_MS = 2_000;
const KILL_MS = 2_000;
const POLL_MS = 100;

const [folder, graceMs, program, ...args] = process.argv.slice(2);
if (folder === undefined || program === undefined) throw new Error('usage: node guard.ts <folder> <ms> <program> …');

// In a group of its own, so that Ctrl-C on a terminal comes to it only through us.
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
const root = child.pid ?? -1;

/** Known before the program ends: what it leaves behind has another parent then. */
let known: readonly ProcessRow[] = [];
const look = (): void => {
  const now = runningProcesses();
  const self = now.filter(({ pid }) => pid === root);
  const isKnown = new Set(known.map(({ pid, startedAt }) => `${pid} ${startedAt}`));
  const found = [...self, ...descendantsOf(root, now)];
  known = [...stillRunning(known), ...found.filter(({ pid, startedAt }) => !isKnown.has(`${pid} ${startedAt}`))];
};
const looking = setInterval(look, LOOK_EVERY_MS);

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
function signal({ pid }: ProcessRow, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}

async function endedWithin(ms: number): Promise<void> {
  for (let waited = 0; waited < ms && stillRunning(known).length > 0; waited += POLL_MS) await sleep(POLL_MS);
}

let ending: Promise<void> | null = null;
async function end(): Promise<void> {
  clearInterval(looking);
  look();
  // Emulators keep nothing, and one that is slow to end makes firebase-tools kill every Pub/Sub emulator of the machine.
  for (const row of known) if (row.name === 'java') signal(row, 'SIGKILL');
  for (const row of known) if (row.pid === root) signal(row, 'SIGINT');
  await endedWithin(Number(graceMs));
  for (const row of stillRunning(known)) signal(row, 'SIGKILL');
  await endedWithin(KILL_MS);
  rmSync(folder as string, { recursive: true, force: true });
}
function endOnce(): void {
  ending ??= end();
  void ending.then(() => process.exit(exitCode));
}

let exitCode = 0;
child.on('error', (error) => {
  console.error(`${program}: ${error.message}`);
  exitCode = 1;
  endOnce();
});
child.on('exit', (code) => {
  exitCode = code ?? 1;
  endOnce();
});
process.stdin.on('end', endOnce).on('error', endOnce).resume();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, endOnce);
