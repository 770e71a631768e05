// After a deploy: publishes the definitions that came with it.
import type { GetCloud } from './cloud.ts';

export const publishDefinitions = (getCloud: GetCloud) => async (): Promise<void> => {
  const { engine, log, shipment } = await getCloud();
  log.write('info', 'definitions_shipped', await engine.ship(shipment));
};
