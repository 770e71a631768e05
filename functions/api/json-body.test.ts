// Bodies as JSON.
import { expect, it } from 'vitest';
import { jsonOf } from './json-body.ts';

it('JSON is what is JSON in UTF-8, and undefined stands for anything else', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(jsonOf(bytes('{"a": "অ"}'))).toEqual({ a: 'অ' });
  expect(jsonOf(bytes('null'))).toBeNull();
  for (const text of ['', '{', '{}{}', 'undefined', "{'a': 1}"]) expect(jsonOf(bytes(text))).toBeUndefined();
  expect(jsonOf(new Uint8Array([0x22, 0xc3, 0x22]))).toBeUndefined();
});
