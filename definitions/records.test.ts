// Records that other programs create start the processes, once, and show how they stand.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../functions/core/json.ts';
import { type Desk, openDesk } from './testing/desk.ts';
import { sample } from './testing/shipped.ts';

const SUBMITTED = [
  ['orders', 'orderId', 'ORD-1001', { submittedBy: 'requester-1' }],
  ['disputes', 'disputeId', 'DSP-4001', { raisedBy: 'requester-1' }],
  ['engineers', 'engineerId', 'ENG-5001', { submittedBy: 'bdo-1' }],
  ['visits', 'visitId', 'VIS-6001', { requestedBy: 'sr-1' }],
] as const;

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

describe.each(SUBMITTED)('a record in %s', (collection, field, id, by) => {
  const record = (status: string): JsonObject => ({ ...sample(collection, field, id), ...by, status });

  it('that is submitted starts its process in the name of who submitted it, and shows how it stands', async () => {
    const [instanceId = ''] = await desk.submit(collection, id, record('submitted'));
    const { startedBy, status, outcome } = await desk.status(instanceId);
    expect(startedBy).toBe(Object.values(by)[0]);
    const shown = (await desk.record(collection, id)).workflow;
    expect(shown).toMatchObject({ instanceId, status, ...(outcome === undefined ? {} : { outcome }) });
    expect(await desk.incidents(instanceId)).toEqual({});
  });
  it('starts it once, however often it is reported', async () => {
    const first = await desk.submit(collection, id, record('submitted'));
    expect(await desk.submit(collection, id, record('submitted'))).toEqual(first);
  });
  it('that is only a draft starts nothing', async () => {
    expect(await desk.submit(collection, id, record('draft'))).toEqual([]);
  });
});
