// Finding the tools on machines of every kind; the machines are made up.
import { describe, expect, it } from 'vitest';
import { findJava } from './java.ts';
import type { Machine } from './machine.ts';
import { findTools } from './tools.ts';

const FIREBASE = { downloads: { firestore: 'firestore-v1.jar', pubsub: 'pubsub-1/bin/pubsub' } };

interface Fake {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Machine['env'];
  readonly links?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
}
function machine({ files = {}, env = {}, links = {}, outputs = {} }: Fake): Machine {
  const names = [...Object.keys(files), ...Object.keys(links)];
  return {
    env,
    home: '/people/x',
    exists: (path) => names.includes(path),
    list: (folder) => [
      ...new Set(
        names
          .filter((name) => name.startsWith(`${folder}/`))
          .map((name) => name.slice(folder.length + 1).split('/')[0]!),
      ),
    ],
    text: (path) => files[path] ?? null,
    real: (path) => links[path] ?? (names.includes(path) ? path : null),
    output: (program, args) => outputs[[program, ...args].join(' ')] ?? null,
  };
}
const jdk = (home: string, version: string): Readonly<Record<string, string>> => ({
  [`${home}/bin/java`]: '',
  [`${home}/release`]: `IMPLEMENTOR="X"\nJAVA_VERSION="${version}"\n`,
});
const sdk = (root: string): Readonly<Record<string, string>> => ({
  [`${root}/platform/cloud-firestore-emulator/cloud-firestore-emulator.jar`]: '',
  [`${root}/platform/pubsub-emulator/lib/cloud-pubsub-emulator-0.8.20-all.jar`]: '',
});

describe('a JDK', () => {
  it('is the one of JAVA_HOME where that is new enough', () => {
    const files = { ...jdk('/opt/jdk', '21.0.2'), ...jdk('/usr/lib/jvm/25', '25.0.1') };
    expect(findJava(machine({ files, env: { JAVA_HOME: '/opt/jdk' } }))).toEqual({ home: '/opt/jdk', major: 21 });
  });
  it('is that of the java on the PATH, links followed, before others that are installed', () => {
    const files = { ...jdk('/opt/jdk-22', '22'), ...jdk('/usr/lib/jvm/25', '25.0.1') };
    const links = { '/usr/bin/java': '/opt/jdk-22/bin/java' };
    expect(findJava(machine({ files, links, env: { PATH: '/bin:/usr/bin' } }))?.home).toBe('/opt/jdk-22');
  });
  it('is the newest of those installed where java is an old one', () => {
    const files = {
      ...jdk('/usr/lib/jvm/17', '17.0.15'),
      ...jdk('/usr/lib/jvm/21', '21.0.5'),
      ...jdk('/usr/lib/jvm/25', '25.0.3'),
      ...jdk('/usr/lib/jvm/8', '1.8.0_402'),
    };
    const links = { '/usr/bin/java': '/usr/lib/jvm/17/bin/java' };
    const env = { PATH: '/usr/bin', JAVA_HOME: '/usr/lib/jvm/8' };
    expect(findJava(machine({ files, links, env }))).toEqual({ home: '/usr/lib/jvm/25', major: 25 });
  });
  it('is asked for its version where no file says it', () => {
    const files = { '/usr/lib/jvm/a/bin/java': '' };
    const outputs = { '/usr/lib/jvm/a/bin/java -version': 'openjdk version "24.0.1" 2025-04-15\nOpenJDK Runtime' };
    expect(findJava(machine({ files, outputs }))?.major).toBe(24);
  });
  it('is found in the folders that a Mac has', () => {
    const home = '/Library/Java/JavaVirtualMachines/temurin-21.jdk/Contents/Home';
    expect(findJava(machine({ files: jdk(home, '21') }))?.home).toBe(home);
  });
  it('is looked for in COUNTERSIGN_JVM_PATHS instead of the usual folders', () => {
    const files = { ...jdk('/usr/lib/jvm/25', '25'), ...jdk('/a/21', '21'), ...jdk('/b/23', '23') };
    expect(findJava(machine({ files, env: { COUNTERSIGN_JVM_PATHS: '/a:/b' } }))?.home).toBe('/b/23');
    expect(findJava(machine({ files, env: { COUNTERSIGN_JVM_PATHS: '' } }))).toBeNull();
  });
  it.each([{}, { files: jdk('/usr/lib/jvm/20', '20.0.2') }, { files: { '/usr/lib/jvm/x/bin/java': '' } }])(
    'that is too old, says nothing or is not there is none (%#)',
    (fake) => expect(findJava(machine(fake))).toBeNull(),
  );
});

