// Finds what the emulators need on this machine, and says what is missing and how to get it.
import { dirname, join } from 'node:path';
import { findJava, JAVA_MAJOR_MIN, type Java } from './java.ts';
import { type Machine, onPath } from './machine.ts';

/** Where an emulator's program comes from. */
export type Source =
  /** A file that firebase-tools is told of by the environment. */
  | { readonly kind: 'set'; readonly path: string }
  /** firebase-tools downloaded it before. */
  | { readonly kind: 'cached' }
  /** A jar of the Google Cloud SDK. */
  | { readonly kind: 'sdk'; readonly jar: string }
  /** Nowhere yet: firebase-tools has to download it. */
  | { readonly kind: 'download' };

export interface Tools {
  readonly java: Java;
  readonly firestore: Source;
  readonly pubsub: Source;
}

export interface FirebaseTools {
  /** Names of the emulators' files in the folder of downloads, as the installed firebase-tools has them; null: unknown. */
  readonly downloads: { readonly firestore: string; readonly pubsub: string } | null;
}

/** What is needed, or in words what is missing. */
export function findTools(machine: Machine, { downloads }: FirebaseTools): Tools | { readonly missing: string } {
  const java = findJava(machine);
  if (java === null)
    return {
      missing: `the emulators need a JDK ${JAVA_MAJOR_MIN} or newer; install one (Debian: openjdk-${JAVA_MAJOR_MIN}-jre-headless, or temurin.net) or set JAVA_HOME`,
    };
  const root = findSdk(machine);
  const cache = machine.env.FIREBASE_EMULATORS_PATH ?? join(machine.home, '.cache/firebase/emulators');
  const source = (variable: string, download: string | undefined, jar: string | null): Source => {
    const path = machine.env[variable];
    if (path !== undefined && machine.exists(path)) return { kind: 'set', path };
    if (download !== undefined && machine.exists(join(cache, download))) return { kind: 'cached' };
    return jar === null ? { kind: 'download' } : { kind: 'sdk', jar };
  };
  return {
    java,
    firestore: source('FIRESTORE_EMULATOR_BINARY_PATH', downloads?.firestore, firestoreJar(machine, root)),
    pubsub: source('PUBSUB_EMULATOR_BINARY_PATH', downloads?.pubsub, pubsubJar(machine, root)),
  };
}

/** How to have the emulators where they cannot be downloaded. */
export const INSTALL_EMULATORS =
  'install the Google Cloud SDK and its components (gcloud components install cloud-firestore-emulator pubsub-emulator), or let firebase-tools download them from storage.googleapis.com';

/** Where installers put the SDK. */
const USUAL_ROOTS = [
  '/usr/lib/google-cloud-sdk',
  '/usr/share/google-cloud-sdk',
  '/usr/local/share/google-cloud-sdk',
  '/usr/local/google-cloud-sdk',
  '/opt/google-cloud-sdk',
  '/opt/homebrew/share/google-cloud-sdk',
  '/snap/google-cloud-cli/current',
];

/** The SDK's folder that has emulators, or null. Asking gcloud itself takes a second, so it comes last. */
function findSdk(machine: Machine): string | null {
  const gcloud = onPath(machine, 'gcloud');
  const besides = gcloud === null ? [] : [dirname(dirname(gcloud))];
  const roots = [machine.env.CLOUDSDK_ROOT ?? '', ...besides, ...USUAL_ROOTS, join(machine.home, 'google-cloud-sdk')];
  const hasEmulators = (root: string): boolean =>
    root !== '' && (firestoreJar(machine, root) !== null || pubsubJar(machine, root) !== null);
  const found = roots.find(hasEmulators);
  if (found !== undefined || gcloud === null) return found ?? null;
  const told = machine.output(gcloud, ['info', '--format=value(installation.sdk_root)'])?.trim() ?? '';
  return hasEmulators(told) ? told : null;
}

function firestoreJar(machine: Machine, root: string | null): string | null {
  const jar = join(root ?? '', 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar');
  return root !== null && machine.exists(jar) ? jar : null;
}

/** Its name carries its version. */
function pubsubJar(machine: Machine, root: string | null): string | null {
  const folder = join(root ?? '', 'platform/pubsub-emulator/lib');
  const name = root === null ? undefined : machine.list(folder).findLast((one) => one.endsWith('-all.jar'));
  return name === undefined ? null : join(folder, name);
}
