// Rules of the dashboard's types: fresh, and what the schemas say.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { main, typeText } from './dashboard-client.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'client-'));
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

it('the dashboard is typed by the registry as it is today', () => {
  expect(main(['--check'])).toBe(0);
});

it('a file that is missing is stale, and other arguments are refused', () => {
  expect(main(['--check'], join(folder, 'none.d.ts'))).toBe(1);
  expect([main(['--chekc'], folder), main(['--check', 'x'], folder)]).toEqual([2, 2]);
});

it('shapes become types: choices, lists, optional fields, records', () => {
  expect(typeText({ enum: ['a', 1] })).toBe('"a" | 1');
  expect(typeText({ type: 'array', items: { type: 'integer' } })).toBe('readonly (number)[]');
  expect(typeText({ type: ['string', 'null'] })).toBe('string | null');
  expect(typeText({ type: 'object', additionalProperties: { type: 'boolean' } })).toBe(
    'Readonly<Record<string, boolean>>',
  );
  const object = { type: 'object', properties: { a: { type: 'string' }, b: {} }, required: ['a'] } as const;
  expect(typeText(object)).toBe('{ readonly "a": string; readonly "b"?: unknown; }');
  expect(typeText(object, 'input')).toBe('{ readonly "a": string; readonly "b"?: unknown | undefined; }');
});
