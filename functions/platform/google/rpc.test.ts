// What Google's clients share: they open once, get another chance, and fail in the three ways.
import { expect, it } from 'vitest';
import { Transient } from '../platform.ts';
import { emulated, failureOf, lazily, within } from './rpc.ts';

function counting(outcomes: readonly (Error | null)[]) {
  const seen = { opened: 0, closed: 0 };
  const client = lazily(async () => {
    const failure = outcomes[seen.opened++] ?? null;
    return {
      initialize: async () => {
        if (failure !== null) throw failure;
      },
      close: async () => {
        seen.closed += 1;
      },
    };
  });
  return { client, seen };
}

it('a client opens with the first call, once for many', async () => {
  const { client, seen } = counting([]);
  expect(seen.opened).toBe(0);
  const [one, other] = await Promise.all([client.get(), client.get()]);
  expect(one).toBe(other);
  expect(seen.opened).toBe(1);
});

it('a client that could not get ready is followed by another one', async () => {
  const { client, seen } = counting([new Error('no credentials yet')]);
  await expect(client.get()).rejects.toThrow('no credentials yet');
  await client.get();
  expect(seen.opened).toBe(2);
});

it('closing closes what was opened, and nothing where nothing was', async () => {
  const { client, seen } = counting([]);
  await client.close();
  expect(seen).toEqual({ opened: 0, closed: 0 });
  await client.get();
  await client.close();
  await client.close();
  expect(seen).toEqual({ opened: 1, closed: 1 });
});

it('an emulator is an address without encryption; without one nothing is said', async () => {
  expect(await emulated('127.0.0.1:9499')).toMatchObject({ servicePath: '127.0.0.1', port: 9_499 });
  expect((await emulated('127.0.0.1:9499')).sslCreds?._isSecure()).toBe(false);
  expect(await emulated(undefined)).toEqual({});
  expect(await emulated('')).toEqual({});
});

it('work that takes too long is to be tried again; what it ends with in time is passed on', async () => {
  await expect(within(5, 'the call', new Promise(() => {}))).rejects.toThrow(Transient);
  expect(await within(5_000, 'the call', Promise.resolve(1))).toBe(1);
  await expect(within(5_000, 'the call', Promise.reject(new RangeError('own')))).rejects.toThrow(RangeError);
});

const coded = (code: unknown): Error => Object.assign(new Error('said'), { code });

it.each([1, 2, 4, 8, 10, 13, 14, 16, 'ECONNRESET', 'ENOTFOUND'])('code %s is to be tried again', (code) => {
  const failure = failureOf('the call', coded(code), {});
  expect(failure).toBeInstanceOf(Transient);
  expect(failure.message).toBe('the call: said');
});

it.each([3, 5, 7, 9, 11, 12, 15, undefined])('code %s is a defect', (code) => {
  const failure = failureOf('the call', coded(code), { 5: 'create it' });
  expect(failure).not.toBeInstanceOf(Transient);
  expect(failure.message).toBe(code === 5 ? 'the call: said (create it)' : 'the call: said');
});
