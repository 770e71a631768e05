// Site visits.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { createMemoryRecords, NOW } from './testing/memory-records.ts';
import { errorOf, outputOf, run, runTwice } from './testing/run.ts';

const visit: JsonObject = {
  visitId: 'VIS-1',
  siteId: 'SITE-1',
  requestedBy: 'sr-1',
  purpose: 'Slab casting',
  scheduledFor: '2030-01-06T16:00:00+06:00',
  location: { lat: 23.9, lng: 90.4 },
  estimatedCost: 0,
};
const sites = { 'SITE-1': { territory: 'north', representatives: ['sr-1'] } };
const rules = { minimumNoticeHours: 6, refusedStatus: 'rejected' };

describe('visits.validate', () => {
  it('says whether the visit is inside the territory of its visitor, and how far ahead', async () => {
    const records = createMemoryRecords({ sites });
    const { first, second, writesOfSecond } = await runTwice(records, 'visits.validate', visit, { with: rules });
    const output = { insideTerritory: true, territory: 'north', noticeHours: 6, status: 'validated' };
    expect(first).toEqual({ ok: true, output });
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
    expect(records.peek('visits', 'VIS-1')).toMatchObject({ status: 'validated', purpose: 'Slab casting' });
  });
  it.each([
    [{ requestedBy: 'sr-2' }, 'north'],
    [{ siteId: 'SITE-9' }, null],
  ])('is outside the territory with %j', async (change, territory) => {
    const result = await run(createMemoryRecords({ sites }), 'visits.validate', { ...visit, ...change });
    expect(outputOf(result)).toMatchObject({ insideTerritory: false, territory });
  });
  it('takes whoever started the workflow as the visitor when nobody is named', async () => {
    const { requestedBy: _nobody, ...anonymous } = visit;
    const result = await run(createMemoryRecords({ sites }), 'visits.validate', anonymous, { startedBy: 'sr-1' });
    expect(outputOf(result).insideTerritory).toBe(true);
  });
  it.each([
    [{ estimatedCost: -1 }, 'estimatedCost'],
    [{ estimatedCost: Number.POSITIVE_INFINITY }, 'estimatedCost'],
    [{ location: { lat: 91, lng: 0 } }, 'location'],
    [{ location: { lat: 0, lng: -180.5 } }, 'location'],
    [{ location: null }, 'location'],
    [{ scheduledFor: 'tomorrow' }, 'moment'],
    [{ scheduledFor: '2030-01-06T10:00:00+06:00' }, 'past'],
    [{ scheduledFor: '2030-01-06T15:59:00+06:00' }, '6 hours ahead'],
    [{ siteId: '' }, 'siteId'],
  ])('refuses %j, and the record says rejected', async (change, reason) => {
    const records = createMemoryRecords({ sites });
    const result = await run(records, 'visits.validate', { ...visit, ...change }, { with: rules });
    expect(errorOf(result)).toContain(reason);
    expect(records.peek('visits', 'VIS-1')).toMatchObject({ status: 'rejected', statusReason: errorOf(result) });
  });
  it('refuses a visit without an id', async () => {
    expect(errorOf(await run(createMemoryRecords(), 'visits.validate', { purpose: 'x' }))).toContain('visitId');
  });
});

describe('visits.schedule', () => {
  it('puts the visit on the plan, once', async () => {
    const records = createMemoryRecords();
    const { first, second, writesOfSecond } = await runTwice(records, 'visits.schedule', visit);
    expect(first).toEqual({ ok: true, output: { scheduledFor: '2030-01-06T16:00:00+06:00', status: 'scheduled' } });
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
    expect(records.peek('visits', 'VIS-1')).toMatchObject({
      status: 'scheduled',
      scheduledAt: '2030-01-06T10:00:00.000Z',
    });
  });
  it('rejects with a reason what was not decided before its time', async () => {
    const records = createMemoryRecords();
    const late = { now: NOW + 6 * 3_600_000, with: { refusedStatus: 'rejected' } };
    const result = await run(records, 'visits.schedule', visit, late);
    expect(errorOf(result)).toContain('was not decided before');
    expect(records.peek('visits', 'VIS-1')).toMatchObject({ status: 'rejected', statusReason: errorOf(result) });
  });
  it.each(['soon', null])('refuses a visit planned for %s', async (scheduledFor) => {
    expect((await run(createMemoryRecords(), 'visits.schedule', { ...visit, scheduledFor })).ok).toBe(false);
  });
  it('is undone by visits.unschedule, in either order', async () => {
    for (const order of [
      ['visits.schedule', 'visits.unschedule'],
      ['visits.unschedule', 'visits.schedule'],
    ]) {
      const records = createMemoryRecords();
      for (const use of order) await run(records, use, visit);
      expect(records.peek('visits', 'VIS-1')).toMatchObject({ status: 'cancelled', scheduledAt: null });
    }
  });
  it('is undone once', async () => {
    const records = createMemoryRecords();
    await run(records, 'visits.schedule', visit);
    const { first, second, writesOfSecond } = await runTwice(records, 'visits.unschedule', visit);
    expect(outputOf(first)).toEqual({ status: 'cancelled' });
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
  });
});
