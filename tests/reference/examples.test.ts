// Every example of the reference is a definition that checks, runs and does what its sentence says.
import { describe, expect, it } from 'vitest';
import type { Example } from '../../docs/reference/example.ts';
import { EXAMPLES } from '../../docs/reference/examples.ts';
import { vocabulary } from '../../functions/compose.ts';
import { checkDefinition } from '../../functions/core/definition/check.ts';
import { isObject, type Json, type JsonObject } from '../../functions/core/json.ts';
import { languageOf } from '../../scripts/reference/fields.ts';
import { definitionOf, playExample } from './play.ts';

/** What is expected by its code alone; anything else in full. */
const findingsOf = (example: Example): readonly string[] =>
  checkDefinition(definitionOf(example), vocabulary).findings.map(({ code, path, message }) =>
    example.findings?.includes(code) ? code : `${code} ${path} ${message}`,
  );

/** The fragment without a field, wherever it stands in it. */
function without(json: Json, name: string): Json {
  if (Array.isArray(json)) return json.map((item: Json) => without(item, name));
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).flatMap(([key, item]) => (key === name ? [] : [[key, without(item, name)]])),
  );
}

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
    it(example.isUsual ? 'does the same without the field' : 'does something else without the field', async () => {
      const json = without(example.json, example.field.split('.').at(-1) ?? '') as JsonObject;
      const isSame = await playExample({ ...example, json }).then(
        () => true,
        () => false,
      );
      expect(isSame).toBe(example.isUsual === true);
    });
  },
);
