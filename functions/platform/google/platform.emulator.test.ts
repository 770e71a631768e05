// The platform on Google Cloud as a whole: what it loads, and when.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

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
