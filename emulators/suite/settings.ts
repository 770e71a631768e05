// What the emulated project is called and how the emulators are set up: firebase.json with ports, and the environment.
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ADDRESS } from './ports.ts';
import type { Source, Tools } from './tools.ts';

/** Ids that begin with `demo-` never reach anything real. */
export const PROJECT_ID = 'demo-countersign';
/** Where the functions say that they are deployed, unless told otherwise. */
export const REGION = 'asia-south1';

export const EMULATORS = ['functions', 'firestore', 'pubsub', 'auth', 'hosting'] as const;
/** Those that firebase-tools starts beside them. */
const HELPERS = ['hub', 'logging', 'eventarc', 'tasks'] as const;

/** The folder of the project that Hosting serves: the dashboard as it was built for this start. */
export const PAGES = 'pages';

export type Emulator = (typeof EMULATORS)[number];
export type Ports = Readonly<Record<Emulator | (typeof HELPERS)[number] | 'firestoreWebsocket', number>>;
export const PORT_NAMES = [...EMULATORS, ...HELPERS, 'firestoreWebsocket'] as const;

/** The project's firebase.json, with these ports and nothing that watches files. */
export function configOf(firebaseJson: object, ports: Ports): object {
  const functions: unknown = Reflect.get(firebaseJson, 'functions') ?? [];
  const hosting: unknown = Reflect.get(firebaseJson, 'hosting');
  const codebases = (Array.isArray(functions) ? functions : [functions]) as readonly object[];
  const at = (name: keyof Ports): object => ({ host: ADDRESS, port: ports[name] });
  return {
    ...firebaseJson,
    // What runs is the build that was made for this start: files that change must not restart functions in mid-flight.
    functions: codebases.map(({ predeploy: _, ...codebase }: { predeploy?: unknown }) => ({
      ...codebase,
      ignore: ['**'],
    })),
    ...(typeof hosting === 'object' ? { hosting: { ...hosting, public: PAGES } } : {}),
    emulators: {
      ...Object.fromEntries([...EMULATORS, ...HELPERS].map((name) => [name, at(name)])),
      firestore: { ...at('firestore'), websocketPort: ports.firestoreWebsocket },
      ui: { enabled: false },
      // Tests of single parts take projects of their own.
      singleProjectMode: false,
    },
  };
}

/** Variables that lead client libraries to credentials, to a real project or to other emulators, or are ours alone. */
const NOT_PASSED =
  /^(?:GOOGLE_|GCLOUD_|GCP_|CLOUDSDK_|FIREBASE_|FUNCTIONS?_|K_|REGION$|NODE_OPTIONS$|NODE_V8_COVERAGE$|VITEST)|_EMULATOR_HOST$|_CREDENTIALS$/;
/** Where downloads are. */
const PASSED = new Set(['FIREBASE_EMULATORS_PATH']);
const isNotPassed = (name: string): boolean => NOT_PASSED.test(name) && !PASSED.has(name);
const LOCAL = `${ADDRESS},localhost`;

export type Environment = Readonly<Record<string, string>>;

export interface EnvironmentParts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly tools: Tools;
  /** Folder of Node's programs. */
  readonly bin: string;
  readonly project: {
    /** Where firebase-tools keeps what it remembers: not the user's, whose sign-in it must not use. */
    readonly configFolder: string;
    /** Programs of the emulators, by the variable that names them. */
    readonly programs: Environment;
  };
  /** Addresses of emulators that firebase-tools does not tell the functions of. */
  readonly hosts: Environment;
}

/** The environment of the emulators, and of the functions that they run. */
export function environmentOf({ env, tools, bin, project, hosts }: EnvironmentParts): Environment {
  const passed = Object.entries(env).filter(([name, value]) => value !== undefined && !isNotPassed(name));
  return {
    ...(Object.fromEntries(passed) as Environment),
    PATH: [bin, join(tools.java.home, 'bin'), env.PATH ?? ''].join(delimiter),
    JAVA_HOME: tools.java.home,
    // They live for minutes: compiling thoroughly would cost half of the time they use.
    JDK_JAVA_OPTIONS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
    ...project.programs,
    ...hosts,
    XDG_CONFIG_HOME: project.configFolder,
    // Asks nobody whether there is a newer version or news of the day.
    CI: 'true',
    NO_UPDATE_NOTIFIER: '1',
    // The clients would look for a machine in the cloud first.
    METADATA_SERVER_DETECTION: 'none',
    NO_PROXY: LOCAL,
    no_proxy: LOCAL,
    // The emulator starts a process for every request at the same time; more of them than this only take turns.
    FUNCTIONS_EMULATOR_PARALLEL: '4',
    // Seconds for a process to be there; on a busy machine it takes longer than the emulator would wait.
    FUNCTIONS_DISCOVERY_TIMEOUT: '120',
    // The code is compiled once, not by each of these processes.
    NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
  };
}

/** Files that have to be written for these sources: by variable, name and content. */
export interface Program {
  readonly variable: string;
  readonly name: string;
  readonly jar: string;
}
export function programsOf({ firestore, pubsub }: Tools): readonly Program[] {
  const made = (source: Source, variable: string, name: string): readonly Program[] =>
    source.kind === 'sdk' ? [{ variable, name, jar: source.jar }] : [];
  return [
    ...made(firestore, 'FIRESTORE_EMULATOR_BINARY_PATH', 'firestore.jar'),
    ...made(pubsub, 'PUBSUB_EMULATOR_BINARY_PATH', 'pubsub'),
  ];
}
