// Rules of the generated schema: written whole, and a stale file is found.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from './schema.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schema-'));
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

describe('schema', () => {
  it('writes JSON that editors read, and finds it fresh', () => {
    const file = join(folder, 'schema.json');
    expect(main([], file)).toBe(0);
    const text = readFileSync(file, 'utf8');
    expect(text.endsWith('}\n')).toBe(true);
    expect(JSON.parse(text)).toMatchObject({
      type: 'object',
      properties: { steps: { type: 'array' }, id: { type: 'string' } },
    });
    expect(main(['--check'], file)).toBe(0);
  });

  it('finds a file stale that is missing or differs in one character, and leaves it', () => {
    const file = join(folder, 'schema.json');
    expect(main(['--check'], file)).toBe(1);
    main([], file);
    appendFileSync(file, ' ');
    expect(main(['--check'], file)).toBe(1);
    expect(readFileSync(file, 'utf8').endsWith('\n ')).toBe(true);
  });

  it('refuses other arguments', () => {
    expect([main(['--chekc'], folder), main(['--check', 'x'], folder)]).toEqual([2, 2]);
  });
});
