// What leases and the states of channels in Firestore do beyond their ports' contracts: lost answers, forgetting, caching.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_START } from '../contract/sample.ts';
import { Transient } from '../platform.ts';
import { createChannelStates } from './channel-states.ts';
import type { Firestore } from './firestore.ts';
import { createLeases } from './leases.ts';
import { type Emulated, openEmulated } from './testing/emulated.ts';

let emulated: Emulated;
beforeEach(() => {
  emulated = openEmulated();
});
afterEach(() => emulated.close());

describe('a lease', () => {
  const mine = { holder: 'mine', takenAt: SAMPLE_START };
  const theirs = { holder: 'theirs', takenAt: SAMPLE_START - 1 };

  it('is to be forgotten a week after it was taken', async () => {
    await createLeases(emulated).take('m-1', mine);
    const { documents } = await emulated.firestore.get(['sends/m-1']);
    const seconds = documents.get('sends/m-1')?.fields.forgetAt?.timestampValue?.seconds;
    expect(Number(String(seconds))).toBe(SAMPLE_START / 1_000 + 7 * 24 * 60 * 60);
  });

  /** Whose first write has no answer, whether it was made or not. */
  function unanswered(isMade: boolean): Firestore {
    let commits = 0;
    return {
      ...emulated.firestore,
      commit: async (writes) => {
        commits += 1;
        if (commits > 1 || isMade) await emulated.firestore.commit(writes);
        if (commits === 1) throw new Transient('deadline exceeded');
        return 'committed';
      },
    };
  }
  it.each([true, false])('that was asked for without an answer is found, or taken (made: %s)', async (isMade) => {
    const leases = createLeases({ ...emulated, firestore: unanswered(isMade) });
    expect(await leases.take('m-1', mine)).toEqual(mine);
    expect(await createLeases(emulated).take('m-1', theirs)).toEqual(mine);
  });

  it('that was asked for without an answer may be another’s', async () => {
    await createLeases(emulated).take('m-1', theirs);
    const leases = createLeases({ ...emulated, firestore: unanswered(false) });
    expect(await leases.take('m-1', mine)).toEqual(theirs);
  });

  it('cannot be taken while Firestore cannot be read', async () => {
    const get = async (): Promise<never> => Promise.reject(new Transient('unavailable'));
    const leases = createLeases({ ...emulated, firestore: { ...unanswered(false), get } });
    await expect(leases.take('m-1', mine)).rejects.toThrow(Transient);
  });
});

describe('the states of channels', () => {
  it('are read once in fifteen seconds, so that a report of another process is seen after that', async () => {
    let now = SAMPLE_START;
    let reads = 0;
    const firestore: Firestore = {
      ...emulated.firestore,
      get: async (paths) => {
        reads += 1;
        return emulated.firestore.get(paths);
      },
    };
    const here = createChannelStates({ ...emulated, firestore, clock: { now: () => now } });
    const there = createChannelStates(emulated.again());
    expect(await Promise.all([here.down(), here.down()])).toEqual([{}, {}]);
    await there.report('whatsapp', 7);
    now += 14_999;
    expect(await here.down()).toEqual({});
    expect(reads).toBe(1);
    now += 1;
    expect(await here.down()).toEqual({ whatsapp: 7 });
  });

  it('that could not be read are read again at the next question', async () => {
    let isDown = true;
    const get: Firestore['get'] = async (paths) => {
      if (isDown) throw new Transient('unavailable');
      return emulated.firestore.get(paths);
    };
    const states = createChannelStates({ ...emulated, firestore: { ...emulated.firestore, get } });
    await expect(states.down()).rejects.toThrow(Transient);
    isDown = false;
    expect(await states.down()).toEqual({});
  });

  it('know no channel but ours, whatever else somebody wrote there', async () => {
    const fields = { pigeon: { integerValue: 1 }, email: { stringValue: 'yes' } };
    await emulated.firestore.commit([{ kind: 'set', path: 'settings/channels', fields }]);
    expect(await createChannelStates(emulated).down()).toEqual({});
  });
});
