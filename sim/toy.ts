// Fixtures of the simulation's own tests: a document that is nothing but a counter, and a process that raises it.
import type { AuditEntry, InstanceDocument } from '../functions/core/document.ts';
import type { Instance } from '../functions/core/instance.ts';
import { instanceWith } from '../functions/core/testing/sample-workflow.ts';
import type { Platform, StoredInstance } from '../functions/platform/platform.ts';
import type { FaultKind } from './faults.ts';
import { platformOf } from './platform.ts';
import { createOutside } from './providers.ts';
import { WORLD_BEGINS_AT, World } from './world.ts';

export function documentOf(id: string, seq: number, changes: Partial<Instance> = {}): InstanceDocument {
  const context = {
    startedBy: 'requester-1',
    startedAt: WORLD_BEGINS_AT,
    priority: 'medium',
    tags: [],
    source: null,
  } as const;
  const definition = { id: 'counting', version: '1.0.0', hash: 'h' };
  const instance = instanceWith({}, { id, definition, revision: seq, now: WORLD_BEGINS_AT, context, ...changes });
  return { instance, ring: [], seq, head: `head-${seq}`, wakeAt: null, wakes: 0 };
}

export const entryOf = (instanceId: string, seq: number): AuditEntry => ({
  seq,
  prev: `head-${seq - 1}`,
  hash: `head-${seq}`,
  instanceId,
  at: WORLD_BEGINS_AT,
  actor: 'engine',
  onBehalfOf: null,
  channel: 'engine',
  authentication: 'engine',
  commandId: null,
  definitionHash: 'h',
  events: [],
});

/** Raises a counter by compare-and-set, as often as it is asked to; a message asks it once more. */
export class Toy {
  readonly platform: Platform;
  constructor(platform: Platform) {
    this.platform = platform;
  }

  async raise(instanceId: string): Promise<number> {
    for (;;) {
      const { stored } = await this.platform.instances.read(instanceId);
      const seq = nextSeq(stored);
      const result = await this.platform.instances.commit({
        instanceId,
        expected: stored?.version ?? null,
        document: documentOf(instanceId, seq),
        entry: entryOf(instanceId, seq),
      });
      if (result === 'committed') {
        await this.platform.bus.publish({ instanceId, effectIds: [String(seq)] });
        return seq;
      }
      await this.platform.clock.sleep(50);
    }
  }
}

const nextSeq = (stored: StoredInstance | null): number => (stored?.document.seq ?? 0) + 1;

export const ratesOf = (rates: Partial<Record<FaultKind, number>>): ReadonlyMap<FaultKind, number> =>
  new Map(Object.entries(rates) as [FaultKind, number][]);

export interface ToyOptions {
  readonly seed: number;
  readonly processes?: number;
  readonly rates?: Partial<Record<FaultKind, number>>;
}

export function toyWorld(options: ToyOptions): World<Toy> {
  const outside = createOutside();
  const entries = {
    performEffects: async () => {},
    timerFired: async () => {},
    reported: async () => {},
    channelReported: async () => {},
  };
  return new World<Toy>({
    seed: options.seed,
    processes: options.processes ?? 1,
    keepTrace: true,
    ...(options.rates === undefined ? {} : { rates: ratesOf(options.rates) }),
    boot: (world, process) => new Toy(platformOf(world, process, outside, entries)),
  });
}
