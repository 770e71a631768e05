// One attempt at a task: the HTTP request as Cloud Tasks sends it, and how it ended.
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { HttpRequest } from './wire.ts';

export interface Dispatch {
  readonly request: HttpRequest;
  /** Short names, without the path of project and location. */
  readonly queueId: string;
  readonly taskId: string;
  /** Attempts before this one, and how many of them were answered. */
  readonly retryCount: number;
  readonly executionCount: number;
  readonly previousStatus: number | null;
  /** Epoch ms. */
  readonly scheduledAt: number;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** The status of the answer; null: there was none. */
export type Outcome = number | null;

const TOKEN_LIFETIME_S = 3_600;
/** Of these the service sends its own, or none. */
const RESERVED = /^(?:host|content-length|user-agent|x-google-.*|x-appengine-.*|x-cloudtasks-.*)$/i;

export async function dispatch(attempt: Dispatch): Promise<Outcome> {
  const { request, signal } = attempt;
  const send = request.url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const options = {
      method: request.httpMethod,
      headers: headersOf(attempt),
      signal,
      // A connection for each attempt: one that the worker closes meanwhile is not taken for a failed attempt.
      agent: false,
    };
    const sent = send(request.url, options, (response) => {
      response.on('error', () => resolve(null));
      response.on('end', () => resolve(response.statusCode ?? null));
      response.resume();
    });
    sent.on('error', () => resolve(null));
    sent.end(request.body);
  });
}

function headersOf(attempt: Dispatch): Record<string, string> {
  const { request, previousStatus } = attempt;
  const own = Object.entries(request.headers).filter(([name]) => !RESERVED.test(name));
  const token = request.oidcToken === undefined ? {} : { authorization: `Bearer ${unsignedToken(attempt, request)}` };
  return {
    ...Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), value])),
    'user-agent': 'Google-Cloud-Tasks',
    'content-length': String(request.body.length),
    ...token,
    'x-cloudtasks-queuename': attempt.queueId,
    'x-cloudtasks-taskname': attempt.taskId,
    'x-cloudtasks-taskretrycount': String(attempt.retryCount),
    'x-cloudtasks-taskexecutioncount': String(attempt.executionCount),
    'x-cloudtasks-tasketa': (attempt.scheduledAt / 1_000).toFixed(6),
    ...(previousStatus === null ? {} : { 'x-cloudtasks-taskpreviousresponse': String(previousStatus) }),
  };
}

/** What an OIDC token says, without the signature that only Google can make. */
function unsignedToken({ now }: Dispatch, { url, oidcToken }: HttpRequest): string {
  const issuedAt = Math.floor(now / 1_000);
  const email = oidcToken?.serviceAccountEmail ?? '';
  const claims = {
    iss: 'https://accounts.google.com',
    aud: oidcToken?.audience || url,
    sub: email,
    email,
    email_verified: true,
    iat: issuedAt,
    exp: issuedAt + TOKEN_LIFETIME_S,
  };
  return `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(claims)}.`;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
