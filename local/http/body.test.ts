// Bodies: read to their end or not at all, and an answer that arrives although the client still sends.
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { answerUnread, readBody } from './body.ts';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});
async function listening(bytesMax: number): Promise<number> {
  server = createServer(async (request, response) => {
    const body = await readBody(request, bytesMax);
    if (body === null) return answerUnread(request, response, { status: 429, type: 'text/plain', text: 'too large' });
    response.end(`${body.length} bytes`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
/** Everything the server says until it closes the connection. */
function raw(port: number, ...parts: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
    for (const part of parts) socket.write(part);
  });
}
const head = (length: string): string => `POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${length}\r\n\r\n`;

it('a body up to the limit is read whole', async () => {
  const port = await listening(10);
  expect(await raw(port, head('content-length: 10'), '01234', '56789')).toContain('10 bytes');
});

it('one above it is refused by its announced length, before a byte of it', async () => {
  const port = await listening(10);
  expect(await raw(port, head('content-length: 11'), '01234567890')).toMatch(/^HTTP\/1\.1 429.*too large$/s);
});

it('one that does not say its length is refused where it passes the limit, and the answer arrives', async () => {
  const port = await listening(10);
  const chunk = `${(100_000).toString(16)}\r\n${'x'.repeat(100_000)}\r\n`;
  expect(await raw(port, head('transfer-encoding: chunked'), chunk, chunk, '0\r\n\r\n')).toContain('too large');
});

it('a client that never stops sending is cut off', async () => {
  const port = await listening(10);
  const chunk = `${(1_000_000).toString(16)}\r\n${'x'.repeat(1_000_000)}\r\n`;
  const answer = await raw(port, head('transfer-encoding: chunked'), ...Array.from({ length: 12 }, () => chunk)).catch(
    () => 'cut off',
  );
  expect(answer).toMatch(/too large|cut off/);
});
