// The behaviour suite of SendLeases.
import { expect } from 'vitest';
import type { SendLease, SendLeases } from '../platform.ts';
import { SAMPLE_START } from './sample.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

export interface SendLeasesSubject extends Closable {
  readonly leases: SendLeases;
  readonly reopen?: () => Promise<SendLeases>;
}

const DAY_MS = 24 * 60 * 60_000;
const lease = (holder: string, takenAt = SAMPLE_START): SendLease => ({ holder, takenAt });
/** What tells careless stores apart. */
const ODD_KEYS: readonly string[] = ['', '.', '..', 'a/b', '/a', '__x__', '%', '"', "'; drop table leases; --"].concat([
  '\u0000',
  'বাংলা',
  '👩🏽‍🔧',
  'k'.repeat(5_000),
  'k'.repeat(5_001),
  `~${'0'.repeat(64)}`,
  'constructor',
  '__proto__',
]);

const CASES: Cases<SendLeasesSubject> = {
  'whoever asks first has the lease, and everybody after them is told whose it is and since when': async ({
    leases,
  }) => {
    expect(await leases.take('m-1', lease('a'))).toEqual(lease('a'));
    expect(await leases.take('m-1', lease('b', SAMPLE_START + 1))).toEqual(lease('a'));
    expect(await leases.take('m-1', lease('c', SAMPLE_START + 6 * DAY_MS))).toEqual(lease('a'));
  },
  'whoever has it and asks again has it as before': async ({ leases }) => {
    await leases.take('m-1', lease('a'));
    expect(await leases.take('m-1', lease('a', SAMPLE_START + 1_000))).toEqual(lease('a'));
  },
  'of twenty who ask at once one has it, and all are told so': async ({ leases }) => {
    const holders = Array.from({ length: 20 }, (_, i) => `holder-${i}`);
    const answers = await Promise.all(holders.map((holder, i) => leases.take('m-1', lease(holder, SAMPLE_START + i))));
    const [first] = answers;
    for (const answer of answers) expect(answer).toEqual(first);
    expect(holders).toContain(first?.holder);
    expect(await leases.take('m-1', lease('late'))).toEqual(first);
  },
  'the lease of one key says nothing of another, however alike': async ({ leases }) => {
    const keys = ['m-1', 'M-1', 'm-1 ', 'm-10', 'm', 'm_1'];
    for (const key of keys) expect(await leases.take(key, lease(`first of ${key}`))).toEqual(lease(`first of ${key}`));
    for (const key of keys) expect(await leases.take(key, lease('second'))).toEqual(lease(`first of ${key}`));
  },
  'any text is a key': async ({ leases }) => {
    for (const [i, key] of ODD_KEYS.entries()) expect(await leases.take(key, lease(`h-${i}`))).toEqual(lease(`h-${i}`));
    for (const [i, key] of ODD_KEYS.entries()) expect(await leases.take(key, lease('late'))).toEqual(lease(`h-${i}`));
  },
  'a lease stands after the store is opened again': async ({ leases, reopen }, skip) => {
    if (reopen === undefined) return skip('the store cannot be opened again');
    await leases.take('m-1', lease('a'));
    expect(await (await reopen()).take('m-1', lease('b'))).toEqual(lease('a'));
  },
};

export function describeSendLeases(
  name: string,
  make: () => Promise<SendLeasesSubject>,
  options: SuiteOptions = {},
): void {
  describeCases(`SendLeases: ${name}`, make, CASES, options);
}
