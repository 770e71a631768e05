// Timers on a Cloud Tasks emulator, delivered to the test as they are to the deployed function: over HTTP.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readTimerHint } from '../../../core/hints.ts';
import type { Fire, TimersSubject } from '../../contract/timers.ts';
import { createTimers, type GoogleTimers } from '../timers.ts';

export interface Target {
  /** Where to send timers to. */
  readonly url: string;
  close(): Promise<void>;
}

/** Fires what arrives; a failure is answered as such, and a message that cannot be read as one, too. */
export async function startTarget(fire: Fire): Promise<Target> {
  const server = createServer(async (request, response) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const hint = readTimerHint(JSON.parse(Buffer.concat(chunks).toString()).data);
      if (hint === null) throw new Error('not a timer');
      await fire(hint.instanceId, hint.timer);
      response.writeHead(204).end();
    } catch {
      response.writeHead(500).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/checkdeadlines`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface Surroundings {
  readonly projectId: string;
  /** `host:port` of the emulator. */
  readonly emulator: string;
  now(): number;
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function openTimers(fire: Fire, around: Surroundings): Promise<TimersSubject & { timers: GoogleTimers }> {
  const target = await startTarget(fire);
  const timers = createTimers({
    projectId: around.projectId,
    region: 'europe-west1',
    queue: 'checkdeadlines',
    url: target.url,
    emulator: around.emulator,
    clock: { now: () => around.now() },
  });
  return {
    timers,
    now: () => around.now(),
    pass: (ms) => around.pass(ms),
    close: async () => {
      await timers.close();
      await around.close();
      await target.close();
    },
  };
}
