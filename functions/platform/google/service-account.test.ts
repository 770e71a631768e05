// The service account of a process, from a metadata server.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Transient } from '../platform.ts';
import { runtimeServiceAccount } from './service-account.ts';

let server: Server;
let url: string;
let answers: number[];
let asked: (string | undefined)[];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.headers['metadata-flavor']?.toString());
    response.writeHead(answers.shift() ?? 200).end('runner@sample-project.iam.gserviceaccount.com\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/email`;
});
afterAll(() => void server.close());
beforeEach(() => {
  answers = [];
  asked = [];
});

it('is asked once, as the metadata server wants to be asked', async () => {
  const account = runtimeServiceAccount({ url });
  const answered = await Promise.all([account(), account()]);
  expect(answered).toEqual(Array(2).fill('runner@sample-project.iam.gserviceaccount.com'));
  await account();
  expect(asked).toEqual(['Google']);
});
it('is asked again after a failure, which may be passing', async () => {
  answers = [503];
  const account = runtimeServiceAccount({ url });
  await expect(account()).rejects.toThrow(Transient);
  expect(await account()).toContain('@sample-project');
});
