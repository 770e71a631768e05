// The three ways to fail, told apart by who retries.
import type { Rejection } from '../core/rejection.ts';
import { reject } from '../core/rejection.ts';
import { Transient, Unconfirmed } from '../platform/platform.ts';

export { Transient, Unconfirmed };

/** An expected refusal on its way to the caller. Nobody retries it. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly rejection: Rejection;
  constructor(rejection: Rejection) {
    super(`${rejection.reason}: ${rejection.message}`);
    this.rejection = rejection;
  }
}

/** Throws the refusal with this reason. */
export function refuse(...args: Parameters<typeof reject>): never {
  throw new Refused(reject(...args).error);
}

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 15 * 60_000;

/** How long an effect waits after its n-th failed try (n from 1): doubling, with a quarter of jitter. */
export function retryDelayMs(tries: number, fraction: number): number {
  const base = Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LAST_RETRY_MS);
  return Math.round(base * (1 + fraction / 4));
}
