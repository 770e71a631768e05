// What calls of Google's generated clients share: opened with the first call, bounded in time, failures told apart.
import type { grpc } from 'google-gax';
import { Transient } from '../platform.ts';

/** Of google.rpc.Code: nobody knows whether these were done, or they will go away by themselves. */
const TRANSIENT: ReadonlySet<number> = new Set([
  1, // CANCELLED
  2, // UNKNOWN
  4, // DEADLINE_EXCEEDED
  8, // RESOURCE_EXHAUSTED
  10, // ABORTED
  13, // INTERNAL
  14, // UNAVAILABLE
  16, // UNAUTHENTICATED: a token that could not be had is another one at the next try
]);
export const INVALID_ARGUMENT = 3;
export const NOT_FOUND = 5;
export const ALREADY_EXISTS = 6;
export const PERMISSION_DENIED = 7;
export const FAILED_PRECONDITION = 9;

interface GeneratedClient {
  initialize(): Promise<unknown>;
  close(): Promise<void>;
}

export interface Lazy<Client> {
  /** The client, ready for calls. */
  get(): Promise<Client>;
  close(): Promise<void>;
}

/**
 * A client that is made with the first call: its packages are a third of a second of a cold start. It is asked to get
 * ready before any call, as a call that finds it unready rejects beside its own promise, which would end the process;
 * one that could not get ready would never recover, so the next call makes another.
 */
export function lazily<Client extends GeneratedClient>(open: () => Promise<Client>): Lazy<Client> {
  let opened: Promise<Client> | null = null;
  async function ready(): Promise<Client> {
    const client = await open();
    await client.initialize();
    return client;
  }
  return {
    get: () => {
      opened ??= ready().catch((error: unknown) => {
        opened = null;
        throw error;
      });
      return opened;
    },
    close: async () => {
      const client = await opened?.catch(() => null);
      opened = null;
      await client?.close();
    },
  };
}

/** Of the options of a client; with none of them it talks to the real service. */
export interface Connection {
  readonly servicePath?: string;
  readonly port?: number;
  readonly sslCreds?: grpc.ChannelCredentials;
}

/** What makes a client of google-gax talk to an emulator at `host:port`; nothing where there is none. */
export async function emulated(address: string | undefined): Promise<Connection> {
  if (address === undefined || address === '') return {};
  const { credentials } = (await import('google-gax')).grpc;
  const { hostname, port } = new URL(`http://${address}`);
  return { servicePath: hostname, port: Number(port), sslCreds: credentials.createInsecure() };
}

/** Awaits the work for at most this long, whatever it waits for itself: a token, a connection, an answer. */
export async function within<T>(deadlineMs: number, call: string, work: Promise<T>): Promise<T> {
  const { promise: deadline, reject } = Promise.withResolvers<never>();
  const timeout = setTimeout(() => reject(new Transient(`${call}: no answer within ${deadlineMs} ms`)), deadlineMs);
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timeout);
  }
}

export const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** The error to throw for a failed call; `next` says by code what has to be done about a defect. */
export function failureOf(call: string, error: unknown, next: Readonly<Record<number, string>>): Error {
  if (error instanceof Transient) return error;
  const code = codeOf(error);
  const said = `${call}: ${error instanceof Error ? error.message : String(error)}`;
  // A code in words is one of the network, met while a token was fetched.
  if (typeof code === 'string' || (typeof code === 'number' && TRANSIENT.has(code)))
    return new Transient(said, { cause: error });
  const advice = typeof code === 'number' ? next[code] : undefined;
  return new Error(advice === undefined ? said : `${said} (${advice})`, { cause: error });
}
