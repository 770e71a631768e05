// Every example of the reference is a definition that checks, runs and does what its sentence says.
import { describe, expect, it } from 'vitest';
import type { Example } from '../../docs/reference/example.ts';
import { EXAMPLES } from '../../docs/reference/examples.ts';
import { vocabulary } from '../../functions/compose.ts';
import { checkDefinition } from '../../functions/core/definition/check.ts';
import { languageOf } from '../../scripts/reference/fields.ts';
import { definitionOf, playExample } from './play.ts';

/** What is expected by its code alone; anything else in full. */
const findingsOf = (example: Example): readonly string[] =>
  checkDefinition(definitionOf(example), vocabulary).findings.map(({ code, path, message }) =>
    example.findings?.includes(code) ? code : `${code} ${path} ${message}`,
  );

describe('the examples', () => {
  it('show every field of the language', () => {
    const fields = [...languageOf().values()].flat();
    const shown = new Set(EXAMPLES.map(({ field }) => field));
    expect(fields.map(({ path }) => path).filter((path) => !shown.has(path))).toEqual([]);
  });

  it('show no field that the language does not have', () => {
    const fields = new Set([...languageOf().values()].flat().map(({ path }) => path));
    expect(EXAMPLES.map(({ field }) => field).filter((field) => !fields.has(field))).toEqual([]);
  });

  it('show the field they are about', () => {
    const names = EXAMPLES.filter(({ field, json }) => !JSON.stringify(json).includes(`"${field.split('.').at(-1)}"`));
    expect(names.map(({ field }) => field)).toEqual([]);
  });
});

describe.each(EXAMPLES.map((example) => [example.field, example.says, example] as const))(
  '%s: %s',
  (_f, _s, example) => {
    it('checks', () => expect(findingsOf(example)).toEqual(example.findings ?? []));
    it('does what it says', () => playExample(example));
  },
);
