// Stands for Identity Toolkit: takes what is documented, and answers a token that the real server knows. A thread of its
// own, since the test's own thread waits while the add-on asks. `POST /spoil` sets the next answers, `GET /exchanges` tells.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

const { url: engine } = workerData as { readonly url: string };
let exchanges: object[] = [];
let spoilt: object[] = [];

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function tokenOf(userId: string): Promise<string> {
  const body = JSON.stringify({ data: { userId } });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${engine}/api/signIn`, { method: 'POST', headers, body });
  return ((await answer.json()) as { result: { token: string } }).result.token;
}

async function answer(request: IncomingMessage): Promise<unknown> {
  const body = await bodyOf(request);
  if (request.url === '/exchanges') {
    const told = exchanges;
    exchanges = [];
    return told;
  }
  const sent = JSON.parse(body);
  if (request.url === '/spoil') {
    spoilt = sent;
    return {};
  }
  exchanges.push({ url: request.url, body: sent });
  const userId = /^id_token=google-(.+)&providerId=google\.com$/.exec(String(sent.postBody))?.[1] ?? '';
  return spoilt.shift() ?? { idToken: await tokenOf(userId), expiresIn: '3600', localId: userId };
}

const server = createServer((request, response) => {
  void answer(request).then((told) => response.end(JSON.stringify(told)));
});
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
