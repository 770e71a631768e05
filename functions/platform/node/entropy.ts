// Randomness from the operating system.
import { randomBytes, randomInt } from 'node:crypto';
import type { Entropy } from '../platform.ts';

/** randomInt takes ranges below 2^48. */
const FRACTION_RANGE = 2 ** 48 - 1;

export const systemEntropy = (): Entropy => ({
  // Hex rather than base64: no store reserves any form of it, and it survives systems that ignore case.
  id: () => randomBytes(16).toString('hex'),
  fraction: () => randomInt(FRACTION_RANGE) / FRACTION_RANGE,
});
