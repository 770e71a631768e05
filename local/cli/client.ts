// How commands call a running server: as whom, where, and what a refusal looks like.
import type { Arguments } from './command.ts';
import { CommandFailed, type ExitCode, type Io } from './io.ts';

export const DEFAULT_URL = 'http://127.0.0.1:8787';
export const URL_OPTION = {
  type: 'string',
  valueHint: DEFAULT_URL,
  description: `Where the server is (default: ${DEFAULT_URL})`,
} as const;

export interface Refusal {
  readonly status: string;
  readonly message: string;
  readonly details: { readonly reason: string; readonly next: string };
}
export interface Answer {
  readonly result?: unknown;
  readonly error?: Refusal;
}
export interface Server {
  readonly url: string;
  readonly user: string | undefined;
}

/** Says what was refused and what to do next; answers the exit code. */
export function refusedBy(error: Refusal, args: Arguments, io: Io): ExitCode {
  if (args.json === true) io.out(JSON.stringify({ error }));
  io.err(`${error.details.reason}: ${error.message}\n${error.details.next}`);
  return 1;
}

/** One operation as this person, who is signed in first; undefined: as nobody. */
export async function callAs({ url, user }: Server, operation: string, data: unknown): Promise<Answer> {
  if (user === undefined) return post(url, operation, data, null);
  const signedIn = await post(url, 'signIn', { userId: user }, null);
  if (signedIn.error !== undefined) return signedIn;
  return post(url, operation, data, (signedIn.result as { readonly token: string }).token);
}

async function post(url: string, operation: string, data: unknown, token: string | null): Promise<Answer> {
  try {
    const response = await fetch(new URL(`/api/${operation}`, url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ data }),
    });
    return (await response.json()) as Answer;
  } catch {
    throw new CommandFailed(
      1,
      `No Countersign server answers at ${url}. Start one with "npm start", or correct --url.`,
    );
  }
}
