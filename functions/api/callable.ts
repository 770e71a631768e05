// The callable protocol: POST /api/<operation> {"data": …} → {"result": …} or a typed {"error": …}.
import type { z } from 'zod';
import { depthOf, type JsonObject } from '../core/json.ts';
import { DATA_BYTES_MAX, DATA_DEPTH_MAX } from '../core/limits.ts';
import { type ProtocolStatus, REASONS, type Reason, type Rejection, reject } from '../core/rejection.ts';
import type { WorkflowEngine } from '../engine/engine.ts';
import { Refused, Transient } from '../engine/failure.ts';
import type { Caller, Log } from '../engine/parts.ts';
import type { Operation } from './operation.ts';

export interface CallRequest {
  readonly method: string;
  /** With or without the leading /api. */
  readonly path: string;
  readonly authorization: string | undefined;
  /** The parsed body, or undefined where it was not JSON. */
  readonly body: unknown;
  /** Size of the body as it arrived, in bytes. */
  readonly bodyBytes: number;
}
export interface CallAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

export interface Api {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly engine: WorkflowEngine;
  /** Operations that need no token, such as the embedded sign-in. */
  readonly open?: Readonly<Record<string, (data: unknown) => Promise<JsonObject>>>;
  /** The caller a bearer token proves, or null. */
  authenticate(token: string): Promise<Caller | null>;
  readonly log: Log;
}

const HTTP: { readonly [status in ProtocolStatus]: number } = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  FAILED_PRECONDITION: 400,
  ABORTED: 409,
  RESOURCE_EXHAUSTED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** What surrounds the data in a body: the envelope and the other fields of a request. */
const ENVELOPE_BYTES = 16 * 1024;
const PROBLEMS_MAX = 20;

export async function handleCall(api: Api, request: CallRequest): Promise<CallAnswer> {
  try {
    return { status: 200, body: { result: await run(api, request) } };
  } catch (error) {
    return failure(api, request, error);
  }
}

async function run(api: Api, request: CallRequest): Promise<JsonObject> {
  if (request.method !== 'POST') throw refused('INVALID_DATA', 'Operations are called by POST.');
  const name = request.path.replace(/^\/(api\/)?/, '').replace(/\/$/, '');
  const open = api.open !== undefined && Object.hasOwn(api.open, name) ? api.open[name] : undefined;
  const operation = Object.hasOwn(api.operations, name) ? api.operations[name] : undefined;
  if (open === undefined && operation === undefined)
    throw refused('UNKNOWN_OPERATION', `There is no operation "${name.slice(0, 100)}".`);
  const data = dataOf(request);
  if (open !== undefined) return open(data);
  const caller = await callerOf(api, request.authorization);
  const { input, run: perform } = operation as Operation;
  return perform(api.engine, caller, parse(input, data));
}

function dataOf({ body, bodyBytes }: CallRequest): unknown {
  if (bodyBytes > DATA_BYTES_MAX + ENVELOPE_BYTES)
    throw refused('LIMIT_EXCEEDED', `The request is larger than ${DATA_BYTES_MAX + ENVELOPE_BYTES} bytes.`);
  if (body === undefined)
    throw refused('INVALID_DATA', 'The body is not JSON; send {"data": {…}} as application/json.');
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, 'data') || Object.keys(body).length !== 1)
    throw refused('INVALID_DATA', 'The body has exactly one field, "data".');
  // Two levels are the envelope's own.
  if (depthOf(body, DATA_DEPTH_MAX + 4) > DATA_DEPTH_MAX + 3)
    throw refused('LIMIT_EXCEEDED', `The request is nested deeper than ${DATA_DEPTH_MAX} levels.`);
  return (body as { data: unknown }).data ?? {};
}

async function callerOf(api: Api, authorization: string | undefined): Promise<Caller> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw refused('UNAUTHENTICATED', 'No bearer token was sent.');
  const caller = await api.authenticate(token);
  if (caller === null) throw refused('UNAUTHENTICATED', 'The token is not valid, or not any more.');
  return caller;
}

/** The input as its schema has it; every problem is named with its path. */
export function parse<S extends z.ZodType>(schema: S, data: unknown): z.infer<S> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, PROBLEMS_MAX)
    .map(({ path, message }) => ({ path: `/${path.map(String).join('/')}`, message }));
  const list = problems.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw refused('INVALID_DATA', `The request does not fit: ${list}`, { problems });
}

const refused = (reason: Reason, message: string, details?: Record<string, unknown>): Refused =>
  new Refused(reject(reason, message, details).error);

function failure(api: Api, request: CallRequest, error: unknown): CallAnswer {
  if (error instanceof Refused) return refusal(error.rejection);
  if (error instanceof Transient) {
    api.log.write('warning', 'call_unavailable', { operation: request.path, error: error.message });
    return refusal({ reason: 'UNAVAILABLE', message: 'The service is busy; nothing is lost.' });
  }
  // A defect: the caller learns nothing of the inside, the log everything.
  api.log.write('error', 'call_defect', {
    operation: request.path,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return refusal({ reason: 'INTERNAL', message: 'Something went wrong on our side.' });
}

export function refusal({ reason, message, details }: Rejection): CallAnswer {
  const { status, next } = REASONS[reason];
  return {
    status: HTTP[status],
    body: { error: { status, message, details: { ...(details as JsonObject | undefined), reason, next } } },
  };
}
