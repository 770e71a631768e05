// JSON as Firestore's values and back: nothing is lost, and what Firestore can hold natively is native.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { AWKWARD_DATA } from '../contract/sample.ts';
import { fieldsOf, jsonOfFields, jsonOfNative, pathOf, type Value } from './values.ts';

// The same cases in every run: a failure is there again when somebody looks.
fc.configureGlobal({ seed: 20_261_127 });

const RUNS = 2_000;

/** What Firestore would refuse or lose, wherever it is. */
function unholdable(fields: Readonly<Record<string, Value>>, depth = 0): readonly string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const isName = name.isWellFormed() && name !== '' && !/^__.*__$/s.test(name) && Buffer.byteLength(name) <= 1_500;
    return [...(isName ? [] : [`name ${JSON.stringify(name)}`]), ...unholdableValue(value, depth + 1)];
  });
}
function unholdableValue(value: Value, depth: number): readonly string[] {
  if (depth > 20 && (value.mapValue || value.arrayValue)) return ['too deep'];
  if (typeof value.stringValue === 'string') return value.stringValue.isWellFormed() ? [] : ['lone surrogate'];
  if (value.mapValue) return unholdable(value.mapValue.fields ?? {}, depth);
  return (value.arrayValue?.values ?? []).flatMap((item) =>
    item.arrayValue ? ['array in array'] : unholdableValue(item, depth + 1),
  );
}

/**
 * Not the name of one backslash: once JSON.parse of Node 24 has met it, it reads every other name of one escaped character
 * in an object of that shape as a backslash.
 */
const key = fc
  .oneof(
    fc.constantFrom(
      '__proto__',
      '__x__',
      '____',
      '__',
      '',
      '~json',
      '~write',
      '~',
      'constructor',
      'a.b',
      '`',
      '\u0000',
    ),
    fc.string({ maxLength: 4 }),
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.constant('\ud800'),
  )
  .filter((name) => name !== '\\');
const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.maxSafeInteger(),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom('\udfff', '{"a":1}', '2026-03-01T03:00:00Z', '1'),
);
const { object } = fc.letrec<{ json: Json; object: JsonObject }>((tie) => ({
  json: fc.oneof({ maxDepth: 6 }, scalar, fc.array(tie('json'), { maxLength: 4 }), tie('object')),
  // Entries rather than a dictionary, so that __proto__ becomes an own key.
  object: fc.array(fc.tuple(key, tie('json')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
}));

/** What embedded stores keep of it: JSON text. */
const asText = (json: JsonObject): JsonObject => JSON.parse(JSON.stringify(json)) as JsonObject;
/** Comparable whatever the order of keys, own `__proto__` included. */
const sorted = (json: Json): unknown => {
  if (Array.isArray(json)) return json.map(sorted);
  if (typeof json !== 'object' || json === null) return json;
  return Object.entries(json)
    .map(([name, value]) => [name, sorted(value)])
    .sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1));
};
/** As the library would hand it to a trigger. */
function nativeOf(value: Value): unknown {
  if (value.mapValue) return nativeOfFields(value.mapValue.fields ?? {});
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(nativeOf);
  return value.stringValue ?? value.booleanValue ?? value.integerValue ?? value.doubleValue ?? null;
}
const nativeOfFields = (fields: Readonly<Record<string, Value>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, nativeOf(value)]));

