// Registering engineers.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { createMemoryRecords } from './testing/memory-records.ts';
import { errorOf, outputOf, run, runTwice } from './testing/run.ts';

const engineer: JsonObject = {
  engineerId: 'ENG-1',
  name: 'Sample Engineer',
  phone: '+8801700000201',
  nid: '1900000000001',
  certification: { number: 'SIE-1', body: 'Sample Institute', expiresOn: '2030-02-05' },
  experienceYears: 4,
};
const rules = { minimumExperienceYears: 4, minimumValidDays: 30, refusedStatus: 'rejected' };

describe('engineers.validate', () => {
  it('takes the registration in, without the identity number', async () => {
    const records = createMemoryRecords();
    const { first, second, writesOfSecond } = await runTwice(records, 'engineers.validate', engineer, { with: rules });
    expect(first).toEqual({ ok: true, output: { validDays: 30, status: 'validated' } });
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
    const record = records.peek('engineers', 'ENG-1');
    expect(record).toMatchObject({ status: 'validated', name: 'Sample Engineer', experienceYears: 4 });
    expect(JSON.stringify(record)).not.toContain('1900000000001');
  });
  it.each([
    [{ name: '' }, 'no name'],
    [{ experienceYears: -1 }, 'experienceYears'],
    [{ experienceYears: Number.NaN }, 'experienceYears'],
    [{ experienceYears: 3.9 }, '4 years'],
    [{ certification: { number: 'SIE-1', expiresOn: '2030-02-04' } }, '30 more days; 29 are left'],
    [{ certification: { number: 'SIE-1', expiresOn: '2020-01-01' } }, '0 are left'],
    [{ certification: { number: 'SIE-1', expiresOn: 'never' } }, 'expires'],
    [{ certification: null }, 'expires'],
  ])('refuses %j, and the record says rejected', async (change, reason) => {
    const records = createMemoryRecords();
    const result = await run(records, 'engineers.validate', { ...engineer, ...change }, { with: rules });
    expect(errorOf(result)).toContain(reason);
    expect(records.peek('engineers', 'ENG-1')?.status).toBe('rejected');
  });
  it('refuses an engineer without an id', async () => {
    expect(errorOf(await run(createMemoryRecords(), 'engineers.validate', { name: 'x' }))).toContain('engineerId');
  });
});

describe('engineers.backgroundCheck', () => {
  it.each([
    [{}, true],
    [{ 'SIE-1': { engineerId: 'ENG-1' } }, true],
    [{ 'SIE-1': { engineerId: 'ENG-2' } }, false],
    [{ 'SIE-1': { engineerId: 'ENG-1', withdrawn: 'after a complaint' } }, false],
  ] as const)('with %j in the register, clear is %s', async (certificates, clear) => {
    const records = createMemoryRecords({ certificates });
    const { first, second } = await runTwice(records, 'engineers.backgroundCheck', engineer);
    expect(outputOf(first).clear).toBe(clear);
    expect(typeof outputOf(first).reason).toBe(clear ? 'object' : 'string');
    expect(second).toEqual(first);
    expect(records.writes()).toBe(0);
  });
  it('does not tell whose certificate it is', async () => {
    const records = createMemoryRecords({ certificates: { 'SIE-1': { engineerId: 'ENG-2' } } });
    expect(JSON.stringify(await run(records, 'engineers.backgroundCheck', engineer))).not.toContain('ENG-2');
  });
  it('refuses a certificate without a number', async () => {
    const result = await run(createMemoryRecords(), 'engineers.backgroundCheck', { ...engineer, certification: {} });
    expect(errorOf(result)).toContain('number');
  });
});

