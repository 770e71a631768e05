// What the search for tools asks of a machine, and the machine this runs on.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter } from 'node:path';

export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  exists(path: string): boolean;
  /** Names in a folder, in order; none where there is no such folder. */
  list(folder: string): readonly string[];
  /** The text of a file, or null. */
  text(path: string): string | null;
  /** Where links lead in the end; null where nothing is. */
  real(path: string): string | null;
  /** What a program prints, on both its outputs, or null where it cannot be run. */
  output(program: string, args: readonly string[]): string | null;
}

const PROGRAM_MS_MAX = 20_000;

const orElse = <T, E>(attempt: () => T, otherwise: E): T | E => {
  try {
    return attempt();
  } catch {
    return otherwise;
  }
};

export const thisMachine = (env: Machine['env'] = process.env): Machine => ({
  env,
  home: homedir(),
  exists: (path) =>
    orElse(() => {
      accessSync(path, constants.R_OK);
      return true;
    }, false),
  list: (folder) => orElse(() => readdirSync(folder).sort(), []),
  text: (path) => orElse(() => readFileSync(path, 'utf8'), null),
  real: (path) => orElse(() => realpathSync(path), null),
  output: (program, args) =>
    orElse(
      // `java -version` speaks on standard error.
      () =>
        execFileSync('/bin/sh', ['-c', 'exec "$0" "$@" 2>&1', program, ...args], {
          encoding: 'utf8',
          timeout: PROGRAM_MS_MAX,
        }),
      null,
    ),
});

/** Where a program lies on the PATH, links followed, or null. */
export function onPath({ env, exists, real }: Machine, program: string): string | null {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = folders.map((folder) => `${folder}/${program}`).find((path) => exists(path));
  return found === undefined ? null : real(found);
}
