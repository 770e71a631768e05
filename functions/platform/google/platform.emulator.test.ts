// The platform on Google Cloud as a whole: what it loads, and when.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { sampleCommit, sampleMessage, samplePublished, sampleUser } from '../contract/sample.ts';
import { openGooglePlatform } from './platform.ts';

const PROGRAM = `
  import { createRequire } from 'node:module';
  import { openGooglePlatform } from '${new URL('./platform.ts', import.meta.url).href}';
  const loaded = () => Object.keys(createRequire(import.meta.url).cache);
  const platform = openGooglePlatform({
    projectId: process.argv[1], region: 'r', topic: 't', queue: 'q', checkDeadlinesUrl: 'http://127.0.0.1:9/',
    log: { write: () => {} },
  });
  const { stored } = await platform.instances.read('i-1', 'u-1');
  const status = loaded();
  await platform.bus.publish({ instanceId: 'i-1', effectIds: [] }).catch(() => {});
  const published = loaded();
  await platform.close();
  process.stdout.write(JSON.stringify({ stored, status, published }));`;

it('a status query loads neither Pub/Sub nor Cloud Tasks nor authentication, and closing ends the process', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', PROGRAM, `demo-${randomUUID()}`],
    { env: { ...process.env, PUBSUB_EMULATOR_HOST: '127.0.0.1:9' } },
  );
  const { stored, status, published } = JSON.parse(stdout) as Record<string, readonly string[]>;
  const packagesOf = (paths: readonly string[] = []): ReadonlySet<string> =>
    new Set(paths.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(path)?.[1] ?? ''));
  expect(stored).toBeNull();
  expect(packagesOf(status)).toContain('@grpc/grpc-js');
  for (const heavy of ['@google-cloud/pubsub', '@google-cloud/tasks', 'google-auth-library', 'firebase-admin'])
    expect(packagesOf(status)).not.toContain(heavy);
  expect(packagesOf(published)).toContain('@google-cloud/pubsub');
  expect(packagesOf(published)).not.toContain('@google-cloud/tasks');
});

it('its stores are on one database: who is in the directory is read with an instance, and each keeps its own', async () => {
  const platform = openGooglePlatform({
    projectId: `demo-${randomUUID()}`,
    region: 'r',
    topic: 't',
    queue: 'q',
    checkDeadlinesUrl: 'http://127.0.0.1:9/',
    log: { write: () => {} },
  });
  const person = sampleUser({ id: 'sr-1' });
  await platform.directory.upsert(person);
  await platform.definitions.publish(samplePublished());
  await platform.records.update('orders', 'O-1', () => ({ status: 'open' }));
  await platform.channels.send(sampleMessage());
  await platform.routing.write({ role: 'sr', countedAt: 1, openCounts: { 'sr-1': 1 } });
  await platform.leases.take('m-1', { holder: 'h', takenAt: 1 });
  await platform.channelStates.report('whatsapp', 1);
  await platform.metrics.put({ workflowId: 'order-approval', date: '2026-03-01', figures: { ended: 1 } });
  const key = { keyId: 'k', keyVersion: 1, subject: 'person:c-1', wrapped: 'w', version: '1' };
  await platform.subjectKeys.create(key);
  expect(await platform.instances.commit(sampleCommit({ id: 'i-1' }))).toBe('committed');

  const { stored, user } = await platform.instances.read('i-1', 'sr-1');
  expect([stored?.document.instance.id, user]).toEqual(['i-1', person]);
  expect(await platform.definitions.list()).toEqual([samplePublished()]);
  expect(await platform.records.get('orders', 'O-1')).toEqual({ status: 'open' });
  expect(await platform.channels.messagesFor('sr-1')).toEqual([sampleMessage()]);
  expect((await platform.routing.read(['sr']))[0]?.openCounts).toEqual({ 'sr-1': 1 });
  expect(await platform.leases.take('m-1', { holder: 'other', takenAt: 2 })).toEqual({ holder: 'h', takenAt: 1 });
  expect(await platform.channelStates.down()).toEqual({ whatsapp: 1 });
  expect(await platform.metrics.list('order-approval', '2026-03-01', '2026-03-01')).toHaveLength(1);
  expect(await platform.subjectKeys.get('person:c-1')).toEqual(key);
  await platform.close();
});
