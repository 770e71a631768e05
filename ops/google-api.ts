// The two APIs over REST: one call with the failures that pass by themselves repeated, and the rest said in words.
import type { JsonObject } from './json.ts';
import { isObject } from './json.ts';

export interface Wire {
  readonly hosts: { readonly logging: string; readonly monitoring: string };
  readonly token: string;
  readonly project: string;
  fetch(url: string, init: RequestInit): Promise<Response>;
  sleep(ms: number): Promise<void>;
}

export const GOOGLE_HOSTS = {
  logging: 'https://logging.googleapis.com',
  monitoring: 'https://monitoring.googleapis.com',
};

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly api: keyof Wire['hosts'];
  /** Below the host, with its query. */
  readonly path: string;
  readonly body?: JsonObject;
  /** The role that allows the call, for the message when it is missing. */
  readonly role: string;
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status; 0: no answer came. */
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The call may have been carried out or may be carried out when it is made again. */
export const mayPass = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);

const TRIES_MAX = 5;
const WAIT_FIRST_MS = 1_000;
const WAIT_LAST_MS = 30_000;
const TIMEOUT_MS = 30_000;

export const waitMs = (tries: number): number => Math.min(WAIT_FIRST_MS * 2 ** (tries - 1), WAIT_LAST_MS);

/** One try. A write is not repeated here: whether it was carried out is seen by looking, not by doing it twice. */
export async function once(wire: Wire, call: Call): Promise<JsonObject> {
  const url = `${wire.hosts[call.api]}/${call.path}`;
  let response: Response;
  let answer: unknown;
  try {
    response = await wire.fetch(url, {
      method: call.method,
      headers: {
        authorization: `Bearer ${wire.token}`,
        'content-type': 'application/json',
        'x-goog-user-project': wire.project,
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const text = await response.text();
    answer = text === '' ? {} : parsed(text);
  } catch (error) {
    throw new ApiError(0, `No answer from ${url}: ${reasonOf(error)}. Look at the network, then run this again.`);
  }
  if (!response.ok) throw new ApiError(response.status, messageOf(wire, call, response.status, answer));
  return isObject(answer) ? answer : {};
}

/** A read, repeated while it fails in a way that passes. */
export async function read(wire: Wire, call: Call): Promise<JsonObject> {
  for (let tries = 1; ; tries++) {
    try {
      return await once(wire, call);
    } catch (error) {
      if (!mayPass(error) || tries === TRIES_MAX) throw error;
      await wire.sleep(waitMs(tries));
    }
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
};

/** Google's own words, and what to do about them. */
function messageOf(wire: Wire, call: Call, status: number, answer: unknown): string {
  const error = isObject(answer) && isObject(answer.error) ? answer.error : {};
  const said = typeof error.message === 'string' ? error.message : 'no further word';
  return `${call.method} ${call.path.split('?')[0]}: ${status}, ${said} ${nextOf(wire, call, status, error)}`;
}

function nextOf(wire: Wire, call: Call, status: number, error: JsonObject): string {
  switch (status) {
    case 400:
      return 'Mend the file that is named here; nothing of it was changed.';
    case 401:
      return 'Sign in again: gcloud auth login.';
    case 403:
      return hasReason(error, 'SERVICE_DISABLED')
        ? `Turn the API on, wait a minute, run this again: gcloud services enable ${call.api}.googleapis.com --project ${wire.project}`
        : askForRole(
            wire,
            hasReason(error, 'USER_PROJECT_DENIED') ? 'roles/serviceusage.serviceUsageConsumer' : call.role,
          );
    case 404:
      return /metric/i.test(String(error.message))
        ? 'A metric that was made a moment ago takes some minutes to be known; run this again then.'
        : `Look whether the project "${wire.project}" is the right one: gcloud projects describe ${wire.project}`;
    case 409:
      return 'Something of this name is there that does not carry our marks; rename or remove it.';
    case 429:
      return 'The quota of this minute is used up; run this again in a minute, it goes on where it stopped.';
    default:
      return 'Google failed; run this again, it goes on where it stopped.';
  }
}

const askForRole = ({ project }: Wire, role: string): string =>
  `Ask for the role ${role}: gcloud projects add-iam-policy-binding ${project} --member user:<you> --role ${role}`;

const hasReason = (error: JsonObject, reason: string): boolean =>
  Array.isArray(error.details) && error.details.some((detail) => isObject(detail) && detail.reason === reason);
