// The mix of faults is drawn per seed, everything in it can happen, and it ends when it is told to.
import { describe, expect, it } from 'vitest';
import { CALL_FAULTS, type CallKind, FAULT_KINDS, faultsFrom, WORLD_FAULTS } from './faults.ts';
import { randomFrom } from './random.ts';
import { ratesOf } from './toy.ts';

const CALLS = Object.keys(CALL_FAULTS) as CallKind[];

describe('faults', () => {
  it('differ in their mix from seed to seed, and every kind is absent from some and present in others', () => {
    const mixes = Array.from({ length: 200 }, (_, seed) => faultsFrom(randomFrom(seed)).rates);
    for (const kind of FAULT_KINDS) {
      const present = mixes.filter((rates) => (rates.get(kind) ?? 0) > 0).length;
      expect(present).toBeGreaterThan(60);
      expect(present).toBeLessThan(190);
    }
  });

  it('are all hit and counted within a few hundred seeds', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 300; seed++) {
      const faults = faultsFrom(randomFrom(seed));
      for (let i = 0; i < 40; i++) {
        for (const kind of CALLS) faults.ofCall(kind);
        for (const kind of WORLD_FAULTS) faults.happens(kind);
      }
      for (const kind of faults.hits.keys()) seen.add(kind);
    }
    expect([...seen].sort()).toEqual([...FAULT_KINDS].sort());
  });

  it('come in storms: one conflict storm fails commits in a row and no other call', () => {
    const faults = faultsFrom(randomFrom(3), ratesOf({ conflict_storm: 1 }));
    expect(faults.ofCall('commit')).toBe('conflict');
    expect(faults.ofCall('read')).toBeNull();
    expect(faults.ofCall('commit')).toBe('conflict');
  });

  it('spare providers when the store storms', () => {
    const faults = faultsFrom(randomFrom(3), ratesOf({ error_storm: 1 }));
    expect(faults.ofCall('read')).toBe('error_not_applied');
    expect(faults.ofCall('send')).toBeNull();
    expect(faults.ofCall('publish')).toBe('error_not_applied');
  });

  it('stop for good', () => {
    const faults = faultsFrom(randomFrom(1), new Map(FAULT_KINDS.map((kind) => [kind, 1])));
    faults.stop();
    for (const kind of CALLS) expect(faults.ofCall(kind)).toBeNull();
    expect(faults.happens('message_lost')).toBe(false);
    faults.note('redelivered');
    expect(faults.hits.size).toBe(0);
  });
});