describe('the tools', () => {
  const java = jdk('/usr/lib/jvm/25', '25');
  const found = (fake: Fake, firebase: Parameters<typeof findTools>[1] = FIREBASE) =>
    findTools(machine({ ...fake, files: { ...java, ...fake.files } }), firebase);

  it('without a JDK are missing, and it is said how to get one', () => {
    expect(findTools(machine({ files: sdk('/usr/lib/google-cloud-sdk') }), FIREBASE)).toEqual({
      missing: expect.stringMatching(/JDK 21 or newer.*install.*JAVA_HOME/),
    });
  });
  it.each([
    ['CLOUDSDK_ROOT', { files: sdk('/sdk'), env: { CLOUDSDK_ROOT: '/sdk' } }, '/sdk'],
    ['a usual place', { files: sdk('/usr/lib/google-cloud-sdk') }, '/usr/lib/google-cloud-sdk'],
    ['the home folder', { files: sdk('/people/x/google-cloud-sdk') }, '/people/x/google-cloud-sdk'],
    [
      'beside gcloud',
      { files: sdk('/o/sdk'), links: { '/b/gcloud': '/o/sdk/bin/gcloud' }, env: { PATH: '/b' } },
      '/o/sdk',
    ],
    [
      'where gcloud says',
      {
        files: { ...sdk('/far/sdk'), '/b/gcloud': '' },
        env: { PATH: '/b' },
        outputs: { '/b/gcloud info --format=value(installation.sdk_root)': '/far/sdk\n' },
      },
      '/far/sdk',
    ],
  ] as const)('are taken from the SDK in %s', (_where, fake: Fake, root) => {
    expect(found(fake)).toEqual({
      java: { home: '/usr/lib/jvm/25', major: 25 },
      firestore: { kind: 'sdk', jar: `${root}/platform/cloud-firestore-emulator/cloud-firestore-emulator.jar` },
      pubsub: { kind: 'sdk', jar: `${root}/platform/pubsub-emulator/lib/cloud-pubsub-emulator-0.8.20-all.jar` },
    });
  });
  it('that firebase-tools has downloaded before come first', () => {
    const cache = '/people/x/.cache/firebase/emulators';
    const files = { ...sdk('/usr/lib/google-cloud-sdk'), [`${cache}/firestore-v1.jar`]: '' };
    expect(found({ files })).toMatchObject({ firestore: { kind: 'cached' }, pubsub: { kind: 'sdk' } });
    expect(found({ files }, { downloads: null })).toMatchObject({ firestore: { kind: 'sdk' } });
    const env = { FIREBASE_EMULATORS_PATH: '/cache' };
    expect(found({ files: { '/cache/pubsub-1/bin/pubsub': '' }, env })).toMatchObject({ pubsub: { kind: 'cached' } });
  });
  it('that the environment names are taken as they are', () => {
    const env = { FIRESTORE_EMULATOR_BINARY_PATH: '/f.jar', PUBSUB_EMULATOR_BINARY_PATH: '/not/there' };
    expect(found({ files: { '/f.jar': '' }, env })).toMatchObject({
      firestore: { kind: 'set', path: '/f.jar' },
      pubsub: { kind: 'download' },
    });
  });
  it('that are nowhere have to be downloaded', () => {
    const files = { '/b/gcloud': '' };
    expect(found({ files, env: { PATH: '/b' } })).toMatchObject({
      firestore: { kind: 'download' },
      pubsub: { kind: 'download' },
    });
  });
});
