// What the scheduler calls: the look at everything that was missed, the counts for routing, morning lists, the figures of days.
import type { GetCloud } from './cloud.ts';

const scheduled =
  (work: (cloud: Awaited<ReturnType<GetCloud>>) => Promise<void>) => (getCloud: GetCloud) => async (): Promise<void> =>
    work(await getCloud());

export const sweep = scheduled(async ({ engine, log }) =>
  log.write('info', 'sweep_done', { ...(await engine.sweep()) }),
);
export const snapshotRouting = scheduled(async ({ engine, log }) =>
  log.write('info', 'routing_counted', { roles: await engine.snapshotRouting() }),
);
export const sendDigests = scheduled(async ({ engine, log }) =>
  log.write('info', 'digests_sent', await engine.sendDigests()),
);
export const rollUpMetrics = scheduled(async ({ engine, log }) =>
  log.write('info', 'metrics_rolled_up', await engine.rollUpMetrics()),
);
