// The folder that the emulators run in: the project as it will be uploaded, built for this start, with its own settings.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import company from '../../definitions/company.json' with { type: 'json' };
import { resolveConfig } from '../../functions/config.ts';
import { configOf, type Environment, PAGES, type Ports, PROJECT_ID, programsOf } from './settings.ts';
import type { Tools } from './tools.ts';
import { wrapperJar } from './wrapper-jar.ts';

export const ROOT = join(import.meta.dirname, '..', '..');
const FIRESTORE_MAIN = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';

/** Not linked: made anew, no part of the project, written to, or the settings of somebody's real project. */
const OWN = /^(?:firebase\.json|lib|\.git|\.secret\.local|coverage|\.env(?:\..*)?)$/;

export interface Project {
  readonly folder: string;
  /** Where the compiler has to put its output. */
  readonly lib: string;
  /** Where the built dashboard goes. */
  readonly pages: string;
  readonly configFolder: string;
  readonly programs: Environment;
}

/**
 * A new folder with links to all of the project. Tools write into the folder they run in, and functions must not change
 * under a test because somebody edits a file; neither happens to the project itself this way.
 */
export function layOut(root: string, tools: Tools, ports: Ports): Project {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-emulators-'));
  for (const name of readdirSync(root)) if (!OWN.test(name)) symlinkSync(join(root, name), join(folder, name));
  const config = configOf(JSON.parse(readFileSync(join(root, 'firebase.json'), 'utf8')), ports);
  writeFileSync(join(folder, 'firebase.json'), JSON.stringify(config, null, 2));
  // Secrets that are not here would be asked of the real Secret Manager.
  writeFileSync(join(folder, '.secret.local'), secrets());
  const configFolder = join(folder, '.config');
  mkdirSync(configFolder);
  const programs = writePrograms(configFolder, tools);
  return { folder, lib: join(folder, 'lib'), pages: join(folder, PAGES), configFolder, programs };
}

/** As a demo project has them; a secret for other hosts is nothing that any host would take. */
function secrets(): string {
  const { masterKeys, linkKeys } = resolveConfig({ GCLOUD_PROJECT: PROJECT_ID });
  const posts = Object.keys(company.http.secrets).map((name) => `COUNTERSIGN_SECRET_${name}=demo`);
  const links = `LINK_KEYS='${JSON.stringify(linkKeys)}'`;
  return [`MASTER_KEYS='${masterKeys}'`, links, 'WEBHOOKS={}', ...posts, ''].join('\n');
}

/** Answers the variables that name the emulators' programs, where firebase-tools does not have its own. */
function writePrograms(folder: string, tools: Tools): Environment {
  const programs: Record<string, string> = {};
  for (const { variable, name, jar } of programsOf(tools)) {
    const path = join(folder, name);
    writeFileSync(path, name.endsWith('.jar') ? wrapperJar({ mainClass: FIRESTORE_MAIN, jar }) : scriptFor(tools, jar));
    chmodSync(path, 0o755);
    programs[variable] = path;
  }
  for (const [variable, source] of [
    ['FIRESTORE_EMULATOR_BINARY_PATH', tools.firestore],
    ['PUBSUB_EMULATOR_BINARY_PATH', tools.pubsub],
  ] as const)
    if (source.kind === 'set') programs[variable] = source.path;
  return programs;
}

/** Becomes Java itself, the one that was found, so that a signal for the script is one for the emulator. */
const scriptFor = ({ java }: Tools, jar: string): string =>
  `#!/bin/sh\nexec ${quoted(join(java.home, 'bin/java'))} -jar ${quoted(jar)} "$@"\n`;
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
