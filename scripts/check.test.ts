// What a check runs on which machine: the emulators where there is a JDK for them, else one skip that says why.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { planOf } from './check.ts';
import { reportOf } from './check-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-plan-'));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('a machine without Java leaves the emulators out, says what to install, and passes; CI does not', async () => {
  vi.stubEnv('PATH', '/nowhere');
  vi.stubEnv('JAVA_HOME', '');
  vi.stubEnv('COUNTERSIGN_JVM_PATHS', '');
  const { parts, skips } = await planOf(folder);
  expect(parts.map(({ name }) => name)).toEqual(['types', 'lint', 'schema', 'tests', 'simulation']);
  expect(skips).toEqual([
    { what: 'emulators', needs: 'emulators', reason: expect.stringMatching(/JDK 21 or newer; install one/) },
  ]);
  const passed = [{ name: 'types', passed: true, seconds: 1 }];
  const report = reportOf(passed, skips, false);
  expect([report.lines[1], report.failed]).toEqual([expect.stringMatching(/^skipped {2}emulators: .*JDK/), 0]);
  expect(reportOf(passed, skips, true).failed).toBe(1);
});
