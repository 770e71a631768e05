// Rules of the generated holidays: the file in the tree is fresh, and a stale one is found.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holidaySetSchema } from '../functions/core/time/holidays.ts';
import { main } from './holidays.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holidays-'));
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

describe('holidays', () => {
  it('in the tree are those that the library names today', () => expect(main(['--check'])).toBe(0));

  it('are written as a set with every day of a feast, whatever the zone of the machine', () => {
    const file = join(folder, 'holidays.json');
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Kiritimati';
    try {
      expect(main([], file)).toBe(0);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
    const set = holidaySetSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(set).toMatchObject({ set: 'bd', fromYear: 2026, toYear: 2028 });
    expect(set.holidays).toEqual(
      expect.arrayContaining(
        ['2026-03-20', '2026-03-21', '2026-03-22'].map((date) => ({ date, name: 'End of Ramadan (Eid al-Fitr)' })),
      ),
    );
    expect(main(['--check'], file)).toBe(0);
  });

  it('are stale where the file is missing or differs in one character, and it is left alone', () => {
    const file = join(folder, 'holidays.json');
    expect(main(['--check'], file)).toBe(1);
    main([], file);
    appendFileSync(file, ' ');
    expect(main(['--check'], file)).toBe(1);
    expect(readFileSync(file, 'utf8').endsWith('\n ')).toBe(true);
  });

  it('take no other arguments', () =>
    expect([main(['--chekc'], folder), main(['--check', 'x'], folder)]).toEqual([2, 2]));
});
