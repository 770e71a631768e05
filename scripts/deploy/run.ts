// Runs one command, with its output where ours goes, or with its output as the answer.
import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

export interface Ran {
  readonly code: number;
  /** Standard output, where it was asked for. */
  readonly output: string;
}
export interface RunOptions {
  readonly cwd: string;
  /** `shown`: where ours goes; `kept`: in the answer; `aside`: standard output goes to standard error. */
  readonly output: 'shown' | 'kept' | 'aside';
  /** One text for a shell rather than a list of arguments. */
  readonly shell?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}
export type Run = (command: string, args: readonly string[], options: RunOptions) => Promise<Ran>;

const STANDARD_OUTPUT = { shown: 'inherit', kept: 'pipe', aside: 2 } as const;

/** The child finds this Node first, whatever else the machine has. */
export const run: Run = (command, args, { cwd, output, shell = false, env = {} }) =>
  new Promise((resolve, reject) => {
    const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`;
    const child = spawn(command, [...args], {
      cwd,
      shell,
      env: { ...process.env, ...env, PATH: path },
      stdio: ['inherit', STANDARD_OUTPUT[output], 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
