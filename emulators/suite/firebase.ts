// The programs behind the stack: the build, and firebase-tools under a guard.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unstartable } from './failure.ts';
import { type Project, ROOT } from './project.ts';
import { EMULATORS, type Environment, PROJECT_ID } from './settings.ts';

export const BIN = join(ROOT, 'node_modules', '.bin');
export const FIREBASE_TOOLS = join(ROOT, 'emulators/node_modules/firebase-tools');
const FIREBASE = join(FIREBASE_TOOLS, 'lib/bin/firebase.js');
const GUARD = join(import.meta.dirname, 'guard.ts');
const LOG_LINES_SHOWN = 30;
/** What the emulators get to end by themselves. */
const GRACE_MS = 12_000;

export const newLog = (): string => join(mkdtempSync(join(tmpdir(), 'countersign-log-')), 'emulators.log');

/** The end of a log, for somebody who has to find out why. */
export const lastLines = (log: string): string =>
  readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LOG_LINES_SHOWN).join('\n');

/** What a log says that went wrong, for somebody who cannot read all of it. */
export const troublesIn = (log: string): string =>
  readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => /"severity":"(?:WARNING|ERROR|CRITICAL)"|Failed to|timed out|[A-Z]\w*Error: /.test(line))
    .slice(-LOG_LINES_SHOWN)
    .join('\n');

/** Operations answer earlier than that: before the last triggers are in their place. */
export const saysReady = (log: string): boolean => readFileSync(log, 'utf8').includes('All emulators ready');

/** Builds what is deployed into the folder of the project. */
export async function build({ lib, pages }: Project, env: Environment): Promise<void> {
  const args = [join(ROOT, 'scripts/build.ts'), '--out', lib, '--pages', pages];
  const { code, output } = await run(process.execPath, args, env);
  if (code !== 0) throw new Unstartable(`The functions and pages cannot be built:\n${output}`);
}

/** Has firebase-tools download the programs of these emulators. */
export async function download(emulators: readonly string[], env: Environment): Promise<void> {
  for (const emulator of emulators) {
    const { code, output } = await run(process.execPath, [FIREBASE, `setup:emulators:${emulator}`], env);
    if (code !== 0) throw new Unstartable(`The ${emulator} emulator could not be downloaded:\n${output}`);
  }
}

function run(program: string, args: readonly string[], env: Environment): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: output.trim() }));
  });
}

export interface Guarded {
  /** Settles when nothing of it runs any more. */
  readonly ended: Promise<void>;
  end(): void;
}

/** Starts the emulators in the project's folder, which is removed when they have ended. */
export function startEmulators({ folder }: Project, env: Environment, log: string): Guarded {
  const start = ['emulators:start', '--only', EMULATORS.join(','), '--project', PROJECT_ID, '--non-interactive'];
  const output = openSync(log, 'a');
  const child: ChildProcess = spawn(
    process.execPath,
    [GUARD, folder, `${GRACE_MS}`, process.execPath, FIREBASE, ...start],
    {
      cwd: folder,
      env,
      // As long as this pipe is open, we are here.
      stdio: ['pipe', output, output],
      detached: true,
    },
  );
  closeSync(output);
  child.stdin?.on('error', () => {});
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  return { ended, end: () => child.stdin?.end() };
}
