// A database of its own on the Firestore emulator, with what stores are made of; gone when it is closed.
import { randomUUID } from 'node:crypto';
import { systemClock } from '../../node/clock.ts';
import { systemEntropy } from '../../node/entropy.ts';
import type { Clock, Entropy, Log } from '../../platform.ts';
import type { Firestore } from '../firestore.ts';
import { openFirestore } from '../firestore-client.ts';
import { createTurns, type Turns } from '../turns.ts';

export interface Parts {
  readonly firestore: Firestore;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly log: Log;
}

export interface Emulated extends Parts {
  readonly projectId: string;
  /** What was logged, in words: event and fields. */
  readonly logged: readonly (readonly [event: string, fields: object])[];
  /** As another process would open the same database. */
  again(): Parts;
  close(): Promise<void>;
}

export function openEmulated(): Emulated {
  const projectId = `demo-${randomUUID()}`;
  const opened: Firestore[] = [];
  const logged: [string, object][] = [];
  const log: Log = { write: (_severity, event, fields) => void logged.push([event, fields]) };
  const again = (): Parts => {
    const firestore = openFirestore({ projectId });
    opened.push(firestore);
    const [clock, entropy] = [systemClock(), systemEntropy()];
    return { firestore, turns: createTurns({ clock, entropy }), clock, entropy, log };
  };
  return {
    ...again(),
    projectId,
    logged,
    again,
    close: async () => {
      for (const firestore of opened) await firestore.close();
      await drop(projectId);
    },
  };
}

/** The emulator keeps everything in memory until it is told to forget it. */
async function drop(projectId: string): Promise<void> {
  const host = process.env.FIRESTORE_EMULATOR_HOST;
  const documents = `projects/${projectId}/databases/(default)/documents`;
  const { status } = await fetch(`http://${host}/emulator/v1/${documents}`, { method: 'DELETE' });
  if (status !== 200) throw new Error(`the emulator did not forget ${projectId}: ${status}`);
}