describe('JSON as values', () => {
  it('any object reads back as its JSON text would, from fields and from what a trigger is handed', () => {
    fc.assert(
      fc.property(object, (json) => {
        const fields = fieldsOf(json);
        expect(sorted(jsonOfFields(fields))).toEqual(sorted(asText(json)));
        expect(sorted(jsonOfNative(nativeOfFields(fields)))).toEqual(sorted(asText(json)));
      }),
      { numRuns: RUNS },
    );
  });

  it('any object written over any other one reads back as it is', () => {
    fc.assert(
      fc.property(object, object, (before, json) => {
        const stored = fieldsOf(before);
        for (const over of [json, { ...before, ...json }]) {
          const fields = fieldsOf(over, stored);
          expect(sorted(jsonOfFields(fields))).toEqual(sorted(asText(over)));
          expect(unholdable(fields)).toEqual([]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('no object becomes fields that Firestore refuses', () => {
    fc.assert(
      fc.property(object, (json) => {
        expect(unholdable(fieldsOf(json))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('the awkward sample reads back with own keys, and pollutes nothing', () => {
    expect(unholdable(fieldsOf(AWKWARD_DATA))).toEqual([]);
    const back = jsonOfFields(fieldsOf(AWKWARD_DATA));
    expect(sorted(back)).toEqual(sorted(AWKWARD_DATA));
    expect(Object.hasOwn(back, '__proto__')).toBe(true);
    expect('admin' in {}).toBe(false);
  });

  it('what Firestore can hold is native', () => {
    expect(fieldsOf({ s: 'x', b: false, n: null, i: 3, d: 0.5, big: 2 ** 60, m: { k: [1, { l: 'y' }] } })).toEqual({
      s: { stringValue: 'x' },
      b: { booleanValue: false },
      n: { nullValue: 0 },
      i: { integerValue: 3 },
      d: { doubleValue: 0.5 },
      big: { doubleValue: 2 ** 60 },
      m: {
        mapValue: {
          fields: {
            k: {
              arrayValue: { values: [{ integerValue: 1 }, { mapValue: { fields: { l: { stringValue: 'y' } } } }] },
            },
          },
        },
      },
    });
  });

  it('only what Firestore cannot hold is text, in the nearest map', () => {
    const json = JSON.parse('{"ok":1,"m":{"grid":[[1],[2]],"ok":2},"list":[{"__x__":1,"ok":3}],"bad":["\\ud800"]}');
    const text = (of: string): Value => ({ stringValue: of });
    expect(fieldsOf(json)).toEqual({
      ok: { integerValue: 1 },
      m: { mapValue: { fields: { ok: { integerValue: 2 }, '~json': text('{"grid":[[1],[2]]}') } } },
      list: {
        arrayValue: { values: [{ mapValue: { fields: { ok: { integerValue: 3 }, '~json': text('{"__x__":1}') } } }] },
      },
      '~json': text('{"bad":["\\ud800"]}'),
    });
  });

  it('nesting beyond what Firestore takes is text from there on', () => {
    for (const wrap of [(json: Json): Json => ({ a: json }), (json: Json): Json => ({ a: [{ b: json }] })]) {
      let json: Json = 1;
      for (let i = 0; i < 60; i += 1) json = wrap(json);
      const fields = fieldsOf(json as JsonObject);
      expect(unholdable(fields)).toEqual([]);
      expect(jsonOfFields(fields)).toEqual(json);
    }
  });

  it('a name is text from 1501 bytes on', () => {
    expect(Object.keys(fieldsOf({ ['x'.repeat(1_500)]: 1 }))).toEqual(['x'.repeat(1_500)]);
    expect(Object.keys(fieldsOf({ [`${'ক'.repeat(500)}x`]: 1 }))).toEqual(['~json']);
  });

  it('a path quotes what is no plain identifier', () => {
    expect(pathOf('data', 'a_1')).toBe('data.a_1');
    expect(pathOf('fx', 'review:1', '`\\', '1a', '')).toBe('fx.`review:1`.`\\`\\\\`.`1a`.``');
  });

  it('what is undefined is absent, and what no JSON text can say is what it would say', () => {
    const awkward = { gone: undefined, nan: Number.NaN, endless: -Infinity, zero: -0, list: [undefined, -0] };
    expect(Object.is(fieldsOf({ zero: -0 }).zero?.integerValue, 0)).toBe(true);
    expect(jsonOfFields(fieldsOf(awkward as unknown as JsonObject))).toEqual({
      nan: null,
      endless: null,
      zero: 0,
      list: [null, 0],
    });
  });
});

describe('what other programs write', () => {
  const at = { timestampValue: { seconds: '1772334000', nanos: 123_456_789 } };
  const fields: Readonly<Record<string, Value>> = {
    at,
    before: { timestampValue: { seconds: '-1', nanos: 999_999_999 } },
    ref: { referenceValue: 'projects/p/databases/(default)/documents/sites/documents/x/y' },
    place: { geoPointValue: { latitude: 23.8, longitude: 90.4 } },
    photo: { bytesValue: Buffer.from([251, 255]) },
    nan: { doubleValue: Number.NaN },
    endless: { doubleValue: Number.POSITIVE_INFINITY },
    count: { integerValue: '42' },
    vector: {
      mapValue: {
        fields: { __type__: { stringValue: '__vector__' }, value: { arrayValue: { values: [{ doubleValue: 1.5 }] } } },
      },
    },
    none: { nullValue: 0 },
    unknown: {},
  };
  const expected = {
    at: '2026-03-01T03:00:00.123Z',
    before: '1969-12-31T23:59:59.999Z',
    ref: 'sites/documents/x/y',
    place: { latitude: 23.8, longitude: 90.4 },
    photo: '+/8=',
    nan: null,
    endless: null,
    count: 42,
    vector: [1.5],
    none: null,
    unknown: null,
  };

  it('reads as JSON', () => expect(jsonOfFields(fields)).toEqual(expected));

  it('reads the same from what a trigger is handed', () => {
    class Timestamp {
      readonly #ms: number;
      constructor(ms: number) {
        this.#ms = ms;
      }
      toDate(): Date {
        return new Date(this.#ms);
      }
    }
    class GeoPoint {
      get latitude(): number {
        return 23.8;
      }
      get longitude(): number {
        return 90.4;
      }
    }
    class DocumentReference {
      get path(): string {
        return 'sites/documents/x/y';
      }
    }
    class VectorValue {
      toArray(): number[] {
        return [1.5];
      }
    }
    const native = {
      at: new Timestamp(Date.parse(expected.at)),
      before: new Date(-1),
      ref: new DocumentReference(),
      place: new GeoPoint(),
      photo: Buffer.from([251, 255]),
      nan: Number.NaN,
      endless: Number.POSITIVE_INFINITY,
      count: 42n,
      vector: new VectorValue(),
      none: null,
      unknown: undefined,
    };
    expect(jsonOfNative(native)).toEqual(expected);
  });

  it('a plain map that looks like one of those stays the map it is', () => {
    const map = { path: 'a/b', latitude: 1, toDate: 'text' };
    expect(jsonOfNative(map)).toEqual(map);
  });

  it('a native field goes before the same one in the text, as it was written later', () => {
    const text = { stringValue: '{"grid":[[1]],"other":[[2]]}' };
    expect(jsonOfFields({ '~json': text, grid: { stringValue: 'new' } })).toEqual({ grid: 'new', other: [[2]] });
  });

  it.each(['not JSON', '[1]', '"text"', 'null'])(
    'a text of another program in that field stays a field: %s',
    (text) => {
      expect(jsonOfFields({ '~json': { stringValue: text }, a: { integerValue: 1 } })).toEqual({ '~json': text, a: 1 });
    },
  );

  it('keeps its native values through a change beside it, in maps too, and loses those that were changed', () => {
    const stored = { at, sub: { mapValue: { fields: { at, n: { integerValue: '1' } } } } };
    const json = jsonOfFields(stored);
    expect(fieldsOf({ ...json, sub: { ...(json.sub as JsonObject), n: 2 }, more: true }, stored)).toEqual({
      at,
      sub: { mapValue: { fields: { at, n: { integerValue: 2 } } } },
      more: { booleanValue: true },
    });
    expect(fieldsOf({ ...json, at: 'changed' }, stored).at).toEqual({ stringValue: 'changed' });
    expect(fieldsOf({ sub: 1 }, stored)).toEqual({ sub: { integerValue: 1 } });
  });
});
