// The behaviour suite of Log.
import { expect } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import type { Log, Severity } from '../platform.ts';
import { eventually } from './eventually.ts';
import { AWKWARD_DATA } from './sample.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

export interface LogEntry {
  readonly severity: Severity;
  readonly event: string;
  readonly fields: JsonObject;
}
export interface LogSubject extends Closable {
  readonly log: Log;
  /** What was written so far, read back from where it went, in order. */
  entries(): Promise<readonly LogEntry[]>;
}

const CASES: Cases<LogSubject> = {
  'what was written reads back with severity, event and fields, in order': async ({ log, entries }) => {
    const severities: readonly Severity[] = ['debug', 'info', 'warning', 'error'];
    for (const severity of severities) log.write(severity, `event_${severity}`, { n: 1, nested: { list: [severity] } });
    const expected = severities.map((severity) => ({
      severity,
      event: `event_${severity}`,
      fields: { n: 1, nested: { list: [severity] } },
    }));
    await eventually(async () => expect(await entries()).toMatchObject(expected));
  },
  'a field cannot forge another entry, nor the severity and event of its own': async ({ log, entries }) => {
    const text = '"}\r\n{"severity":"error","event":"forged"}\u2028\n';
    log.write('info', 'real', { text, severity: 'error', event: 'forged', time: 'never', fields: null });
    await eventually(async () => expect(await entries()).toHaveLength(1));
    const [entry] = await entries();
    expect(entry).toMatchObject({ severity: 'info', event: 'real' });
    expect(entry?.fields).toMatchObject({ text, severity: 'error', event: 'forged' });
  },
  'awkward fields are written and harm nothing': async ({ log, entries }) => {
    log.write('info', 'awkward', AWKWARD_DATA);
    log.write('info', 'empty', {});
    await eventually(async () => expect((await entries()).map(({ event }) => event)).toEqual(['awkward', 'empty']));
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  },
};

export function describeLog(name: string, make: () => Promise<LogSubject>, options: SuiteOptions = {}): void {
  describeCases(`Log: ${name}`, make, CASES, options);
}
