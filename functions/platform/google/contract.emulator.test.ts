// The stores in Firestore keep the contract of every port, on the Firestore emulator.
import { randomBytes } from 'node:crypto';
import { describeChannelStates } from '../contract/channel-states.ts';
import { describeChannels } from '../contract/channels.ts';
import { describeDefinitionStore } from '../contract/definition-store.ts';
import { describeDirectoryStore } from '../contract/directory-store.ts';
import { describeKeyVault, describeSubjectKeys } from '../contract/key-vault.ts';
import { describeMetrics } from '../contract/metrics.ts';
import { describeRecords } from '../contract/records.ts';
import { describeRouting } from '../contract/routing.ts';
import { describeSendLeases } from '../contract/send-leases.ts';
import { createChannelStates } from './channel-states.ts';
import { createDefinitionStore } from './definition-store.ts';
import { createDirectory } from './directory.ts';
import { openKeyVault } from './key-vault.ts';
import { createLeases } from './leases.ts';
import { createMessages } from './messages.ts';
import { createMetrics } from './metrics.ts';
import { createRecords } from './records.ts';
import { createRouting } from './routing.ts';
import { createSubjectKeys } from './subject-keys.ts';
import { openEmulated, type Parts } from './testing/emulated.ts';

const NAME = 'Firestore emulator';

function opened<T>(create: (parts: Parts) => T) {
  const emulated = openEmulated();
  return {
    first: create(emulated),
    reopen: async () => create(emulated.again()),
    close: () => emulated.close(),
  };
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
describeSendLeases(NAME, async () => {
  const { first, ...more } = opened(createLeases);
  return { leases: first, ...more };
});
describeChannelStates(NAME, async () => {
  const { first, ...more } = opened(createChannelStates);
  return { states: first, ...more };
});
describeSubjectKeys(NAME, async () => {
  const { first, ...more } = opened(createSubjectKeys);
  return { keys: first, ...more };
});

describeKeyVault('master keys from a secret', async () => {
  const keys: Record<string, string> = {};
  /** Its operator adds a key to the secret and deploys. */
  const deployed = () => {
    keys[String(Object.keys(keys).length + 1)] = randomBytes(32).toString('base64');
    return openKeyVault({ secret: JSON.stringify(keys) });
  };
  let vault = deployed();
  return {
    vault: { wrap: (...given) => vault.wrap(...given), unwrap: (...given) => vault.unwrap(...given) },
    rotate: async () => {
      vault = deployed();
    },
    reopen: async () => openKeyVault({ secret: JSON.stringify(keys) }),
    close: async () => {},
  };
});
