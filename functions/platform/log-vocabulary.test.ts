// The vocabulary of the log and the code agree: no event is missing, none is unused, each has one severity.
import { expect, it } from 'vitest';
import { isTest, isTypeScript, lineAt, type SourceFile, trackedFiles } from '../../tests/tidy/source.ts';
import { LOG_EVENTS, type LogEvent } from './log-vocabulary.ts';

interface Written {
  readonly severity: string;
  readonly event: string;
}
interface Found {
  readonly written: readonly Written[];
  /** Entries whose event or severity cannot be read from the code. */
  readonly unreadable: readonly string[];
}

/** A function that writes the event it is given, such as `const logFailure = (log: Log, event: string, …) =>`. */
const WRAPPER = /\b(?:function (\w+)|const (\w+) =)\s*\(log: Log, event: string\b/g;
const WRITE = /\blog\.write\(\s*('\w+'|[^,]+?),\s*('\w+'|[^,]+?),/g;
/** A process without a log tells what keeps it from having one in the same form. */
const WITHOUT_LOG = /\bconsole\.error\(JSON\.stringify\(\{ severity: '(\w+)', event: '(\w+)'/g;

function eventsOf({ path, text }: SourceFile): Found {
  const wrappers = [...text.matchAll(WRAPPER)].map(([, one, other]) => one ?? other);
  const written: Written[] = [];
  const unreadable: string[] = [];
  for (const { 1: severity = '', 2: event = '' } of text.matchAll(WITHOUT_LOG))
    written.push({ severity: severity.toLowerCase(), event });
  for (const { 1: severity = '', 2: event = '', index } of text.matchAll(WRITE)) {
    const place = `${path}:${lineAt(text, index)}`;
    const isLiteral = [severity, event].every((argument) => argument.startsWith("'"));
    const called = wrappers.flatMap((name) => [...text.matchAll(new RegExp(`\\b${name}\\(log, ('\\w+'),`, 'g'))]);
    if (isLiteral) written.push({ severity: unquoted(severity), event: unquoted(event) });
    else if (event === 'event' && severity.startsWith("'") && called.length > 0)
      for (const [, name = ''] of called) written.push({ severity: unquoted(severity), event: unquoted(name) });
    else unreadable.push(place);
  }
  return { written, unreadable };
}

const unquoted = (literal: string): string => literal.slice(1, -1);

const files = trackedFiles().filter(
  (file) => /^(?:functions|local)\//.test(file.path) && isTypeScript(file) && !isTest(file),
);
const found = files.map(eventsOf);
const written = found.flatMap((each) => each.written);
const vocabulary: Readonly<Record<string, LogEvent>> = LOG_EVENTS;

it('reads the events of the code', () => {
  expect(written).toContainEqual({ severity: 'warning', event: 'kick_failed' });
  expect(written).toContainEqual({ severity: 'error', event: 'sweep_failed' });
  expect(found.flatMap((each) => each.unreadable)).toEqual([]);
});

it('has every event that the code writes, with that severity', () => {
  const told = Object.entries(vocabulary).map(([event, { severity }]) => ({ severity, event }));
  for (const one of written) expect.soft(told, one.event).toContainEqual(one);
});

it('has no event that the code does not write', () => {
  const events = new Set(written.map(({ event }) => event));
  expect(Object.keys(vocabulary).filter((event) => !events.has(event))).toEqual([]);
});

it('says of every event in sentences what it means and what to do', () => {
  for (const [event, { means, next }] of Object.entries(vocabulary)) {
    expect.soft(event).toMatch(/^[a-z]+(_[a-z]+)+$/);
    for (const text of [means, next]) expect.soft(text, event).toMatch(/^[A-Z].*\.$/);
  }
});

it('finds an event that is named by a variable, on one line or on several', () => {
  const file = (...lines: readonly string[]): SourceFile => ({ path: 'functions/a.ts', text: lines.join('\n') });
  const bad = file('', 'log.write(severity, "x", {});', "parts.log.write(\n  'error',\n  name,\n  {},\n);");
  expect(eventsOf(bad)).toEqual({ written: [], unreadable: ['functions/a.ts:2', 'functions/a.ts:3'] });
  const good = file(
    "const tell = (log: Log, event: string) => log.write('error', event, {});",
    "tell(log, 'a_failed', 1);",
  );
  expect(eventsOf(good)).toEqual({ written: [{ severity: 'error', event: 'a_failed' }], unreadable: [] });
});
