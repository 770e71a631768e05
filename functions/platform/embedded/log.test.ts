// The form of a log line.
import { expect, it } from 'vitest';
import { virtualClock } from './clock.ts';
import { jsonLog, silentLog } from './log.ts';

it('a line is one JSON object with severity, event, the time of the clock in UTC, and fields', () => {
  const written: string[] = [];
  const clock = virtualClock(Date.parse('2026-03-01T03:00:00.250Z'));
  const log = jsonLog({ stream: { write: (chunk: string) => written.push(chunk) > 0 }, clock });
  log.write('warning', 'delivery_failed', { tries: 2, text: 'a\nb' });
  expect(written).toEqual([
    '{"severity":"warning","event":"delivery_failed","time":"2026-03-01T03:00:00.250Z","fields":{"tries":2,"text":"a\\nb"}}\n',
  ]);
});

it('a silent log takes everything and writes nothing', () => {
  expect(silentLog().write('error', 'anything', {})).toBeUndefined();
});
