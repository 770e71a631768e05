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

/** Something a run leaves out on this machine. In CI these must not be left out. */
export interface Skip {
  readonly what: 'emulators' | 'browser' | 'other';
  readonly reason: string;
}

export interface Report {
  readonly lines: readonly string[];
  readonly passed: number;
  readonly failed: number;
}

export function reportOf(parts: readonly PartResult[], skips: readonly Skip[], isCi: boolean): Report {
  const forbidden = skips.filter(({ what }) => isCi && what !== 'other');
  const counts = parts.map(countsOf);
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0) + forbidden.length;
  const lines = [
    ...parts.map(lineOf),
    ...skips.map(
      (skip) =>
        `${forbidden.includes(skip) ? 'failed ' : 'skipped'} ${skip.what}: ${skip.reason}${forbidden.includes(skip) ? ' (CI must not skip it)' : ''}`,
    ),
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

function testsText({ passed, tests }: PartResult): string {
  if (tests === undefined) return '';
  const parts = [
    `${tests.passed} tests passed`,
    tests.failed > 0 ? `${tests.failed} failed` : '',
    tests.brokenFiles > 0 ? `${tests.brokenFiles} files did not load` : '',
    tests.skipped > 0 ? `${tests.skipped} skipped, reasons above` : '',
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
