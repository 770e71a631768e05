// Real HTTP from a thread that waits for it, as `UrlFetchApp` does.
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';

export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
/** code 0: nobody answered; the text says why. */
export interface HttpAnswer {
  readonly code: number;
  readonly text: string;
}
export interface HttpQuestion {
  readonly requests: readonly HttpRequest[];
  readonly port: MessagePort;
  readonly signal: Int32Array;
}

const WAIT_MS = 20_000;

export interface Http {
  send(requests: readonly HttpRequest[]): readonly HttpAnswer[];
  close(): Promise<void>;
}

export function openHttp(): Http {
  const worker = new Worker(new URL('./http-worker.ts', import.meta.url), { execArgv: [] });
  worker.unref();
  return {
    send(requests) {
      const signal = new Int32Array(new SharedArrayBuffer(4));
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ requests, port: port2, signal }, [port2]);
      if (Atomics.wait(signal, 0, 0, WAIT_MS) === 'timed-out') throw new Error('no answer within 20 s');
      const received = receiveMessageOnPort(port1);
      port1.close();
      return (received?.message ?? []) as readonly HttpAnswer[];
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
