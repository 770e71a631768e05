// Headers that name a trace: the two forms that are read, and everything else that is not.
import { expect, it } from 'vitest';
import { currentTrace, traceOf, withTrace } from './trace.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';

it('reads traceparent', () => {
  expect(traceOf(`00-${TRACE}-b7ad6b7169203331-01`)).toEqual({
    traceId: TRACE,
    spanId: 'b7ad6b7169203331',
    isSampled: true,
  });
  expect(traceOf(`00-${TRACE}-b7ad6b7169203331-00`)).toMatchObject({ isSampled: false });
  expect(traceOf(`cc-${TRACE}-b7ad6b7169203331-03-what-comes-later`)).toMatchObject({ isSampled: true });
});

it('reads X-Cloud-Trace-Context, whose span is a decimal number', () => {
  expect(traceOf(`${TRACE.toUpperCase()}/74;o=1`)).toEqual({
    traceId: TRACE,
    spanId: '000000000000004a',
    isSampled: true,
  });
  expect(traceOf(`${TRACE}/18446744073709551615`)).toEqual({
    traceId: TRACE,
    spanId: 'ffffffffffffffff',
    isSampled: false,
  });
  expect(traceOf(TRACE)).toEqual({ traceId: TRACE, spanId: null, isSampled: false });
});

it('a span that cannot be one is left out', () => {
  for (const header of [`${TRACE}/0;o=1`, `${TRACE}/18446744073709551616;o=1`, `00-${TRACE}-${'0'.repeat(16)}-01`])
    expect.soft(traceOf(header), header).toEqual({ traceId: TRACE, spanId: null, isSampled: true });
});

it.each([
  '',
  'x',
  `00-${TRACE}-b7ad6b7169203331`,
  `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
  '0'.repeat(32),
  `${TRACE}0/1;o=1`,
  `${TRACE}/1;o=1\r\nforged`,
  `00-${TRACE}/../x-b7ad6b7169203331-01`,
])('takes %j for no trace', (header) => {
  expect(traceOf(header)).toBeNull();
});

it('a request without a trace has none, also within another one', () => {
  withTrace(TRACE, () => {
    expect(currentTrace()?.traceId).toBe(TRACE);
    withTrace(undefined, () => expect(currentTrace()).toBeNull());
    expect(currentTrace()?.traceId).toBe(TRACE);
  });
  expect(currentTrace()).toBeNull();
});