describe('engineers.activate', () => {
  it('activates until the certificate expires, once', async () => {
    const records = createMemoryRecords();
    const { first, second, writesOfSecond } = await runTwice(records, 'engineers.activate', engineer);
    expect(first).toEqual({ ok: true, output: { activeUntil: '2030-02-05', status: 'active' } });
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
    expect(records.peek('engineers', 'ENG-1')).toMatchObject({ status: 'active', activeUntil: '2030-02-05' });
  });
  it.each(['2030-01-04', 'soon', null])('refuses a certificate that expires %s', async (expiresOn) => {
    const data = { ...engineer, certification: { number: 'SIE-1', expiresOn } };
    expect(errorOf(await run(createMemoryRecords(), 'engineers.activate', data))).toContain('expired');
  });
  it('is undone by engineers.deactivate, in either order', async () => {
    for (const order of [
      ['engineers.activate', 'engineers.deactivate'],
      ['engineers.deactivate', 'engineers.activate'],
    ]) {
      const records = createMemoryRecords();
      for (const use of order) await run(records, use, engineer);
      expect(records.peek('engineers', 'ENG-1')).toMatchObject({
        status: 'inactive',
        activeUntil: null,
        activatedAt: null,
      });
    }
  });
  it('is undone once, to the status that the definition names', async () => {
    const records = createMemoryRecords();
    await run(records, 'engineers.activate', engineer);
    const { first, second, writesOfSecond } = await runTwice(records, 'engineers.deactivate', engineer, {
      with: { status: 'rejected' },
    });
    expect(outputOf(first)).toEqual({ status: 'rejected' });
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
  });
});

describe('a renewed certificate', () => {
  const renewed = { number: 'SIE-9', body: 'Sample Institute', expiresOn: '2035-02-05' };
  const given = { with: { certification: renewed } };

  it('is what the actions look at instead of that of the request', async () => {
    const records = createMemoryRecords({ certificates: { 'SIE-9': { engineerId: 'ENG-1', withdrawn: 'a mistake' } } });
    const short = { with: { certification: { ...renewed, expiresOn: '2030-01-20' }, minimumValidDays: 30 } };
    expect(errorOf(await run(records, 'engineers.validate', engineer, short))).toContain('30 more days');
    expect(outputOf(await run(records, 'engineers.backgroundCheck', engineer, given)).clear).toBe(false);
    await run(records, 'engineers.activate', engineer, given);
    expect(records.peek('engineers', 'ENG-1')).toMatchObject({ activeUntil: '2035-02-05', certification: renewed });
  });
});

describe('the expiry of a certificate', () => {
  const active = async () => {
    const records = createMemoryRecords();
    await run(records, 'engineers.activate', engineer);
    return records;
  };
  const later = { instanceId: 'wf-2' };

  it('takes the engineer out, once, also in another workflow than the one that took them in', async () => {
    const records = await active();
    expect(outputOf(await run(records, 'engineers.renewalDue', engineer, later))).toEqual({ due: true });
    const { first, second, writesOfSecond } = await runTwice(records, 'engineers.expire', engineer, later);
    expect([first.ok, second.ok, writesOfSecond]).toEqual([true, true, 0]);
    expect(records.peek('engineers', 'ENG-1')).toMatchObject({
      status: 'inactive',
      statusReason: 'The certificate expired on 2030-02-05 and has to be renewed.',
    });
  });
  it.each([
    ['was renewed', { activeUntil: '2035-02-05' }],
    ['was taken out', { status: 'inactive', activeUntil: null }],
  ])('does not concern an engineer who %s meanwhile', async (_what, change) => {
    const records = await active();
    const before = await records.update('engineers', 'ENG-1', (record) => ({ ...record, ...change }));
    expect(outputOf(await run(records, 'engineers.renewalDue', engineer, later))).toEqual({ due: false });
    expect(outputOf(await run(records, 'engineers.expire', engineer, later))).toEqual({ superseded: true });
    expect(records.peek('engineers', 'ENG-1')).toEqual(before);
  });
  it('of nobody known concerns nobody', async () => {
    const unnamed = { ...engineer, engineerId: null };
    for (const data of [engineer, unnamed])
      expect(outputOf(await run(createMemoryRecords(), 'engineers.renewalDue', data))).toEqual({ due: false });
  });
});
