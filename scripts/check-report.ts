// What a check has to say at its end: one line for each part, one for each skip, and the counts.

/** What a run of the tests says of itself. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Files that could not even be loaded: their tests are in no other number. */
  readonly brokenFiles: number;
}

export interface PartResult {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** The part is a run of tests, which count one by one. */
  readonly tests?: TestCounts;
}

/** Something a run leaves out on this machine, and why. In CI, emulators and browser must not be left out. */
export interface Skip {
  readonly what: string;
  readonly needs: 'emulators' | 'browser' | 'other';
  readonly reason: string;
}

export interface SkippedTest {
  readonly name: string;
  readonly reason: string | null;
}

export const REPORT_FILE = 'tests.json';
export const SKIPS_FILE = 'skips.json';

/** The skips of a run of tests, those for one reason together. */
export function skipsOf(tests: readonly SkippedTest[]): readonly Skip[] {
  const reasons = Map.groupBy(tests, ({ reason }) => reason ?? '');
  return [...reasons].map(([reason, skipped]) => ({
    what: skipped.length === 1 ? (skipped[0]?.name ?? '') : `${skipped.length} tests`,
    needs: /emulator/i.test(reason) ? 'emulators' : /browser|chrom/i.test(reason) ? 'browser' : 'other',
    reason,
  }));
}

/** Why this skip may not stand, or null. */
function refusalOf({ needs, reason }: Skip, isCi: boolean): string | null {
  if (reason.trim() === '') return 'a skip needs a reason';
  return isCi && needs !== 'other' ? `CI must not skip ${needs}` : null;
}

export interface Report {
  readonly lines: readonly string[];
  readonly passed: number;
  readonly failed: number;
}

export function reportOf(parts: readonly PartResult[], skips: readonly Skip[], isCi: boolean): Report {
  const refusals = skips.map((skip) => refusalOf(skip, isCi));
  const counts = parts.map(countsOf);
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed =
    counts.reduce((sum, count) => sum + count.failed, 0) + refusals.filter((refusal) => refusal !== null).length;
  const lines = [
    ...parts.map(lineOf),
    ...skips.map((skip, i) => skipLineOf(skip, refusals[i] ?? null)),
    `${passed} passed, ${failed} failed`,
  ];
  return { lines, passed, failed };
}

/** A part counts as one; a run of tests as its tests, and one more when it failed without a failing test (coverage). */
function countsOf({ passed, tests }: PartResult): { readonly passed: number; readonly failed: number } {
  if (tests === undefined) return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const known = tests.failed + tests.brokenFiles;
  // A run that ends well but ran nothing has shown nothing.
  const failed = known === 0 && (!passed || tests.passed === 0) ? 1 : known;
  return { passed: tests.passed, failed };
}

function lineOf(part: PartResult): string {
  const { failed } = countsOf(part);
  const verdict = failed === 0 ? 'passed ' : 'failed ';
  return `${verdict} ${part.name.padEnd(12)} ${part.seconds.toFixed(1).padStart(7)} s${testsText(part)}`;
}

const skipLineOf = ({ what, reason }: Skip, refusal: string | null): string =>
  refusal === null
    ? `skipped  ${what}: ${reason}`
    : `failed   ${what}: ${reason === '' ? '' : `${reason}; `}${refusal}`;

function testsText({ passed, tests }: PartResult): string {
  if (tests === undefined) return '';
  const parts = [
    `${tests.passed} tests passed`,
    tests.failed > 0 ? `${tests.failed} failed` : '',
    tests.brokenFiles > 0 ? `${tests.brokenFiles} files did not load` : '',
    tests.skipped > 0 ? `${tests.skipped} skipped` : '',
    !passed && tests.failed + tests.brokenFiles === 0
      ? 'the run itself failed: coverage or an error outside of a test'
      : '',
  ];
  return `  ${parts.filter((text) => text !== '').join(', ')}`;
}

/** Reads the JSON report of the test runner; what is not there counts as none. */
export function testCountsOf(report: unknown): TestCounts {
  const of = (from: unknown, key: string): unknown =>
    typeof from === 'object' && from !== null ? Reflect.get(from, key) : undefined;
  const count = (key: string): number => Number(of(report, key) ?? 0);
  const files = of(report, 'testResults');
  const isBroken = (file: unknown): boolean => {
    const tests = of(file, 'assertionResults');
    return (
      of(file, 'status') === 'failed' &&
      !(Array.isArray(tests) && tests.some((test) => of(test, 'status') === 'failed'))
    );
  };
  return {
    passed: count('numPassedTests'),
    failed: count('numFailedTests'),
    skipped: count('numPendingTests') + count('numTodoTests'),
    brokenFiles: Array.isArray(files) ? files.filter(isBroken).length : 0,
  };
}
