// What the entry points are given, over an engine on the embedded platform: the triggers are tested on the real engine.
import { operations } from '../../api/operations.ts';
import { as, createHarness, type Harness, type HarnessOptions, PEOPLE } from '../../engine/testing/harness.ts';
import { writtenRecord } from '../../platform/google/record-events.ts';
import type { Cloud, GetCloud } from '../cloud.ts';

export interface EmbeddedCloud extends Harness {
  readonly getCloud: GetCloud;
  /** The trace headers that work was run under. */
  readonly traces: (string | undefined)[];
}

/** A token is the id of the person it proves. */
export async function openEmbeddedCloud(
  options: HarnessOptions = {},
  changes: Partial<Cloud> = {},
): Promise<EmbeddedCloud> {
  const harness = await createHarness(options);
  const { engine } = harness;
  const { log } = harness.platform;
  const traces: (string | undefined)[] = [];
  const cloud: Cloud = {
    engine,
    log,
    api: { operations, engine, log },
    authenticate: async (token, channel) =>
      PEOPLE.some(({ id }) => id === token) ? { ...as(token), channel: channel ?? 'api' } : null,
    webhooks: { payments: { secret: 'correct-horse-battery-staple', as: 'ops' } },
    recordWritten: writtenRecord,
    shipment: { definitions: [], firstAdmin: null },
    traced: (header, work) => {
      traces.push(header);
      return work();
    },
    ...changes,
  };
  return { ...harness, getCloud: async () => cloud, traces };
}
