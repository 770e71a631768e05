// A real server as a child process, and a client that speaks its protocol.
import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Every test that starts a process waits on a machine that may be busy with others. */
export const PATIENT = { testTimeout: 60_000, hookTimeout: 60_000 } as const;

const children = new Set<ChildProcess>();
/** Ends every server that is still there, also those of a test that was given up. */
export function killAll(): void {
  for (const child of children) child.kill('SIGKILL');
}
process.once('exit', killAll);

const ENTRY = join(import.meta.dirname, '..', '..', 'local', 'start.ts');

export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Ends it by a signal and answers its exit code; null when the signal itself ended it. */
  stop(signal?: 'SIGTERM' | 'SIGKILL' | 'SIGINT'): Promise<number | null>;
  /** What it wrote to standard error so far. */
  errors(): string;
}

/** Starts `local/start.ts` on a free port. Rejects with what it said when it ends before it is ready. */
export function startProcess(...args: readonly string[]): Promise<ServerProcess> {
  // With the cache on from the first file, a start needs no compiler for types; it is the folder `start.ts` uses too.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };
  const child = spawn(process.execPath, [ENTRY, '--port', '0', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  void ended.then(() => children.delete(child));
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /^ready (\S+)$/.exec(line)?.[1];
      if (url !== undefined) resolve({ url, child, stop, errors: () => errors });
    });
    void ended.then((code) => reject(Object.assign(new Error(`exit ${code}: ${errors}`), { code })));
  });
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read field by field, and a wrong field fails the test.
  readonly result: any;
  readonly error:
    | {
        readonly status: string;
        readonly message: string;
        readonly details: { readonly reason: string; readonly next: string; readonly [field: string]: unknown };
      }
    | undefined;
}

/** Posts a body as it is. */
export async function post(
  url: string,
  operation: string,
  body: BodyInit,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const response = await fetch(`${url}/api/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const { result, error } = (await response.json()) as Pick<Reply, 'result' | 'error'>;
  return { status: response.status, headers: response.headers, result, error };
}

export interface Client {
  readonly token: string;
  /** Answers whatever comes. */
  call(operation: string, data?: unknown): Promise<Reply>;
  /** Answers the result; rejects on a refusal. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  ask(operation: string, data?: unknown): Promise<any>;
}

export async function signIn(url: string, userId: string): Promise<Client> {
  const { result, error } = await post(url, 'signIn', JSON.stringify({ data: { userId } }));
  if (error !== undefined) throw new Error(`${error.details.reason}: ${error.message}`);
  return clientWith(url, result.token);
}

export function clientWith(url: string, token: string): Client {
  const call = (operation: string, data: unknown = {}): Promise<Reply> =>
    post(url, operation, JSON.stringify({ data }), { authorization: `Bearer ${token}` });
  return {
    token,
    call,
    ask: async (operation, data) => {
      const { result, error } = await call(operation, data);
      if (error !== undefined) throw new Error(`${operation}: ${error.details.reason}: ${error.message}`);
      return result;
    },
  };
}

/** Asks again and again until it answers something; effects run after the answer. */
export async function eventually<T>(ask: () => Promise<T | null | undefined | false>, withinMs = 20_000): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > until) throw new Error(`not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
