// The data folder: one server at a time, a key that stays, and words for what is wrong.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { memoryFolder, openDataFolder } from './data-folder.ts';
import { Unusable } from './unusable.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'countersign-'));
});
afterEach(() => rmSync(base, { recursive: true }));

it('is made where it is missing, with a key that the next server finds', () => {
  const path = join(base, 'deep', 'data');
  const first = openDataFolder(path);
  expect(first.key).toHaveLength(32);
  first.release();
  const second = openDataFolder(path);
  expect([...second.key]).toEqual([...first.key]);
  second.release();
});

it('is one server’s at a time, until it lets go', () => {
  const first = openDataFolder(base);
  expect(() => openDataFolder(base)).toThrow(/Another server is using .* --data/);
  expect(() => openDataFolder(base)).toThrow(Unusable);
  first.release();
  openDataFolder(base).release();
});

it('a key that broke off is made anew', () => {
  writeFileSync(join(base, 'token.key'), 'short');
  const folder = openDataFolder(base);
  expect(folder.key).toHaveLength(32);
  folder.release();
});

it('what cannot be a folder is refused in words', () => {
  writeFileSync(join(base, 'file'), '');
  expect(() => openDataFolder(join(base, 'file'))).toThrow(/cannot be used: .* Choose another with --data/);
  mkdirSync(join(base, 'odd', 'token.key'), { recursive: true });
  expect(() => openDataFolder(join(base, 'odd'))).toThrow(/cannot be used/);
  writeFileSync(join(base, 'lock'), 'this is no database at all');
  expect(() => openDataFolder(base)).toThrow(/cannot be used/);
});

it('memory has a key of its own each time', () => {
  const [first, second] = [memoryFolder(), memoryFolder()];
  expect([...first.key]).not.toEqual([...second.key]);
  first.release();
});
