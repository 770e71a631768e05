// What the inbox and the outbox page read.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sampleMessage, sampleUser } from '../contract/sample.ts';
import { type Database, openDatabase } from './database.ts';
import { createOutbox, type Outbox } from './outbox.ts';

let database: Database;
let outbox: Outbox;
beforeEach(() => {
  database = openDatabase({ file: ':memory:' });
  outbox = createOutbox(database);
});
afterEach(() => database.close());

it('a person reads their own messages of every channel, whole and newest first', async () => {
  const mine = sampleMessage({ key: 'a', channel: 'email' });
  const other = sampleMessage({ key: 'b', to: sampleUser({ id: 'sr-2' }) });
  const newer = sampleMessage({ key: 'c', channel: 'in_app' });
  for (const message of [mine, other, newer]) await outbox.send(message);
  expect(await outbox.messagesFor('sr-1')).toEqual([newer, mine]);
  expect(await outbox.messagesFor('sr-1', 1)).toEqual([newer]);
  expect(await outbox.messagesFor('nobody')).toEqual([]);
  expect(await outbox.all(10)).toEqual([newer, other, mine]);
  expect(await outbox.all(2)).toEqual([newer, other]);
});

it('a message keeps its page, and says by its channel whether it has arrived', async () => {
  const states: unknown[] = [];
  for (const channel of ['whatsapp', 'email', 'in_app'] as const) {
    const delivery = await outbox.send(sampleMessage({ key: channel, channel, html: '<a href="https://x.test/#k">' }));
    states.push([channel, delivery.ok && delivery.state, outbox.traits(channel), outbox.echoOf(sampleMessage())]);
  }
  expect(states).toEqual([
    ['whatsapp', 'delivered', { honoursKeys: true, reports: 'maybe' }, null],
    ['email', 'sent', { honoursKeys: true, reports: 'never' }, null],
    ['in_app', 'delivered', { honoursKeys: true, reports: 'never' }, null],
  ]);
  for (const { html } of await outbox.all(3)) expect(html).toBe('<a href="https://x.test/#k">');
});

it('sending a key again changes neither its text nor its place', async () => {
  await outbox.send(sampleMessage({ key: 'a', text: 'first' }));
  await outbox.send(sampleMessage({ key: 'b' }));
  await outbox.send(sampleMessage({ key: 'a', text: 'again', to: sampleUser({ id: 'sr-2' }) }));
  expect((await outbox.all(10)).map(({ key, text }) => [key, text])).toEqual([
    ['b', 'Order O-1 waits for you.'],
    ['a', 'first'],
  ]);
  expect(await outbox.messagesFor('sr-2')).toEqual([]);
});

it('a kept message is called what sending it answered, and says where it stands among the others', async () => {
  const first = await outbox.send(sampleMessage({ key: 'a' }));
  const second = await outbox.send(sampleMessage({ key: 'b', to: sampleUser({ id: 'sr-2' }) }));
  const kept = await outbox.kept({ limit: 10 });
  expect(kept.map(({ providerId }) => providerId)).toEqual([second, first].map((sent) => sent.ok && sent.providerId));
  expect(kept[0]!.position).toBeGreaterThan(kept[1]!.position);
  expect(await outbox.kept({ limit: 1 })).toEqual([kept[0]]);
  expect(await outbox.kept({ userId: 'sr-1', limit: 10 })).toEqual([kept[1]]);
});
