// The instance store keeps its contract on the Firestore emulator.
import { randomUUID } from 'node:crypto';
import { userSchema } from '../../core/user.ts';
import { describeInstanceStore } from '../contract/instance-store.ts';
import { openFirestore } from './firestore-client.ts';
import { createInstanceStore } from './instance-store.ts';
import { jsonOfFields } from './values.ts';

describeInstanceStore('Firestore emulator', async () => {
  const projectId = `demo-${randomUUID()}`;
  const open = () => {
    const firestore = openFirestore({ projectId });
    const store = createInstanceStore({ firestore, decodeUser: (fields) => userSchema.parse(jsonOfFields(fields)) });
    return { firestore, store };
  };
  const opened = [open()];
  return {
    store: opened[0]!.store,
    reopen: async () => {
      await opened[0]!.firestore.close();
      const again = open();
      opened.push(again);
      return again.store;
    },
    close: async () => {
      for (const { firestore } of opened) await firestore.close();
    },
  };
});
