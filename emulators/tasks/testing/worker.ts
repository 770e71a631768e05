// A worker for tasks: an HTTP server that keeps what it was sent and answers what it is told to.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
/** The status to answer; a promise that never resolves is a worker that hangs. */
export type Answer = (received: Received) => number | Promise<number>;

export interface Worker {
  readonly url: string;
  /** In order of arrival. */
  readonly received: readonly Received[];
  onRequest(answer: Answer): void;
  close(): Promise<void>;
}

export async function startWorker(): Promise<Worker> {
  const received: Received[] = [];
  let answer: Answer = () => 200;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url: path = '', headers } = request;
    const one: Received = { method, path, headers, body: Buffer.concat(chunks) };
    received.push(one);
    response.writeHead(await answer(one)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/work`,
    received,
    onRequest: (given) => {
      answer = given;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
