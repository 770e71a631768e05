// The bus on Pub/Sub: a message is published at once, and publishing waits until the server has it.
import type { v1 } from '@google-cloud/pubsub';
import type { Bus } from '../platform.ts';
import { emulated, failureOf, INVALID_ARGUMENT, lazily, NOT_FOUND, PERMISSION_DENIED, within } from './rpc.ts';

export interface BusOptions {
  readonly projectId: string;
  /** The short name of the topic. */
  readonly topic: string;
  /** How long publishing may take. */
  readonly deadlineMs?: number;
  /** `host:port`; by default what PUBSUB_EMULATOR_HOST says. */
  readonly emulator?: string | undefined;
}

export interface GoogleBus extends Bus {
  close(): Promise<void>;
}

const DEADLINE_MS = 5_000;

/** The generated client, because the one above it gathers messages for a while before it sends them. */
export function createBus(options: BusOptions): GoogleBus {
  const { projectId, topic: id, deadlineMs = DEADLINE_MS } = options;
  const topic = `projects/${projectId}/topics/${id}`;
  const client = lazily(() => open(options));

  async function send(instanceId: string, data: Buffer): Promise<void> {
    const messages = [{ data, attributes: { instanceId } }];
    // Not tried again here: the sweeper heals what was not published.
    await (await client.get()).publish({ topic, messages }, { timeout: deadlineMs, retry: null });
  }

  return {
    publish: async ({ instanceId, effectIds }) => {
      const call = `Pub/Sub publish to ${topic}`;
      try {
        await within(deadlineMs, call, send(instanceId, Buffer.from(JSON.stringify({ instanceId, effectIds }))));
      } catch (error) {
        throw failureOf(call, error, NEXT);
      }
    },
    close: () => client.close(),
  };
}

const NEXT: Readonly<Record<number, string>> = {
  [INVALID_ARGUMENT]: 'the message is larger than Pub/Sub takes, or the name of the topic is not valid',
  [NOT_FOUND]: 'deploy the function that performs effects, which creates the topic, or correct its name',
  [PERMISSION_DENIED]: 'give the service account the role roles/pubsub.publisher',
};

async function open({
  projectId,
  emulator = process.env.PUBSUB_EMULATOR_HOST,
}: BusOptions): Promise<InstanceType<typeof v1.PublisherClient>> {
  const [pubsub, connection] = await Promise.all([import('@google-cloud/pubsub'), emulated(emulator)]);
  return new pubsub.v1.PublisherClient({ projectId, ...connection });
}
