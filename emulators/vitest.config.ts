// The tests that need the emulators: scripts/test-emulators.ts starts the stack for them, once.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    // The other tests of that folder too: together they cover it.
    include: ['**/*.emulator.test.ts', 'functions/platform/google/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'lib/**'],
    // The functions of the stack are processes too, and a machine may have two cores.
    maxWorkers: 2,
    // Nothing is timed, and a message that was lost waits for the minute's sweep.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    coverage: {
      provider: 'v8',
      include: ['functions/platform/google/**/*.ts'],
      exclude: ['**/*.test.ts', '**/testing/**'],
      reporter: ['text-summary', 'json-summary', 'json'],
      // Not under coverage/, which the other run of tests empties when it begins.
      reportsDirectory: '.vitest/coverage-emulators',
      thresholds: { lines: 95 },
    },
  },
});
