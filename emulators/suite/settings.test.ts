// How the emulators are set up: nothing watches, nothing reaches the outside, nothing is inherited that leads there.
import { expect, it } from 'vitest';
import { configOf, environmentOf, PORT_NAMES, type Ports, programsOf } from './settings.ts';
import type { Tools } from './tools.ts';
import { wrapperJar } from './wrapper-jar.ts';

const ports = Object.fromEntries(PORT_NAMES.map((name, i) => [name, 5_000 + i])) as Ports;
const tools: Tools = {
  java: { home: '/jdk', major: 25 },
  firestore: { kind: 'sdk', jar: '/sdk/firestore emulator.jar' },
  pubsub: { kind: 'cached' },
};
const environment = (env: Readonly<Record<string, string>>) =>
  environmentOf({
    env,
    tools,
    bin: '/bin24',
    project: { configFolder: '/tmp/c', programs: { FIRESTORE_EMULATOR_BINARY_PATH: '/tmp/c/firestore.jar' } },
    hosts: { TASKS_EMULATOR_HOST: '127.0.0.1:1' },
  });

it('the project’s settings get ports on this machine only, pages of their own and no watching', () => {
  const firebaseJson = {
    functions: { source: '.', predeploy: ['npm run build'], ignore: ['x'] },
    hosting: { public: 'p', ignore: ['y'] },
  };
  const config = configOf(firebaseJson, ports) as Record<string, unknown>;
  expect(config.functions).toEqual([{ source: '.', ignore: ['**'] }]);
  expect(config.hosting).toEqual({ public: 'pages', ignore: ['y'] });
  expect(config.emulators).toMatchObject({
    functions: { host: '127.0.0.1', port: ports.functions },
    firestore: { host: '127.0.0.1', port: ports.firestore, websocketPort: ports.firestoreWebsocket },
    ui: { enabled: false },
  });
  expect(configOf({}, ports)).toMatchObject({ functions: [] });
});

it('what leads to credentials, real projects and other emulators is not inherited; the rest is', () => {
  const env = environment({
    GOOGLE_APPLICATION_CREDENTIALS: '/key.json',
    GCLOUD_PROJECT: 'real',
    FIREBASE_TOKEN: 't',
    FIRESTORE_EMULATOR_HOST: '127.0.0.1:2',
    TASKS_EMULATOR_HOST: '127.0.0.1:3',
    NODE_OPTIONS: '--x',
    FIREBASE_EMULATORS_PATH: '/cache',
    HOME: '/people/x',
    PATH: '/bin',
  });
  expect(
    Object.keys(env).filter((name) => /CREDENTIALS|PROJECT|TOKEN|FIRESTORE_EMULATOR_HOST|NODE_OPTIONS/.test(name)),
  ).toEqual([]);
  expect(env).toMatchObject({
    TASKS_EMULATOR_HOST: '127.0.0.1:1',
    FIREBASE_EMULATORS_PATH: '/cache',
    HOME: '/people/x',
    PATH: '/bin24:/jdk/bin:/bin',
    JAVA_HOME: '/jdk',
    METADATA_SERVER_DETECTION: 'none',
    XDG_CONFIG_HOME: '/tmp/c',
    FIRESTORE_EMULATOR_BINARY_PATH: '/tmp/c/firestore.jar',
  });
  expect(environment({}).PATH).toBe('/bin24:/jdk/bin:');
});

it('programs are made only for what comes from the SDK', () => {
  expect(programsOf(tools)).toEqual([
    { variable: 'FIRESTORE_EMULATOR_BINARY_PATH', name: 'firestore.jar', jar: '/sdk/firestore emulator.jar' },
  ]);
});

it('a wrapping jar says where the other jar is, in lines that a manifest may have', () => {
  const jar = '/a long way/to the place/where an installer/has put/cloud-firestore-emulator.jar';
  const bytes = Buffer.from(wrapperJar({ mainClass: 'com.example.Main', jar }));
  const nameLength = bytes.readUInt16LE(26);
  const manifest = bytes.subarray(30 + nameLength, 30 + nameLength + bytes.readUInt32LE(18)).toString();
  expect(bytes.subarray(30, 30 + nameLength).toString()).toBe('META-INF/MANIFEST.MF');
  expect(Math.max(...manifest.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(72);
  const unfolded = manifest.replaceAll('\r\n ', '').split('\r\n');
  expect(unfolded).toContain('Main-Class: com.example.Main');
  expect(unfolded).toContain(
    'Class-Path: file:///a%20long%20way/to%20the%20place/where%20an%20installer/has%20put/cloud-firestore-emulator.jar',
  );
  // The end of the directory says where the directory is, and the directory where the file is.
  const end = bytes.length - 22;
  const directory = bytes.readUInt32LE(end + 16);
  expect(bytes.subarray(directory, directory + 4).toString('latin1')).toBe('PK\x01\x02');
  expect(bytes.readUInt32LE(end + 12)).toBe(end - directory);
  expect(bytes.readUInt32LE(directory + 42)).toBe(0);
});
