// The Firebase CLI as a library: how it reads the functions and what it would upload. Its inner modules are named here alone.
import { readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import type { FunctionsConfig } from './firebase-json.ts';
import type { Endpoint } from './functions.ts';
import type { Parameter } from './parameters.ts';
import type { UploadedFile } from './upload.ts';

/** Where it is installed, from the root of the repository, and its command. */
export const TOOLS = 'emulators/node_modules/firebase-tools';
export const CLI = `${TOOLS}/lib/bin/firebase.js`;

/** What the functions declare; regions and figures may refer to parameters until these are known. */
export interface Build {
  readonly params: readonly Parameter[];
  readonly requiredAPIs: readonly { readonly api: string; readonly reason?: string }[];
  readonly requiredRoles?: readonly string[];
  readonly lifecycleHooks?: Readonly<Record<string, unknown>>;
}
interface Backend {
  readonly endpoints: Readonly<Record<string, Readonly<Record<string, Endpoint>>>>;
}
type ParamValues = Readonly<Record<string, object>>;
interface Modules {
  readonly runtimes: {
    getRuntimeDelegate(context: object): Promise<{
      validate(): Promise<void>;
      build(): Promise<void>;
      discoverBuild(config: object, env: Readonly<Record<string, string>>): Promise<Build>;
    }>;
  };
  readonly build: {
    toBackend(build: Build, values: ParamValues): Backend;
    envWithTypes(declared: readonly Parameter[], values: Readonly<Record<string, string>>): ParamValues;
  };
  readonly params: { resolveString(text: string, values: ParamValues): string };
  readonly prepare: { resolveCpuAndConcurrency(backend: Backend): void };
  readonly packaging: {
    prepareFunctionsUpload(
      projectDir: string,
      sourceDir: string,
      config: object,
      additional: readonly string[],
      runtimeConfig: undefined,
      options: { readonly exportType: 'zip' },
    ): Promise<{ readonly pathToSource: string; readonly hash: string }>;
  };
  readonly files: {
    readdirRecursive(options: {
      readonly path: string;
      readonly ignoreStrings: readonly string[];
    }): Promise<readonly { readonly name: string }[]>;
  };
  readonly env: { parseStrict(text: string): Record<string, string> };
  readonly listFiles: { listFiles(folder: string, ignore?: readonly string[]): readonly string[] };
  readonly logger: { readonly logger: { silent: boolean } };
}

const MODULES: Readonly<Record<keyof Modules, string>> = {
  runtimes: 'deploy/functions/runtimes/index.js',
  build: 'deploy/functions/build.js',
  params: 'deploy/functions/params.js',
  prepare: 'deploy/functions/prepare.js',
  packaging: 'deploy/functions/prepareFunctionsUpload.js',
  files: 'fsAsync.js',
  env: 'functions/env.js',
  listFiles: 'listFiles.js',
  logger: 'logger.js',
};

export interface Upload {
  readonly files: readonly UploadedFile[];
  readonly zippedBytes: number;
  /** The same source has the same hash: an unchanged function is not deployed again. */
  readonly hash: string;
}

export interface FirebaseTools {
  /** Runs the functions' index as a deployment would, and answers what it declares. No network. */
  discover(root: string, project: string, config: FunctionsConfig): Promise<Build>;
  endpoints(build: Build, values: Readonly<Record<string, string>>): readonly Endpoint[];
  resolveDefault(text: string, known: Readonly<Record<string, string>>): string;
  upload(root: string, config: FunctionsConfig): Promise<Upload>;
  parseEnv(text: string): Readonly<Record<string, string>>;
  hostingFiles(folder: string, ignore: readonly string[]): readonly string[];
}

/** Loads it from its folder, such as emulators/node_modules/firebase-tools. */
export function firebaseTools(folder: string): FirebaseTools {
  const require = createRequire(join(folder, 'package.json'));
  const load = <Name extends keyof Modules>(name: Name): Modules[Name] => require(join(folder, 'lib', MODULES[name]));
  // It logs what it does, in its own form; problems come as errors.
  load('logger').logger.silent = true;
  const values = (known: Readonly<Record<string, string>>): ParamValues => load('build').envWithTypes([], known);
  return {
    discover: async (root, project, { source, runtime }) => {
      const context = { projectId: project, projectDir: root, sourceDir: join(root, source), runtime };
      const delegate = await load('runtimes').getRuntimeDelegate(context);
      await delegate.validate();
      await delegate.build();
      // By a file rather than by a port of this machine.
      process.env.FIREBASE_FUNCTIONS_DISCOVERY_OUTPUT_PATH = 'true';
      const env = { FIREBASE_CONFIG: JSON.stringify({ projectId: project }), GCLOUD_PROJECT: project };
      return delegate.discoverBuild({}, env);
    },
    endpoints: (build, known) => {
      const backend = load('build').toBackend(build, load('build').envWithTypes(build.params, known));
      load('prepare').resolveCpuAndConcurrency(backend);
      return Object.values(backend.endpoints).flatMap((byName) => Object.values(byName));
    },
    resolveDefault: (text, known) => load('params').resolveString(text, values(known)),
    upload: (root, config) => upload(root, config, load),
    parseEnv: (text) => load('env').parseStrict(text),
    hostingFiles: (folder, ignore) => load('listFiles').listFiles(folder, ignore),
  };
}

async function upload(
  root: string,
  config: FunctionsConfig,
  load: <Name extends keyof Modules>(name: Name) => Modules[Name],
): Promise<Upload> {
  const source = join(root, config.source);
  // It adds its own patterns to the list that it is given, which are then the whole list.
  const ignore = [...(config.ignore ?? ['node_modules', '.git'])];
  const zip = await load('packaging').prepareFunctionsUpload(root, source, { ...config, ignore }, [], undefined, {
    exportType: 'zip',
  });
  const zippedBytes = statSync(zip.pathToSource).size;
  rmSync(zip.pathToSource);
  const found = await load('files').readdirRecursive({ path: source, ignoreStrings: ignore });
  const files = found
    .map(({ name }) => ({ path: relative(source, name).split(sep).join('/'), bytes: statSync(name).size }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, zippedBytes, hash: zip.hash };
}

/** Its version; null: it is not installed. */
export function versionIn(folder: string): string | null {
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string }).version;
  } catch {
    return null;
  }
}
