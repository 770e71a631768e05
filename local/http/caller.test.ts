// Who counts as a caller on this machine.
import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { isLoopback } from './caller.ts';

const request = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  ({ socket: { remoteAddress }, headers: { host: '127.0.0.1:8787', ...headers } }) as unknown as IncomingMessage;

it('is a connection from this machine, by a local name, from no foreign page, through no proxy', () => {
  for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])
    expect(isLoopback(request({}, address))).toBe(true);
  for (const host of ['localhost:8787', 'LOCALHOST', '[::1]:80', '127.0.0.1'])
    expect(isLoopback(request({ host }))).toBe(true);
  expect(isLoopback(request({ origin: 'http://127.0.0.1:8787' }))).toBe(true);
});

it('is nobody else', () => {
  for (const address of ['10.0.0.8', '::ffff:10.0.0.8', '2001:db8::1', '1127.0.0.1'])
    expect(isLoopback(request({}, address))).toBe(false);
  for (const host of ['', 'example.com', 'localhost.example.com', '127.0.0.1.example.com', '10.0.0.8'])
    expect(isLoopback(request({ host }))).toBe(false);
  for (const origin of ['null', 'http://example.com', 'https://127.0.0.1:8787', 'http://127.0.0.1:9999'])
    expect(isLoopback(request({ origin }))).toBe(false);
  for (const name of ['forwarded', 'x-forwarded-for', 'x-forwarded-host'])
    expect(isLoopback(request({ [name]: 'x' }))).toBe(false);
});
