// Finds a JDK that the emulators accept: Firestore and Pub/Sub want Java 21 or newer, and `java` is often an older one.
import { delimiter, dirname, join } from 'node:path';
import { type Machine, onPath } from './machine.ts';

export const JAVA_MAJOR_MIN = 21;

export interface Java {
  /** What JAVA_HOME has to say. */
  readonly home: string;
  readonly major: number;
}

/** Where systems keep JDKs, each in a folder of its own. COUNTERSIGN_JVM_PATHS names other places instead. */
const JVM_FOLDERS = ['/usr/lib/jvm', '/opt/java', '/Library/Java/JavaVirtualMachines'];

/** The first of JAVA_HOME and the `java` on the PATH that is new enough, else the newest of those installed. */
export function findJava(machine: Machine): Java | null {
  const { JAVA_HOME, COUNTERSIGN_JVM_PATHS } = machine.env;
  const program = onPath(machine, 'java');
  const named = [JAVA_HOME ?? '', program === null ? '' : dirname(dirname(program))].filter((home) => home !== '');
  const folders = COUNTERSIGN_JVM_PATHS?.split(delimiter) ?? [
    ...JVM_FOLDERS,
    join(machine.home, '.sdkman/candidates/java'),
  ];
  const installed = folders.flatMap((folder) => machine.list(folder).map((name) => join(folder, name)));
  const [first] = named.flatMap((home) => javaAt(machine, home)).filter(isNewEnough);
  const [newest] = installed
    // A Mac keeps the JDK proper two folders further in.
    .flatMap((folder) => [folder, join(folder, 'Contents/Home')])
    .flatMap((home) => javaAt(machine, home))
    .filter(isNewEnough)
    .sort((a, b) => b.major - a.major);
  return first ?? newest ?? null;
}

const isNewEnough = ({ major }: Java): boolean => major >= JAVA_MAJOR_MIN;

function javaAt(machine: Machine, home: string): readonly Java[] {
  const program = join(home, 'bin/java');
  if (!machine.exists(program)) return [];
  const release = /^JAVA_VERSION="([^"]+)"/m.exec(machine.text(join(home, 'release')) ?? '')?.[1];
  const version = release ?? /version "([^"]+)"/.exec(machine.output(program, ['-version']) ?? '')?.[1];
  const major = majorOf(version ?? '');
  return major === null ? [] : [{ home, major }];
}

/** Up to Java 8 versions were called 1.8.0. */
function majorOf(version: string): number | null {
  const [, first, second] = /^(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  if (first === undefined) return null;
  return first === '1' && second !== undefined ? Number(second) : Number(first);
}
