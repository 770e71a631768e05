// Sends HTTP requests for a thread that waits: the script's services are synchronous, Node's are not.
import { parentPort } from 'node:worker_threads';
import type { HttpAnswer, HttpQuestion } from './http.ts';

const AT_ONCE = 20;

parentPort?.on('message', async ({ requests, port, signal }: HttpQuestion) => {
  const answers: HttpAnswer[] = [];
  const queue = [...requests.entries()];
  const run = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [at, { url, ...init }] = next;
      answers[at] = await fetch(url, { ...init, redirect: 'manual' }).then(
        async (response) => ({ code: response.status, text: await response.text() }),
        (error: unknown) => ({ code: 0, text: String(error) }),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
  port.postMessage(answers);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
