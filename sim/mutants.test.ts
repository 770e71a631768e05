// Mutants are kept in step with the engine: each still finds its text, and the simulation kills what it is shown.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MUTANTS } from './mutants.ts';
import { mutated, tryMutant } from './mutate.ts';

const sourceOf = (file: string): string => readFileSync(join(import.meta.dirname, '..', file), 'utf8');
const named = (name: string) => MUTANTS.find((mutant) => mutant.name === name) ?? MUTANTS[0];

describe('mutants', () => {
  it('are at least 25, each under a name of its own', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(25);
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  });

  it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))('change the engine: %s', (_name, mutant) => {
    const source = sourceOf(mutant.file);
    expect(mutated(source, mutant)).not.toBe(source);
  });

  it('refuse a source that does not have their text once', () => {
    const mutant = { name: 'm', file: 'f', find: 'a', put: 'b' };
    expect(() => mutated('', mutant)).toThrow('stands 0 times');
    expect(() => mutated('aa', mutant)).toThrow('stands 2 times');
  });

  it('are killed by a seed that is fine without them', async () => {
    const mutant = named('wakeAt is never cleared');
    if (mutant === undefined) throw new Error('there are no mutants');
    expect((await tryMutant(mutant, 5)).killedBy?.violation).toContain('S19');
  }, 60_000);

  it('survive where nothing shows them', async () => {
    const harmless = {
      name: 'harmless',
      file: 'functions/engine/hash.ts',
      find: '/** SHA-256 of the text, in hex. */',
      put: '',
    };
    expect((await tryMutant(harmless, 3)).killedBy).toBeNull();
  }, 60_000);
});
