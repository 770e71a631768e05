// When to ask again: regularly, not all at once, and ever less often while it fails.

export const EVERY_MS = 3_000;
const FAILING_MAX_MS = 60_000;
const JITTER = 0.15;

/** `chance` is in [0, 1). */
export function pauseMs(everyMs: number, failures: number, chance: number): number {
  const base = Math.min(everyMs * 2 ** failures, Math.max(everyMs, FAILING_MAX_MS));
  return Math.round(base * (1 - JITTER + 2 * JITTER * chance));
}
