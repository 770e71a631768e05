import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // What needs the emulators has a run of its own: emulators/vitest.config.ts.
    exclude: ['**/node_modules/**', 'lib/**', '**/*.emulator.test.ts'],
    // Google's clients otherwise look for a machine of Google's, on the network.
    env: { METADATA_SERVER_DETECTION: 'none' },
    // Nothing here is timed: a busy machine may take its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['functions/**/*.ts', 'local/**/*.ts', 'sim/**/*.ts'],
      exclude: ['**/*.test.ts', '**/contract/**', '**/testing/**', 'functions/platform/google/**'],
      reporter: ['text-summary', 'json-summary', 'json'],
      thresholds: {
        lines: 95,
        'functions/core/**': { lines: 100, branches: 100, functions: 100, statements: 100 },
      },
    },
  },
});
