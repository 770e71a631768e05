// The engine of the cloud stack in this process: over the same Firestore, Pub/Sub and Cloud Tasks as the functions'.
import { composeEngine } from '../../functions/compose.ts';
import { QUEUE, resolveConfig, TOPIC } from '../../functions/config.ts';
import type { WorkflowEngine } from '../../functions/engine/engine.ts';
import { createKeyring } from '../../functions/engine/sealing/keyring.ts';
import { openKeyVault } from '../../functions/platform/google/key-vault.ts';
import { type GooglePlatform, openGooglePlatform } from '../../functions/platform/google/platform.ts';
import type { Platform } from '../../functions/platform/platform.ts';
import { loadSamples } from '../../local/samples.ts';
import { PROJECT_ID, REGION } from './settings.ts';

export interface EngineHere {
  readonly platform: GooglePlatform;
  readonly engine: WorkflowEngine;
  close(): Promise<void>;
}

/** The emulators are found by the environment of this process. `changes` stand in for ports of the platform. */
export function openEngine(changes: Partial<Platform> = {}): EngineHere {
  const { projectId, region, checkDeadlinesUrl, masterKeys } = resolveConfig({
    ...process.env,
    GCLOUD_PROJECT: PROJECT_ID,
    REGION,
  });
  const log = { write: () => {} };
  const platform = openGooglePlatform({ projectId, region, topic: TOPIC, queue: QUEUE, checkDeadlinesUrl, log });
  const vault = openKeyVault({ secret: masterKeys ?? '' });
  const keyring = createKeyring({ vault, keys: platform.subjectKeys, now: () => platform.clock.now() });
  return {
    platform,
    engine: composeEngine({ ...platform, ...changes }, { keyring }),
    close: () => platform.close(),
  };
}

/** People, business records and the shipped definitions; what is there already stays as it is. */
export async function fill(): Promise<void> {
  const { platform, engine, close } = openEngine();
  try {
    await loadSamples(platform, engine);
  } finally {
    await close();
  }
}
