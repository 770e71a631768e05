// The behaviour suite of InstanceStore.
import { COMMIT_CASES, type InstanceStoreSubject } from './instance-commits.ts';
import { DELIVERY_CASES } from './instance-deliveries.ts';
import { END_CASES } from './instance-ends.ts';
import { OVERDUE_CASES } from './instance-overdue.ts';
import { QUERY_CASES } from './instance-queries.ts';
import { describeCases, type SuiteOptions } from './suite.ts';

export type { InstanceStoreSubject };

export function describeInstanceStore(
  name: string,
  make: () => Promise<InstanceStoreSubject>,
  options: SuiteOptions = {},
): void {
  const cases = { ...COMMIT_CASES, ...QUERY_CASES, ...END_CASES, ...OVERDUE_CASES, ...DELIVERY_CASES };
  describeCases(`InstanceStore: ${name}`, make, cases, options);
}
