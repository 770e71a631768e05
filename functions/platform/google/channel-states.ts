// Which channels are out of order: one document, a field for each that is, read through a cache.
import type { Channel } from '../../core/user.ts';
import { channelSchema } from '../../core/user.ts';
import type { ChannelStates, Clock } from '../platform.ts';
import type { Fields, Firestore, FirestoreDocument, Precondition } from './firestore.ts';
import type { Turns } from './turns.ts';
import { int, intOf } from './values.ts';

const PATH = 'settings/channels';
const CACHE_MS = 15_000;

type Down = Awaited<ReturnType<ChannelStates['down']>>;

const downIn = (fields: Fields): Down =>
  Object.fromEntries(
    channelSchema.options.flatMap((channel): readonly [Channel, number][] => {
      const since = intOf(fields[channel]);
      return since === null ? [] : [[channel, since]];
    }),
  );

export interface ChannelStatesParts {
  readonly turns: Turns;
  readonly firestore: Firestore;
  readonly clock: Pick<Clock, 'now'>;
}

export function createChannelStates({ firestore, turns, clock }: ChannelStatesParts): ChannelStates {
  let known: { readonly readAt: number; readonly down: Promise<Down> } | null = null;
  const read = async (): Promise<FirestoreDocument | undefined> => (await firestore.get([PATH])).documents.get(PATH);

  function readAgain(): Promise<Down> {
    const mine = { readAt: clock.now(), down: read().then((stored) => downIn(stored?.fields ?? {})) };
    known = mine;
    mine.down.catch(() => {
      if (known === mine) known = null;
    });
    return mine.down;
  }
  return {
    down: () => (known !== null && clock.now() - known.readAt < CACHE_MS ? known.down : readAgain()),
    report: async (channel, downSince) => {
      await turns.at(PATH, async () => {
        const stored = await read();
        if ((intOf(stored?.fields[channel]) === null) === (downSince === null)) return 'committed';
        const fields = downSince === null ? {} : { [channel]: int(downSince) };
        return firestore.commit([{ kind: 'set', path: PATH, fields, mask: [channel], precondition: stateOf(stored) }]);
      });
      known = null;
    },
  };
}

const stateOf = (stored: FirestoreDocument | undefined): Precondition =>
  stored === undefined ? { exists: false } : { updateTime: stored.updateTime };
