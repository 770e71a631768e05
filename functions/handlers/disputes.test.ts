// The life of a dispute.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { createMemoryRecords } from './testing/memory-records.ts';
import { errorOf, run, runTwice } from './testing/run.ts';

const dispute: JsonObject = { disputeId: 'DSP-1', type: 'billing', title: 'Discount missing', priority: 'low' };

describe('disputes', () => {
  it('go through every status, each action once', async () => {
    const records = createMemoryRecords();
    const walk = [
      ['disputes.open', 'submitted'],
      ['disputes.assign', 'assigned'],
      ['disputes.review', 'in-review'],
      ['disputes.resolve', 'resolved'],
      ['disputes.close', 'closed'],
    ] as const;
    for (const [use, status] of walk) {
      const fields = { stepId: use, with: { resolution: 'The discount is credited.' } };
      const { first, second, writesOfSecond } = await runTwice(records, use, dispute, fields);
      expect(first.ok).toBe(true);
      expect(second).toEqual(first);
      expect(writesOfSecond).toBe(0);
      expect(records.peek('disputes', 'DSP-1')?.status).toBe(status);
    }
    expect(records.peek('disputes', 'DSP-1')).toMatchObject({
      resolution: 'The discount is credited.',
      title: 'Discount missing',
    });
  });
  it.each([
    [{ type: 'weather' }, 'weather'],
    [{ type: null }, 'type'],
    [{ title: ' ' }, 'title'],
  ])('are not opened with %j', async (change, reason) => {
    const result = await run(
      createMemoryRecords(),
      'disputes.open',
      { ...dispute, ...change },
      { with: { types: ['billing'] } },
    );
    expect(errorOf(result)).toContain(reason);
  });
  it('are not resolved without a resolution', async () => {
    const records = createMemoryRecords();
    for (const settings of [null, {}, { resolution: null }, { resolution: '  ' }])
      expect((await run(records, 'disputes.resolve', dispute, { with: settings })).ok).toBe(false);
    expect(records.writes()).toBe(0);
  });
  it.each(['disputes.assign', 'disputes.review', 'disputes.resolve', 'disputes.close'])(
    'wait to be taken up again when %s is undone, in either order',
    async (use) => {
      const settings = { with: { resolution: 'The discount is credited.' } };
      for (const order of [
        [use, 'disputes.reopen'],
        ['disputes.reopen', use],
      ]) {
        const records = createMemoryRecords();
        for (const name of order) await run(records, name, dispute, settings);
        expect(records.peek('disputes', 'DSP-1')?.status).toBe('submitted');
      }
    },
  );
  it('take any status of their list by name, and no other', async () => {
    const records = createMemoryRecords();
    expect((await run(records, 'disputes.markStatus', dispute, { with: { status: 'closed' } })).ok).toBe(true);
    expect((await run(records, 'disputes.markStatus', dispute, { with: { status: 'approved' } })).ok).toBe(false);
    await run(records, 'disputes.unmarkStatus', dispute, { with: { status: 'assigned' } });
    expect(records.peek('disputes', 'DSP-1')?.status).toBe('assigned');
  });
  it('go back to their investigation when the definition says so', async () => {
    const records = createMemoryRecords();
    await run(records, 'disputes.review', dispute);
    const cases = [{ status: 'assigned', when: 'pending', in: ['pending'] }];
    await run(records, 'disputes.reopen', dispute, { with: { status: 'submitted', cases } });
    expect(records.peek('disputes', 'DSP-1')?.status).toBe('assigned');
  });
});
