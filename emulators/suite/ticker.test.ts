// The scheduled functions are found and fired; a stack is waited for, but not in vain.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { freePorts, isFree } from './ports.ts';
import { answers, until } from './ready.ts';
import { fire, scheduledFunctions } from './ticker.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** Answers by path, and notes what was asked. */
async function serving(answer: (path: string) => { status?: number; body: string }) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { status = 200, body } = answer(request.url ?? '');
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const BACKENDS = {
  backends: [
    {
      directory: '/x',
      functionTriggers: [
        { id: 'r-api', name: 'api', httpsTrigger: {} },
        { id: 'r-sweep', name: 'sweep', schedule: { schedule: 'every 1 minutes' } },
      ],
    },
  ],
};

it('those that have a schedule are found among all functions, and fired at the emulator’s own address', async () => {
  const { url, asked } = await serving((path) => ({ body: path === '/backends' ? JSON.stringify(BACKENDS) : '' }));
  const address = { url, projectId: 'demo-x' };
  expect([...(await scheduledFunctions(address))]).toEqual([['sweep', 'r-sweep-0']]);
  await fire(address, 'r-sweep-0');
  expect(asked.at(-1)).toBe('POST /functions/projects/demo-x/triggers/r-sweep-0');
});

it('a schedule that failed is not taken for one that ran', async () => {
  const { url } = await serving(() => ({ status: 500, body: 'no' }));
  await expect(fire({ url, projectId: 'demo-x' }, 'r-sweep-0')).rejects.toThrow('r-sweep-0 answered 500: no');
});

it('a refusal is an answer, a page is none', async () => {
  expect(await answers((await serving(() => ({ status: 401, body: '{"error":{}}' }))).url)).toBe(true);
  server?.close();
  const { url } = await serving(() => ({ status: 404, body: '<html>' }));
  await expect(answers(url)).rejects.toThrow();
});

it('waiting ends when it is there, when there is nothing left to wait for, and when the time is over', async () => {
  const never = new Promise<void>(() => {});
  let asked = 0;
  const third = async (): Promise<boolean> => {
    if (asked++ === 0) throw new Error('not yet');
    return asked === 3;
  };
  expect(await until({ ask: third, ended: never, withinMs: 10_000 })).toBe('ready');
  const no = async (): Promise<boolean> => false;
  expect(await until({ ask: no, ended: new Promise((resolve) => setTimeout(resolve, 50)), withinMs: 10_000 })).toBe(
    'ended',
  );
  expect(await until({ ask: no, ended: never, withinMs: 20 })).toBe('late');
});

it('ports that are found are free and different; one in use is not free', async () => {
  const ports = await freePorts(5);
  expect(new Set(ports).size).toBe(5);
  expect(await Promise.all(ports.map(isFree))).toEqual([true, true, true, true, true]);
  const { url } = await serving(() => ({ body: '' }));
  expect(await isFree(Number(new URL(url).port))).toBe(false);
});
