// The renewal of an engineer's certificate: planned by the registration, begun by the expiry.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from './testing/desk.ts';
import { sample } from './testing/shipped.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const until = (moment: string): Promise<void> => desk.clock.advanceTo(Date.parse(moment));
const engineer = () => desk.record('engineers', 'ENG-5003');
const EXPIRY = '2030-03-05';
const RENEWED = { number: 'SIE-7103', body: 'Sample Institute of Engineers', expiresOn: '2035-03-05' };

/** Registers the engineer with a certificate that expires soon. */
async function register(): Promise<string> {
  const data = sample('engineers', 'engineerId', 'ENG-5003');
  const certification = { number: 'SIE-7003', body: 'Sample Institute of Engineers', expiresOn: EXPIRY };
  const id = await desk.start('engineer-registration', { ...data, certification });
  await desk.act(id, 'verify-certificate', 'complete', { certificateSeen: true });
  await desk.act(id, 'approve-bdo', 'approve');
  expect(await desk.status(id)).toMatchObject({ status: 'completed', outcome: 'approved' });
  return id;
}
/** Answers the id of the renewal that the registration planned. */
async function registered(): Promise<string> {
  await register();
  const [renewal, ...others] = await desk.running('engineer-renewal');
  expect(others).toEqual([]);
  return renewal ?? '';
}
async function handedIn(id: string, certification: typeof RENEWED): Promise<string> {
  return desk.act(id, 'submit-certificate', 'complete', { certification });
}

describe('the renewal', () => {
  it('that cannot be planned leaves the engineer active, and administrators are told', async () => {
    await desk.retire('engineer-renewal');
    const id = await register();
    expect(await desk.steps(id)).toMatchObject({ 'renewal-not-planned': { state: 'completed' } });
    expect((await engineer()).status).toBe('active');
    expect(await desk.running('engineer-renewal')).toEqual([]);
  });
  it('sleeps until the certificate expires, then asks for the new one; after the day the engineer is not active', async () => {
    const id = await registered();
    await until(`${EXPIRY}T00:00:00Z`);
    expect((await desk.openSteps(id)).map(({ stepId }) => stepId)).toEqual(['submit-certificate', 'expire']);
    expect((await engineer()).status).toBe('active');
    await until('2030-03-06T00:00:00Z');
    expect(await engineer()).toMatchObject({
      status: 'inactive',
      statusReason: 'The certificate expired on 2030-03-05 and has to be renewed.',
    });
  });
  it('makes the engineer active by the new certificate, decided by another than who handed it in, and plans the next', async () => {
    const id = await registered();
    await until('2030-03-06T00:00:00Z');
    const handing = await handedIn(id, RENEWED);
    await desk.act(id, 'verify-certificate', 'complete', { certificateSeen: true });
    expect(await desk.act(id, 'approve-bdo', 'approve')).not.toBe(handing);
    expect(await desk.status(id)).toMatchObject({ status: 'completed', outcome: 'approved' });
    expect(await engineer()).toMatchObject({
      status: 'active',
      activeUntil: '2035-03-05',
      certification: RENEWED,
      statusReason: null,
    });
    const [next] = await desk.running('engineer-renewal');
    await until('2035-03-05T00:00:00Z');
    expect((await desk.openSteps(String(next))).map(({ stepId }) => stepId)).toContain('submit-certificate');
  });
  it('asks again for a certificate that is hardly valid any more', async () => {
    const id = await registered();
    await until('2030-03-06T00:00:00Z');
    await handedIn(id, { ...RENEWED, expiresOn: '2030-03-20' });
    expect(await desk.openSteps(id)).toMatchObject([{ stepId: 'submit-certificate', attempt: 2 }]);
    await handedIn(id, RENEWED);
    expect((await desk.openSteps(id)).map(({ stepId }) => stepId)).toEqual(['verify-certificate']);
  });
  it('leaves the engineer inactive when it is rejected, and asks the BD in-charge about a certificate that is not clear', async () => {
    const id = await registered();
    await until('2030-03-06T00:00:00Z');
    await handedIn(id, { ...RENEWED, number: 'SIE-6009' });
    await desk.act(id, 'verify-certificate', 'complete', { certificateSeen: true });
    await desk.act(id, 'approve-bdo', 'approve');
    expect(await desk.act(id, 'approve-exception', 'reject')).toBe('incharge-1');
    expect(await desk.status(id)).toMatchObject({ status: 'completed', outcome: 'rejected' });
    expect((await engineer()).status).toBe('inactive');
    expect(await desk.running('engineer-renewal')).toEqual([]);
  });
  it('does nothing for an engineer who was registered anew meanwhile', async () => {
    const id = await registered();
    await desk.records.update('engineers', 'ENG-5003', (record) => ({ ...record, activeUntil: '2036-12-31' }));
    await until(`${EXPIRY}T00:00:00Z`);
    expect(await desk.status(id)).toMatchObject({ status: 'completed', openSteps: [] });
    expect(await engineer()).toMatchObject({ status: 'active', activeUntil: '2036-12-31' });
    expect(await desk.running('engineer-renewal')).toEqual([]);
  });
  it('for which nobody hands anything in fails after 30 working days, and the engineer stays inactive', async () => {
    const id = await registered();
    await until('2030-05-01T00:00:00Z');
    expect((await desk.status(id)).status).toBe('failed');
    expect((await engineer()).status).toBe('inactive');
  });
});
