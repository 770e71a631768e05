// The machine's own clock.
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../platform.ts';

export const systemClock = (): Clock => ({
  now: () => Date.now(),
  sleep: (ms) => wait(ms),
});
