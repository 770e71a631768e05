// A call that did not succeed: why, and what to do next.

/** Reasons of the API, and two that only a client knows: nobody was reached, or nobody answered in time. */
export class ApiError extends Error {
  readonly reason: string;
  /** What the caller can do, in English, as the API says it. */
  readonly next: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(reason: string, message: string, next = '', details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'ApiError';
    this.reason = reason;
    this.next = next;
    this.details = details;
  }
}

/** Nothing is known of what became of the call: it may be sent again under the same id. */
export const isTransient = ({ reason }: ApiError): boolean =>
  reason === 'OFFLINE' || reason === 'TIMEOUT' || reason === 'UNAVAILABLE';

/** Somebody else was faster, or what was shown is no more so: look again. */
export const isOutdated = ({ reason }: ApiError): boolean =>
  ['ALREADY_DECIDED', 'STALE_ATTEMPT', 'STALE_REVISION', 'INVALID_STATE_TRANSITION', 'NOT_ASSIGNED'].includes(reason);

export const asApiError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError('INTERNAL', error instanceof Error ? error.message : String(error));
