// The stores in Firestore keep the contract of every port, on the Firestore emulator.
import { randomBytes, randomUUID } from 'node:crypto';
import { describeChannels } from '../contract/channels.ts';
import { describeDefinitionStore } from '../contract/definition-store.ts';
import { describeDirectoryStore } from '../contract/directory-store.ts';
import { describeKeyVault, describeSubjectKeys } from '../contract/key-vault.ts';
import { describeMetrics } from '../contract/metrics.ts';
import { describeRecords } from '../contract/records.ts';
import { describeRouting } from '../contract/routing.ts';
import { systemClock } from '../node/clock.ts';
import { systemEntropy } from '../node/entropy.ts';
import type { Clock, Entropy, Log } from '../platform.ts';
import { createDefinitionStore } from './definition-store.ts';
import { createDirectory } from './directory.ts';
import type { Firestore } from './firestore.ts';
import { openFirestore } from './firestore-client.ts';
import { openKeyVault } from './key-vault.ts';
import { createMessages } from './messages.ts';
import { createMetrics } from './metrics.ts';
import { createRecords } from './records.ts';
import { createRouting } from './routing.ts';
import { createSubjectKeys } from './subject-keys.ts';
import { createTurns, type Turns } from './turns.ts';

const NAME = 'Firestore emulator';
const log: Log = { write: () => {} };

/** A database of its own, opened again as often as asked. */
function opened<T>(create: (parts: Parts) => T) {
  const projectId = `demo-${randomUUID()}`;
  const open: Firestore[] = [];
  const next = (): T => {
    const firestore = openFirestore({ projectId });
    open.push(firestore);
    const [clock, entropy] = [systemClock(), systemEntropy()];
    return create({ firestore, turns: createTurns({ clock, entropy }), clock, entropy, log });
  };
  return {
    first: next(),
    reopen: async () => next(),
    close: async () => {
      for (const firestore of open) await firestore.close();
    },
  };
}
interface Parts {
  readonly firestore: Firestore;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly log: Log;
}

describeDefinitionStore(NAME, async () => {
  const { first, ...more } = opened(createDefinitionStore);
  return { store: first, ...more };
});
describeDirectoryStore(NAME, async () => {
  const { first, ...more } = opened(createDirectory);
  return { store: first, ...more };
});
describeRecords(NAME, async () => {
  const { first, ...more } = opened(createRecords);
  return { records: first, ...more };
});
describeRouting(NAME, async () => {
  const { first, ...more } = opened(createRouting);
  return { routing: first, ...more };
});
describeMetrics(NAME, async () => {
  const { first, ...more } = opened(createMetrics);
  return { metrics: first, ...more };
});
describeChannels(NAME, async () => {
  const { first, close } = opened(createMessages);
  return { channels: first, arrived: () => first.all(1_000), close };
});
describeSubjectKeys(NAME, async () => {
  const { first, ...more } = opened(createSubjectKeys);
  return { keys: first, ...more };
});

describeKeyVault('master keys from a secret', async () => {
  const keys: Record<string, string> = {};
  const rotated = () => {
    keys[String(Object.keys(keys).length + 1)] = randomBytes(32).toString('base64');
    return openKeyVault({ secret: JSON.stringify(keys) });
  };
  const first = rotated();
  let vault = first;
  return {
    // Its operator adds a key and deploys; what was wrapped before meets the new vault.
    vault: { wrap: (...given) => vault.wrap(...given), unwrap: (...given) => vault.unwrap(...given) },
    rotate: async () => {
      vault = rotated();
    },
    reopen: async () => openKeyVault({ secret: JSON.stringify(keys) }),
    close: async () => {},
  };
});
