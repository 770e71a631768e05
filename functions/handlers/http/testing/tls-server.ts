// A real https server on the loopback for tests, with a certificate for the names it is called by.
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { testCertificate } from './certificate.ts';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TlsServer {
  readonly port: number;
  /** PEM of the certificate, which is its own authority. */
  readonly ca: string;
  /** In order of arrival. */
  readonly received: readonly Received[];
  /** Connections accepted, whether or not a request came over them. */
  connections(): number;
  close(): Promise<void>;
}

export async function startTlsServer(
  hosts: readonly string[],
  answer: (received: Received, response: ServerResponse) => void,
): Promise<TlsServer> {
  const { cert, key } = testCertificate(hosts);
  const received: Received[] = [];
  let connections = 0;
  const server = createServer({ cert, key }, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const one: Received = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    received.push(one);
    answer(one, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    ca: cert,
    received,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
