// The engine's platform with its stores in the Firestore emulator; bus, timers and channels stay in this process.
import { realClock } from '../../functions/platform/embedded/clock.ts';
import { silentLog } from '../../functions/platform/embedded/log.ts';
import { type EmbeddedPlatform, openEmbeddedPlatform } from '../../functions/platform/embedded/platform.ts';
import { createDefinitionStore } from '../../functions/platform/google/definition-store.ts';
import { createDirectory, decodeUser } from '../../functions/platform/google/directory.ts';
import type { Firestore } from '../../functions/platform/google/firestore.ts';
import { createInstanceStore } from '../../functions/platform/google/instance-store.ts';
import { createMetrics } from '../../functions/platform/google/metrics.ts';
import { createRecords } from '../../functions/platform/google/records.ts';
import { createRouting } from '../../functions/platform/google/routing.ts';
import { createTurns } from '../../functions/platform/google/turns.ts';
import type { Platform } from '../../functions/platform/platform.ts';

export interface FirestorePlatform
  extends Platform,
    Pick<EmbeddedPlatform, 'onEffects' | 'onTimer' | 'start' | 'idle'> {
  close(): Promise<void>;
}

export function openFirestorePlatform(firestore: Firestore): FirestorePlatform {
  const local = openEmbeddedPlatform({ file: ':memory:', clock: realClock(), log: silentLog() });
  const { clock, entropy, log } = local;
  const parts = { firestore, turns: createTurns({ clock, entropy }), entropy, log };
  return {
    ...local,
    instances: createInstanceStore({ firestore, decodeUser }),
    definitions: createDefinitionStore(parts),
    directory: createDirectory(parts),
    routing: createRouting(parts),
    metrics: createMetrics(parts),
    records: createRecords(parts),
    close: async () => {
      await local.close();
      await firestore.close();
    },
  };
}
