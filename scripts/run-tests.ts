// Runs all tests with coverage and leaves two files behind: the runner's JSON report, and what was skipped and why.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestModule } from 'vitest/node';
import { startVitest } from 'vitest/node';
import { REPORT_FILE, SKIPS_FILE, type SkippedTest } from './check-report.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/run-tests.ts <folder>');

/** The runner's own JSON report does not have the reasons. */
const writeSkips = (modules: readonly TestModule[]): void => {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const skipped = tests.flatMap((test): SkippedTest[] => {
    const result = test.result();
    return result.state === 'skipped' ? [{ name: test.fullName, reason: result.note ?? null }] : [];
  });
  writeFileSync(join(folder, SKIPS_FILE), JSON.stringify(skipped));
};

const vitest = await startVitest('test', [], {
  watch: false,
  coverage: { enabled: true },
  reporters: ['default', ['json', { outputFile: join(folder, REPORT_FILE) }], { onTestRunEnd: writeSkips }],
});
await vitest.close();
