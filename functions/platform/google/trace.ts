// The trace of the request under way, carried to whatever it causes without being handed on.
import { AsyncLocalStorage } from 'node:async_hooks';

export interface Trace {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits; null: the caller named none. */
  readonly spanId: string | null;
  readonly isSampled: boolean;
}

const current = new AsyncLocalStorage<Trace | null>();

export const currentTrace = (): Trace | null => current.getStore() ?? null;

/** Runs `run` within the trace that a request named by `traceparent` or `X-Cloud-Trace-Context`; without one, in none. */
export const withTrace = <T>(header: string | undefined, run: () => T): T =>
  current.run(header === undefined ? null : traceOf(header), run);

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;
const CLOUD_TRACE = /^([0-9a-f]{32})(?:\/(\d{1,20}))?(?:;o=(\d))?$/i;
const NOTHING = /^0+$/;
const SPAN_ID_MAX = 2n ** 64n;

/** Null where the header is neither form: who calls may send anything. */
export function traceOf(header: string): Trace | null {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(header) ?? [];
  if (traceId !== undefined && spanId !== undefined && flags !== undefined) {
    const isSampled = (Number.parseInt(flags, 16) & 1) === 1;
    return NOTHING.test(traceId) ? null : { traceId, spanId: NOTHING.test(spanId) ? null : spanId, isSampled };
  }
  const [, cloudId, span = '0', option] = CLOUD_TRACE.exec(header) ?? [];
  if (cloudId === undefined || NOTHING.test(cloudId)) return null;
  const number = BigInt(span);
  return {
    traceId: cloudId.toLowerCase(),
    // The span comes as a decimal number here, and is written as hexadecimal digits everywhere else.
    spanId: number === 0n || number >= SPAN_ID_MAX ? null : number.toString(16).padStart(16, '0'),
    isSampled: option === '1',
  };
}
