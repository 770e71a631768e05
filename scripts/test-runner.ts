// One run of the tests, which leaves two files behind: the runner's JSON report, and what was skipped and why.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestModule } from 'vitest/node';
import { startVitest } from 'vitest/node';
import { REPORT_FILE, SKIPS_FILE, type SkippedTest } from './check-report.ts';

export interface TestRun {
  /** Where the two files go; null: nowhere. */
  readonly folder: string | null;
  /** The runner's settings; absent: those of the project. */
  readonly config?: string;
  /** Parts of file names; none: all tests, and how much of the code they cover. */
  readonly filters?: readonly string[];
}

/** Sets the process's exit code where a test failed. */
export async function runTests({ folder, config, filters = [] }: TestRun): Promise<void> {
  const vitest = await startVitest('test', [...filters], {
    watch: false,
    ...(config === undefined ? {} : { config }),
    coverage: { enabled: filters.length === 0 },
    reporters:
      folder === null
        ? ['default']
        : ['default', ['json', { outputFile: join(folder, REPORT_FILE) }], { onTestRunEnd: writeSkips(folder) }],
  });
  await vitest.close();
}

/** The runner's own JSON report does not have the reasons. */
const writeSkips =
  (folder: string) =>
  (modules: readonly TestModule[]): void => {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const skipped = tests.flatMap((test): SkippedTest[] => {
      const result = test.result();
      return result.state === 'skipped' ? [{ name: test.fullName, reason: result.note ?? null }] : [];
    });
    writeFileSync(join(folder, SKIPS_FILE), JSON.stringify(skipped));
  };
