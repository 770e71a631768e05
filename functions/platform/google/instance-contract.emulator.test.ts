// The instance store keeps its contract on the Firestore emulator.
import { randomUUID } from 'node:crypto';
import { describeInstanceStore } from '../contract/instance-store.ts';
import { systemClock } from '../node/clock.ts';
import { systemEntropy } from '../node/entropy.ts';
import { createDirectory, decodeUser } from './directory.ts';
import { openFirestore } from './firestore-client.ts';
import { createInstanceStore } from './instance-store.ts';
import { createTurns } from './turns.ts';

const parts = {
  turns: createTurns({ clock: systemClock(), entropy: systemEntropy() }),
  log: { write: () => {} },
};

describeInstanceStore('Firestore emulator', async () => {
  const projectId = `demo-${randomUUID()}`;
  let firestore = openFirestore({ projectId });
  return {
    store: createInstanceStore({ firestore, decodeUser }),
    directory: createDirectory({ firestore, ...parts }),
    reopen: async () => {
      await firestore.close();
      firestore = openFirestore({ projectId });
      return createInstanceStore({ firestore, decodeUser });
    },
    close: () => firestore.close(),
  };
});
