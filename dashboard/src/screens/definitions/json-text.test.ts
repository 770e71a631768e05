// Rules of a definition as text, and of data to try it with.
import { expect, it } from 'vitest';
import { problemsOf } from '../../forms/problems.ts';
import { lineOf, linesByPointer, parseText, raised, withVersion } from './json-text.ts';
import { sampleOf } from './sample.ts';

const TEXT = `{
  "id": "flow",
  "a/b": [1, {
    "deep": "with \\" and { in it"
  }],
  "steps": [
    { "id": "a", "timeout":
      "2 days" },
    { "id": "b" }
  ]
}`;

it('every place of a text has its line, escaped as pointers are', () => {
  const lines = linesByPointer(TEXT);
  for (const [pointer, line] of [
    ['', 1],
    ['/id', 2],
    ['/a~1b', 3],
    ['/a~1b/0', 3],
    ['/a~1b/1/deep', 4],
    ['/steps/0/timeout', 7],
    ['/steps/1', 9],
    ['/steps/1/id', 9],
  ] as const)
    expect(lines.get(pointer), pointer).toBe(line);
});

it('a place that is missing is found at what is around it', () => {
  const lines = linesByPointer(TEXT);
  expect(lineOf(lines, '/steps/1/assignedTo')).toBe(9);
  expect(lineOf(lines, '/nowhere/at/all')).toBe(1);
  expect(lineOf(new Map(), '/id')).toBeNull();
});

it('what is no JSON says so, and near which line', () => {
  expect(parseText('{\n "a": 1\n "b": 2}')).toMatchObject({ isJson: false, line: 3 });
  expect(parseText('[1]')).toEqual({ isJson: true, value: [1] });
});

it('a version is raised by its last number, and in its place alone', () => {
  expect(raised('1.4.9')).toBe('1.4.10');
  expect(raised(undefined)).toBe('1.0.0');
  const text = '{ "id": "a",\n\n  "version": "1.0.0", "steps": [{ "version": "7" }] }';
  expect(withVersion(text, '1.0.1')).toBe(text.replace('1.0.0', '1.0.1'));
  const inner = '{ "steps": [{ "version": "7" }], "version": "1.0.0" }';
  expect(JSON.parse(withVersion(inner, '1.0.1'))).toEqual({ steps: [{ version: '7' }], version: '1.0.1' });
});

it('sample data have every required field, and fit', () => {
  const schema = {
    type: 'object',
    required: ['id', 'amount', 'kind', 'lines', 'memo', 'who'],
    properties: {
      id: { type: 'string', pattern: '^[A-Z]+-[0-9]+$' },
      amount: { type: 'number', exclusiveMinimum: 5, maximum: 9 },
      kind: { enum: ['a', 'b'] },
      lines: {
        type: 'array',
        items: { type: 'object', required: ['price'], properties: { price: { type: 'number' } } },
      },
      memo: { type: 'string', minLength: 10 },
      who: { type: 'object', required: ['mail'], properties: { mail: { type: 'string', format: 'email' } } },
      spare: { type: 'string' },
    },
  };
  const data = sampleOf(schema);
  expect(data).toMatchObject({ id: 'SAMPLE-1', amount: 6, kind: 'a', lines: [{ price: 1 }] });
  expect(data).not.toHaveProperty('spare');
  expect(problemsOf(schema, data)).toEqual({});
});
