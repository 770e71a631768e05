// What a test of the emulator needs: the emulator, a worker, and Google's own client between them.
import { CloudTasksClient } from '@google-cloud/tasks';
import { type VirtualClock, virtualClock } from '../../../functions/platform/embedded/clock.ts';
import { emulated } from '../../../functions/platform/google/rpc.ts';
import { startTasksEmulator, type TasksEmulator, type TasksEmulatorOptions } from '../emulator.ts';
import { startWorker, type Worker } from './worker.ts';

export const START = Date.parse('2026-03-01T03:00:00.000Z');
export const PARENT = 'projects/demo-tasks/locations/europe-west1';
export const QUEUE = `${PARENT}/queues/timers`;
export const taskName = (id: string): string => `${QUEUE}/tasks/${id}`;

type NewTask = NonNullable<Parameters<CloudTasksClient['createTask']>[0]>['task'];

export interface Bench {
  readonly clock: VirtualClock;
  readonly emulator: TasksEmulator;
  readonly worker: Worker;
  readonly client: CloudTasksClient;
  advance(ms: number): Promise<void>;
  /** A task for the worker, due at once; answers its name. */
  create(task?: Partial<NonNullable<NewTask>>): Promise<string>;
  close(): Promise<void>;
}

/** Only the address and the credentials differ from production. */
export async function connect({ host, port }: Pick<TasksEmulator, 'host' | 'port'>): Promise<CloudTasksClient> {
  return new CloudTasksClient({ ...(await emulated(`${host}:${port}`)) });
}

export async function openBench(options: Partial<TasksEmulatorOptions> = {}): Promise<Bench> {
  const clock = virtualClock(START);
  const emulator = await startTasksEmulator({ port: 0, clock, ...options });
  const worker = await startWorker();
  const client = await connect(emulator);
  return {
    clock,
    emulator,
    worker,
    client,
    advance: (ms) => clock.advance(ms),
    create: async (task = {}) => {
      const [created] = await client.createTask({
        parent: QUEUE,
        task: { httpRequest: { url: worker.url }, ...task },
      });
      return created.name ?? '';
    },
    close: async () => {
      await client.close();
      await emulator.close();
      await worker.close();
    },
  };
}

/** As the client takes it: epoch ms as seconds and nanos. */
export const at = (ms: number): { readonly seconds: number; readonly nanos: number } => ({
  seconds: Math.floor(ms / 1_000),
  nanos: (ms % 1_000) * 1e6,
});
