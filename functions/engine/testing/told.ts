// A task that is told to one person by a provider that knows no key again, with the hints in the test's hands.
import type { JsonObject } from '../../core/json.ts';
import type { User } from '../../core/user.ts';
import type { Platform } from '../../platform/platform.ts';
import type { EngineOptions } from '../parts.ts';
import { as, createHarness, type Harness, person } from './harness.ts';
import { createProvider, type Provider } from './provider.ts';

export const MINUTE_MS = 60_000;

/** Lea has a telephone; max, the only other one who may be asked, has none. */
export const LEA = person('lea', ['lead'], { channel: 'whatsapp', phone: '+8801700000001' });
const PEOPLE: readonly User[] = [
  person('rita', ['requester']),
  person('des', ['designer']),
  person('ops', ['operator', 'admin']),
  person('ann', ['admin']),
  person('max', ['lead'], { channel: 'whatsapp' }),
];

export interface Told extends Harness {
  readonly instanceId: string;
  readonly provider: Provider;
  /** What was taken, as `channel: text`, in order. */
  words(): readonly string[];
  /** How the reader of each can decide, null where they cannot. */
  asks(): readonly unknown[];
  /** Of the messages to this person: channel and state, in order. */
  states(userId?: string): Promise<readonly string[]>;
  /** Ids of the effects that are pending. */
  pending(): Promise<readonly string[]>;
  /** Performs what is pending, as one delivery of the bus would. */
  perform(): Promise<void>;
  /** Minute after minute, with the sweep that each of them has. */
  sweepFor(minutes: number): Promise<void>;
}

export interface ToldOptions {
  readonly provider?: Provider;
  /** Where no message of the bus arrives, a test performs effects itself. */
  readonly isMute?: boolean;
  readonly people?: readonly User[];
  readonly steps?: readonly JsonObject[];
  readonly definition?: JsonObject;
  readonly data?: JsonObject;
  readonly also?: Partial<EngineOptions>;
  readonly wrap?: (platform: Platform) => Platform;
}

/** Says whether it may be a repetition, and, as its subject, how its reader can decide. */
const render: EngineOptions['render'] = ({ to, isReminder, ask }) => ({
  subject: JSON.stringify(ask ?? null),
  text: `${isReminder ? 'again' : 'first'} ${to.id}`,
});

export const SIGN: JsonObject = { id: 'sign', type: 'approval', assignedTo: 'user:lea' };

export async function tell({
  provider = createProvider(),
  isMute = false,
  people = [LEA],
  steps = [SIGN],
  definition = {},
  data = {},
  also = {},
  wrap = (platform) => platform,
}: ToldOptions = {}): Promise<Told> {
  const harness = await createHarness({
    people: [...PEOPLE, ...people],
    also: { render, ...also },
    wrap: (platform) =>
      wrap({
        ...platform,
        channels: provider.channels,
        ...(isMute ? { bus: { ...platform.bus, publish: async () => {} } } : {}),
      }),
  });
  const { engine, platform } = harness;
  await harness.define({ steps, ...definition });
  const started = await engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data });
  const instanceId = String(started.instanceId);
  await platform.idle();
  const instance = async () => (await platform.instances.read(instanceId)).stored?.document.instance;
  const pending = async (): Promise<readonly string[]> => Object.keys((await instance())?.effects ?? {});
  return {
    ...harness,
    instanceId,
    provider,
    words: () => provider.taken.map(({ channel, text }) => `${channel}: ${text}`),
    asks: () => provider.taken.map(({ subject }) => JSON.parse(subject)),
    states: async (userId = 'lea') =>
      Object.values((await instance())?.messages ?? {})
        .filter(({ to }) => to === userId)
        .map(({ channel, state }) => `${channel} ${state}`),
    pending,
    perform: async () => engine.performEffects({ instanceId, effectIds: await pending() }),
    sweepFor: async (minutes) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        await harness.advance(MINUTE_MS);
        await engine.sweep();
        if (isMute) await engine.performEffects({ instanceId, effectIds: await pending() });
        await platform.idle();
      }
    },
  };
}
