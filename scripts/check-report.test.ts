// Rules of the closing report: nothing that failed is counted away, nothing that was left out goes unsaid.
import { describe, expect, it } from 'vitest';
import type { PartResult, Skip, TestCounts } from './check-report.ts';
import { reportOf, skipsOf, testCountsOf } from './check-report.ts';

const part = (name: string, passed: boolean): PartResult => ({ name, passed, seconds: 1.25 });
const tests = (passed: boolean, counts: Partial<TestCounts>): PartResult => ({
  ...part('tests', passed),
  tests: { passed: 0, failed: 0, skipped: 0, brokenFiles: 0, ...counts },
});
const last = (...parts: readonly PartResult[]): string | undefined => reportOf(parts, [], false).lines.at(-1);

describe('the report of a check', () => {
  it('has one line for each part with its duration and ends with the counts', () => {
    const { lines } = reportOf([part('types', true), part('lint', false), tests(true, { passed: 40 })], [], false);
    expect(lines).toEqual([
      'passed  types            1.3 s',
      'failed  lint             1.3 s',
      'passed  tests            1.3 s  40 tests passed',
      '41 passed, 1 failed',
    ]);
  });

  it('counts failing tests one by one and files that do not load as one each', () => {
    expect(last(tests(false, { passed: 5, failed: 2 }))).toBe('5 passed, 2 failed');
    expect(last(tests(false, { passed: 5, brokenFiles: 1 }))).toBe('5 passed, 1 failed');
  });

  it('counts a run that failed without a failing test as one failure', () => {
    const { lines } = reportOf([tests(false, { passed: 5 })], [], false);
    expect(lines).toEqual([expect.stringContaining('the run itself failed'), '5 passed, 1 failed']);
  });

  it('does not believe a run of no tests', () => {
    expect(last(tests(true, {}))).toBe('0 passed, 1 failed');
  });

  it('says how many tests were left out', () => {
    expect(reportOf([tests(true, { passed: 1, skipped: 3 })], [], false).lines[0]).toContain('3 skipped');
  });

  const skips: readonly Skip[] = [
    { what: 'cloud suite', needs: 'emulators', reason: 'no Java 21 here' },
    { what: 'screens', needs: 'browser', reason: 'no Chromium here' },
    { what: 'mail', needs: 'other', reason: 'needs a network' },
  ];

  it('says what it skipped and why', () => {
    expect(reportOf([part('types', true)], skips, false).lines.slice(1)).toEqual([
      'skipped  cloud suite: no Java 21 here',
      'skipped  screens: no Chromium here',
      'skipped  mail: needs a network',
      '1 passed, 0 failed',
    ]);
  });

  it('fails in CI where emulators or the browser were skipped', () => {
    expect(reportOf([part('types', true)], skips, true).lines.slice(1)).toEqual([
      'failed   cloud suite: no Java 21 here; CI must not skip emulators',
      'failed   screens: no Chromium here; CI must not skip browser',
      'skipped  mail: needs a network',
      '1 passed, 2 failed',
    ]);
  });

  it('fails anywhere where something was skipped without a reason', () => {
    const silent: Skip = { what: 'a test', needs: 'other', reason: '' };
    expect(reportOf([part('types', true)], [silent], false).lines.slice(1)).toEqual([
      'failed   a test: a skip needs a reason',
      '1 passed, 1 failed',
    ]);
  });
});

describe('the skips of a test run', () => {
  it('are one for each reason, and know what the reason says was missing', () => {
    const tests = [
      { name: 'keeps it', reason: 'memory ends with its process' },
      { name: 'keeps that', reason: 'memory ends with its process' },
      { name: 'agrees', reason: 'the Firestore emulator is not running' },
      { name: 'shows', reason: 'no browser found' },
      { name: 'hides', reason: null },
    ];
    expect(skipsOf(tests)).toEqual([
      { what: '2 tests', needs: 'other', reason: 'memory ends with its process' },
      { what: 'agrees', needs: 'emulators', reason: 'the Firestore emulator is not running' },
      { what: 'shows', needs: 'browser', reason: 'no browser found' },
      { what: 'hides', needs: 'other', reason: '' },
    ]);
    expect(skipsOf([])).toEqual([]);
  });
});

describe('the counts of a test run', () => {
  it('are read from its JSON report', () => {
    const failing = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { status: 'passed', assertionResults: [] },
        failing,
        { status: 'failed', assertionResults: [] },
        { status: 'failed' },
      ],
    };
    expect(testCountsOf(report)).toEqual({ passed: 3, failed: 1, skipped: 3, brokenFiles: 2 });
  });

  it('are zero where there is no report', () => {
    expect(testCountsOf({})).toEqual({ passed: 0, failed: 0, skipped: 0, brokenFiles: 0 });
    expect(testCountsOf(null)).toEqual({ passed: 0, failed: 0, skipped: 0, brokenFiles: 0 });
  });
});
