// A small Cloud Tasks for development and tests: the real gRPC service, on a real or a virtual clock.
// It does not model rates (maxDispatchesPerSecond), App Engine targets, access policies and updates of queues.
import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { type EmbeddedClock, realClock, type VirtualClock } from '../../functions/platform/embedded/clock.ts';
import type { DroppedTask, Queue } from './queue.ts';
import { createQueues, type QueueSettings } from './queues.ts';
import { Refused } from './refusal.ts';
import { queueMethods, taskMethods } from './service.ts';
import type { Task } from './task-list.ts';
import { loadService } from './wire.ts';

export interface TasksEmulatorOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly host?: string;
  /** By default the machine's. */
  readonly clock?: EmbeddedClock | VirtualClock;
  /** Whether a task creates the queue it names, where there is none; by default it does. */
  readonly autoCreateQueues?: boolean;
  /** Of queues that are created that way. */
  readonly queueSettings?: QueueSettings;
  /** How long a virtual clock waits, in real time, for workers to answer before it moves on without them. */
  readonly patienceMs?: number;
}

export interface QueueReport {
  readonly name: string;
  readonly isPaused: boolean;
  readonly tasks: readonly Task[];
  /** Tasks that were given up after their last attempt. */
  readonly dropped: readonly DroppedTask[];
}

export interface TasksEmulator {
  readonly host: string;
  readonly port: number;
  /** Only on a virtual clock: lets this much time go by, with everything that is due in it. */
  readonly advance?: (ms: number) => Promise<void>;
  queues(): readonly QueueReport[];
  /** Ends what runs and forgets everything. */
  close(): Promise<void>;
}

const PATIENCE_MS = 1_000;

export async function startTasksEmulator({
  port,
  host = '127.0.0.1',
  clock = realClock(),
  autoCreateQueues = true,
  queueSettings = {},
  patienceMs = PATIENCE_MS,
}: TasksEmulatorOptions): Promise<TasksEmulator> {
  const queues = createQueues({ clock, autoCreate: autoCreateQueues ? queueSettings : null });
  const methods = { ...queueMethods(queues), ...taskMethods(queues, () => clock.now()) };
  const server = new Server();
  server.addService(loadService(), implementation(methods));
  const bound = await listen(server, `${host}:${port}`);
  const virtual = 'advance' in clock ? clock : null;
  const unhook = virtual?.settleWith(settling(queues.all, patienceMs)) ?? (() => {});
  return {
    host,
    port: bound,
    ...(virtual === null ? {} : { advance: (ms) => virtual.advance(ms) }),
    queues: () => queues.all().map(report),
    close: async () => {
      unhook();
      for (const queue of queues.all()) queue.close();
      server.forceShutdown();
      await Promise.all(queues.all().flatMap((queue) => [...queue.running()]));
    },
  };
}

/** Each answers or throws `Refused`. */
type Method = (request: never) => object;

function implementation(methods: Readonly<Record<string, Method>>): UntypedServiceImplementation {
  const handlerOf =
    (method: Method): handleUnaryCall<unknown, object> =>
    ({ request }, answer) => {
      try {
        answer(null, method(request as never));
      } catch (error) {
        if (error instanceof Refused) answer({ code: error.code, details: error.details });
        else answer({ code: status.INTERNAL, details: String(error) });
      }
    };
  return Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, handlerOf(method)]));
}

const listen = (server: Server, address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });

/** Waits until nothing is due and nothing runs. Workers that hang are waited for once, then left to their deadlines. */
function settling(queues: () => readonly Queue[], patienceMs: number): () => Promise<void> {
  const left = new WeakSet<Promise<void>>();
  return async () => {
    for (;;) {
      const running = queues().flatMap((queue) => [...queue.running()].filter((run) => !left.has(run)));
      if (running.length === 0 && !queues().some((queue) => queue.isDue())) return;
      // What is due begins in one of the next turns.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (running.length > 0 && !(await oneEnds(running, patienceMs))) for (const run of running) left.add(run);
    }
  };
}

async function oneEnds(running: readonly Promise<void>[], withinMs: number): Promise<boolean> {
  const { promise: patience, resolve } = Promise.withResolvers<boolean>();
  const timeout = setTimeout(() => resolve(false), withinMs);
  try {
    return await Promise.race([...running.map((run) => run.then(() => true)), patience]);
  } finally {
    clearTimeout(timeout);
  }
}

const report = (queue: Queue): QueueReport => ({
  name: queue.name,
  isPaused: queue.isPaused(),
  tasks: queue.tasks.all(),
  dropped: queue.dropped(),
});
