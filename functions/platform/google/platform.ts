// The whole platform on Google Cloud: Firestore for what must last, Pub/Sub and Cloud Tasks for hints.
// Opening it connects to nothing; the clients of Pub/Sub and Cloud Tasks are loaded with the first message and timer.
import { systemClock } from '../node/clock.ts';
import { systemEntropy } from '../node/entropy.ts';
import type { Clock, Entropy, Log, Platform, SubjectKeys } from '../platform.ts';
import { createBus } from './bus.ts';
import { createChannelStates } from './channel-states.ts';
import { createDefinitionStore } from './definition-store.ts';
import { createDirectory, decodeUser } from './directory.ts';
import { openFirestore } from './firestore-client.ts';
import { createInstanceStore } from './instance-store.ts';
import { createLeases } from './leases.ts';
import { createMessages, type Messages } from './messages.ts';
import { createMetrics } from './metrics.ts';
import { createRecords } from './records.ts';
import { createRouting } from './routing.ts';
import { createSubjectKeys } from './subject-keys.ts';
import { createTimers, type TimersOptions } from './timers.ts';
import { createTurns } from './turns.ts';

export interface GoogleOptions {
  readonly projectId: string;
  readonly region: string;
  /** Absent: the project's first one. */
  readonly databaseId?: string;
  /** The topic of messages about effects. */
  readonly topic: string;
  /** The queue of timers. */
  readonly queue: string;
  /** Where a due timer is sent: the function that checks deadlines. */
  readonly checkDeadlinesUrl: string;
  /** In whose name timers call that function; absent: in nobody's, as on emulators. */
  readonly serviceAccount?: NonNullable<TimersOptions['serviceAccount']>;
  readonly log: Log;
  readonly clock?: Clock;
  readonly entropy?: Entropy;
}

export interface GooglePlatform extends Platform {
  readonly channels: Messages;
  /** Wrapped data keys, apart from the instances they open. */
  readonly subjectKeys: SubjectKeys;
  close(): Promise<void>;
}

export function openGooglePlatform(options: GoogleOptions): GooglePlatform {
  const { projectId, region, databaseId, topic, queue, checkDeadlinesUrl: url, serviceAccount, log } = options;
  const { clock = systemClock(), entropy = systemEntropy() } = options;
  const firestore = openFirestore({ projectId, ...(databaseId === undefined ? {} : { databaseId }) });
  const bus = createBus({ projectId, topic });
  const caller = serviceAccount === undefined ? {} : { serviceAccount };
  const timers = createTimers({ projectId, region, queue, url, clock, ...caller });
  const parts = { firestore, turns: createTurns({ clock, entropy }), clock, entropy, log };
  const messages = createMessages(parts);
  return {
    instances: createInstanceStore({ firestore, decodeUser }),
    definitions: createDefinitionStore(parts),
    directory: createDirectory(parts),
    routing: createRouting(parts),
    metrics: createMetrics(parts),
    records: createRecords(parts),
    bus,
    timers,
    channels: messages,
    inbox: messages,
    leases: createLeases(parts),
    channelStates: createChannelStates(parts),
    subjectKeys: createSubjectKeys(parts),
    clock,
    entropy,
    log,
    close: async () => {
      await Promise.all([bus.close(), timers.close(), firestore.close()]);
    },
  };
}
