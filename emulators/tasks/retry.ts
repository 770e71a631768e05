// When a failed task is tried again: the back-off of a queue's retry configuration.
import { msOf, type RetryConfig } from './wire.ts';

export interface Failures {
  /** Dispatches so far; the first one counts. */
  readonly attempts: number;
  /** Since the first dispatch. */
  readonly elapsedMs: number;
}

/**
 * How long to wait before the next attempt; null: the task is given up. Doubles `maxDoublings` times, then grows by the
 * last step, up to `maxBackoff`. Where both limits are set, a task is given up only when both are reached.
 */
export function backoffMs(config: RetryConfig, { attempts, elapsedMs }: Failures): number | null {
  const durationMax = config.maxRetryDuration === null ? 0 : msOf(config.maxRetryDuration);
  const limits = [
    ...(config.maxAttempts < 0 ? [] : [attempts >= config.maxAttempts]),
    ...(durationMax === 0 ? [] : [elapsedMs >= durationMax]),
  ];
  if (limits.length > 0 && limits.every(Boolean)) return null;
  const min = config.minBackoff === null ? 0 : msOf(config.minBackoff);
  const max = config.maxBackoff === null ? min : msOf(config.maxBackoff);
  const doublings = Math.min(attempts - 1, config.maxDoublings);
  const steps = attempts - 1 - doublings;
  return Math.min(min * 2 ** doublings * (1 + steps), max);
}
