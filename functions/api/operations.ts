// The one registry of operations: callables, local server, clients, reference and authorisation tests come from it.
import type { Operation } from './operation.ts';
import { analytics } from './operations/analytics.ts';
import { asking } from './operations/asking.ts';
import { care } from './operations/care.ts';
import { defining } from './operations/defining.ts';
import { running } from './operations/running.ts';

export const operations: Readonly<Record<string, Operation>> = {
  ...defining,
  ...running,
  ...asking,
  ...analytics,
  ...care,
};
