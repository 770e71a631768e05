// The order of semantic versions.
import { expect, it } from 'vitest';
import { compareVersions } from './version.ts';

const ORDER = [
  '0.0.9',
  '0.1.0',
  '1.0.0-1',
  '1.0.0-2',
  '1.0.0-10',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.01',
  '1.0.0-rc.1',
  '1.0.0',
  '1.2.0',
  '1.10.0',
  '2.0.0',
  '10.0.0',
];

it('numbers count as numbers, a pre-release comes before its release, and no two versions are the same', () => {
  for (const [i, a] of ORDER.entries()) {
    for (const [j, b] of ORDER.entries())
      expect([a, b, Math.sign(compareVersions(a, b))]).toEqual([a, b, Math.sign(i - j)]);
  }
});
