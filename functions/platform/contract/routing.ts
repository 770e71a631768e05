// The behaviour suite of RoutingSnapshots.
import { expect } from 'vitest';
import type { RoutingSnapshot, RoutingSnapshots } from '../platform.ts';
import { SAMPLE_START } from './sample.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

export interface RoutingSubject extends Closable {
  readonly routing: RoutingSnapshots;
  readonly reopen?: () => Promise<RoutingSnapshots>;
}

const snapshot = (role: string, openCounts: RoutingSnapshot['openCounts'] = { 'sr-1': 2 }): RoutingSnapshot => ({
  role,
  countedAt: SAMPLE_START,
  openCounts,
});
const rolesOf = (snapshots: readonly RoutingSnapshot[]): readonly string[] => snapshots.map(({ role }) => role).sort();

const CASES: Cases<RoutingSubject> = {
  'a role that was never counted has no snapshot': async ({ routing }) => {
    expect(await routing.read(['sr'])).toEqual([]);
    expect(await routing.read([])).toEqual([]);
  },
  'a snapshot reads back as it was written': async ({ routing }) => {
    const counted = snapshot('sr', { 'sr-1': 0, 'Sr.one_two@example.com': 12, constructor: 1 });
    await routing.write(counted);
    expect(await routing.read(['sr'])).toEqual([counted]);
  },
  'a role without members has an empty snapshot': async ({ routing }) => {
    await routing.write(snapshot('sr', {}));
    expect(await routing.read(['sr'])).toEqual([snapshot('sr', {})]);
  },
  'a newer snapshot replaces the whole of the one before': async ({ routing }) => {
    await routing.write(snapshot('sr', { 'sr-1': 1, 'sr-2': 2 }));
    const newer = { role: 'sr', countedAt: SAMPLE_START + 60_000, openCounts: { 'sr-2': 3 } };
    await routing.write(newer);
    expect(await routing.read(['sr'])).toEqual([newer]);
  },
  'of the roles asked for, those with a snapshot are answered, each once': async ({ routing }) => {
    for (const role of ['sr', 'cro', 'sr_senior']) await routing.write(snapshot(role));
    expect(rolesOf(await routing.read(['cro', 'asm', 'sr', 'cro']))).toEqual(['cro', 'sr']);
  },
  'more roles than one query of any store takes are answered all': async ({ routing }) => {
    const roles = Array.from({ length: 45 }, (_, i) => `role_${i}`);
    await Promise.all(roles.map((role) => routing.write(snapshot(role))));
    expect(rolesOf(await routing.read(roles))).toEqual([...roles].sort());
  },
  'snapshots are there after the store is opened again': async ({ routing, reopen }, skip) => {
    if (reopen === undefined) return skip('the store cannot be opened again');
    await routing.write(snapshot('sr'));
    expect(await (await reopen()).read(['sr'])).toEqual([snapshot('sr')]);
  },
};

export function describeRouting(name: string, make: () => Promise<RoutingSubject>, options: SuiteOptions = {}): void {
  describeCases(`RoutingSnapshots: ${name}`, make, CASES, options);
}
