// What goes to Cloud Build: every file of the upload must be one that the functions need, and all they need must be in it.
import { posix } from 'node:path';
import { importsOf } from '../../tests/tidy/imports.ts';

export interface UploadedFile {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly bytes: number;
}

/** The whole list: whatever is none of these stays at home. */
const ALLOWED = [
  /^package\.json$/,
  /^package-lock\.json$/,
  /^lib\/(?:[\w@-][\w.@-]*\/)*[\w-][\w.-]*\.(?:js|js\.map|json)$/,
];
/** Compiled, but of no use to a function. */
const NEVER = [
  /\.test\.js/,
  /\/(?:testing|contract|samples)\//,
  /^lib\/(?:local|sim|bench|tests|scripts|ops|dashboard|sheets|emulators)\//,
];

/** Files that must not be uploaded. */
export const foreignFiles = (files: readonly UploadedFile[]): readonly string[] =>
  files
    .map(({ path }) => path)
    .filter((path) => !ALLOWED.some((pattern) => pattern.test(path)) || NEVER.some((pattern) => pattern.test(path)));

export interface PackageFile {
  readonly main?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What the uploaded code asks for and would not find in the cloud: files outside the list, packages that are not installed there. */
export function missingFor(
  files: readonly UploadedFile[],
  { main, dependencies = {} }: PackageFile,
  read: (path: string) => string,
): readonly string[] {
  const paths = new Set(files.map(({ path }) => path));
  const needed = ['package.json', 'package-lock.json', posix.normalize(main ?? 'index.js')];
  const missing = needed.filter((path) => !paths.has(path)).map((path) => `${path} is not in the upload`);
  const imported = files
    .filter(({ path }) => path.endsWith('.js'))
    .flatMap(({ path }) => importsOf({ path, text: read(path) }).map((one) => ({ ...one, path })))
    .filter(({ target, isLocal }) => (isLocal ? !paths.has(target) : !isInstalled(target, dependencies)))
    .map(({ path, target, isLocal }) =>
      isLocal
        ? `${path} imports ${target}, which is not in the upload`
        : `${path} imports ${target}, which is not among the dependencies`,
    );
  return [...missing, ...imported];
}

const isInstalled = (target: string, dependencies: Readonly<Record<string, string>>): boolean => {
  if (target.startsWith('node:')) return true;
  const name = target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
  return Object.hasOwn(dependencies, name);
};
