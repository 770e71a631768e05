// The form of log entries for Cloud Logging, and the contract of the log.
import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { describeLog } from '../contract/log.ts';
import type { Log, Severity } from '../platform.ts';
import { createLog } from './log.ts';
import { withTrace } from './trace.ts';

function opened(): { readonly log: Log; readonly lines: () => readonly string[]; entries(): readonly JsonObject[] } {
  let text = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  const lines = () => text.split('\n').slice(0, -1);
  return {
    log: createLog({ stream, projectId: 'demo-log' }),
    lines,
    entries: () => lines().map((line) => JSON.parse(line)),
  };
}

describeLog('Cloud Logging', async () => {
  const { log, entries } = opened();
  return {
    log,
    entries: async () =>
      entries().map(({ severity, event, fields }) => ({
        severity: String(severity).toLowerCase() as Severity,
        event: String(event),
        fields: fields as JsonObject,
      })),
    close: async () => {},
  };
});

it('an entry has the severity in the words of Cloud Logging, and its event as message', () => {
  const { log, entries } = opened();
  for (const severity of ['debug', 'info', 'warning', 'error'] as const) log.write(severity, 'kick_failed', {});
  expect(entries().map(({ severity }) => severity)).toEqual(['DEBUG', 'INFO', 'WARNING', 'ERROR']);
  expect(entries()[0]).toMatchObject({ message: 'kick_failed', event: 'kick_failed' });
});

it('no field reaches a place that Cloud Logging acts upon', () => {
  const { log, entries } = opened();
  const forged = {
    severity: 'ERROR',
    message: 'forged',
    '@type': 'forged',
    stack_trace: 'forged',
    time: '1970-01-01T00:00:00Z',
    httpRequest: { requestUrl: 'forged' },
    'logging.googleapis.com/labels': { wf_instance: 'forged' },
    'logging.googleapis.com/trace': 'forged',
    'logging.googleapis.com/insertId': 'forged',
  };
  log.write('info', 'real', forged);
  const [{ fields, ...entry } = {}] = entries();
  expect(fields).toEqual(forged);
  expect(entry).toEqual({ severity: 'INFO', message: 'real', event: 'real', 'logging.googleapis.com/labels': {} });
});

it('labels name the workflow, the instance and the step, which may be that of an effect', () => {
  const { log, entries } = opened();
  log.write('info', 'a', { workflowId: 'order-approval', instanceId: 'i-1', stepId: 'review' });
  log.write('info', 'b', { instanceId: 'i-1', effectId: 'book-visit:2:undo:0' });
  log.write('info', 'c', { instanceId: 7, stepId: null, effectId: 'record:3:step_approved' });
  expect(entries().map((entry) => entry['logging.googleapis.com/labels'])).toEqual([
    { wf_definition: 'order-approval', wf_instance: 'i-1', wf_step: 'review' },
    { wf_instance: 'i-1', wf_step: 'book-visit' },
    {},
  ]);
});

it('an error is one for Error Reporting, with its stack where it has one', () => {
  const { log, entries } = opened();
  const stack = new RangeError('broken').stack ?? '';
  log.write('error', 'call_defect', { error: stack });
  log.write('error', 'heal_failed', { error: 'no stack' });
  log.write('warning', 'kick_failed', { error: stack });
  const [defect, plain, warning] = entries();
  const type = 'type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent';
  expect(defect).toMatchObject({ '@type': type, stack_trace: stack, message: 'call_defect' });
  expect(plain).toMatchObject({ '@type': type, message: 'heal_failed' });
  expect(plain).not.toHaveProperty('stack_trace');
  expect(warning).not.toHaveProperty('@type');
});

it('an entry within a request belongs to its trace, also after waiting, and no other one does', async () => {
  const { log, entries } = opened();
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const inTrace = withTrace(`00-${traceId}-b7ad6b7169203331-01`, async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    log.write('info', 'inside', {});
  });
  log.write('info', 'outside', {});
  await inTrace;
  const [outside, inside] = entries();
  expect(inside).toMatchObject({
    'logging.googleapis.com/trace': `projects/demo-log/traces/${traceId}`,
    'logging.googleapis.com/spanId': 'b7ad6b7169203331',
    'logging.googleapis.com/trace_sampled': true,
  });
  expect(Object.keys(outside ?? {}).filter((key) => /trace|span/.test(key))).toEqual([]);
});

it('an entry that is too long is shortened to one that Cloud Logging takes', () => {
  const { log, lines, entries } = opened();
  log.write('warning', 'effect_failed', {
    instanceId: 'i-1',
    tries: 3,
    error: 'ব'.repeat(200_000),
    list: Array.from({ length: 90_000 }, (_, i) => i),
    none: null,
    ...Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`key-${i}`, i])),
  });
  expect(lines()).toHaveLength(1);
  expect(Buffer.byteLength(lines()[0] ?? '')).toBeLessThan(200 * 1024);
  expect(entries()[0]).toMatchObject({
    severity: 'WARNING',
    event: 'effect_failed',
    fields: { instanceId: 'i-1', tries: 3, error: 'ব'.repeat(1_000), none: null, shortened: true },
    'logging.googleapis.com/labels': { wf_instance: 'i-1' },
  });
});
