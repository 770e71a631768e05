// The arrow rule: which part of the system may know which other part.
import { posix } from 'node:path';
import { codeOf, isTest, isTypeScript, lineAt, type SourceFile, SUITES } from './source.ts';

export interface Import {
  /** A path from the root of the repository, or the name of a package or a builtin with its subpath. */
  readonly target: string;
  readonly isLocal: boolean;
  readonly line: number;
}

const IMPORT = /\b(?:from|import)\s*\(?\s*(['"])( *)\1/g;

export function importsOf({ path, text }: SourceFile): readonly Import[] {
  return [...codeOf(text).matchAll(IMPORT)].map((match) => {
    const end = match.index + match[0].length - 1;
    const target = text.slice(end - (match[2] ?? '').length, end);
    const isLocal = target.startsWith('.');
    const resolved = isLocal ? posix.join(posix.dirname(path), target) : target;
    return { target: resolved, isLocal, line: lineAt(text, match.index) };
  });
}

interface Zone {
  /** Path of the zone: a folder with a slash at its end, or one file. */
  readonly at: string;
  /** Folders, files and packages it may import; its own folder always. `node:` stands for every builtin. */
  readonly may: readonly string[];
}

const CORE = 'functions/core/';
const PORTS = 'functions/platform/platform.ts';
/** What every platform on Node shares. */
const SHARED = 'functions/platform/node/';
const ENGINE = 'functions/engine/';
const API = 'functions/api/';

/** The first zone that holds a file counts. What is in no zone here, and not free, has no place in the layout. */
const ZONES: readonly Zone[] = [
  { at: CORE, may: ['zod', '@marcbachmann/cel-js', 'temporal-polyfill'] },
  { at: ENGINE, may: [CORE, PORTS, 'node:crypto'] },
  { at: API, may: [ENGINE, CORE, 'zod', 'jose', 'node:crypto'] },
  { at: 'functions/handlers/', may: [CORE, PORTS] },
  { at: 'functions/channels/', may: [CORE, PORTS, 'liquidjs', 'nodemailer', 'zod', 'node:crypto'] },
  { at: PORTS, may: [CORE, 'functions/platform/messages.ts'] },
  { at: 'functions/platform/messages.ts', may: [CORE] },
  { at: 'functions/platform/google/', may: [CORE, PORTS, SHARED, SUITES, 'node:', 'google', 'jose'] },
  { at: 'functions/platform/', may: [CORE, PORTS, SHARED, SUITES, 'node:'] },
  { at: 'functions/triggers/', may: [API, ENGINE, 'functions/core/hints.ts', 'node:http', 'firebase-functions'] },
  { at: 'functions/config.ts', may: [CORE, 'zod'] },
  { at: 'functions/shipped.ts', may: ['definitions/'] },
  {
    at: 'functions/deployment.ts',
    may: ['functions/config.ts', 'functions/shipped.ts', 'definitions/', 'firebase-functions'],
  },
  {
    at: 'functions/index.ts',
    may: ['functions/triggers/', 'functions/cloud.ts', 'functions/deployment.ts', 'firebase-functions'],
  },
  { at: 'functions/entry.ts', may: ['functions/triggers/', 'functions/cloud.ts', 'functions/index.ts', 'node:'] },
  { at: 'functions/cloud.ts', may: ['functions/', 'definitions/', 'node:', 'zod'] },
  { at: 'functions/messaging.ts', may: ['functions/'] },
  { at: 'functions/compose.ts', may: ['functions/', 'definitions/', 'node:', 'zod'] },
];

const GOOGLE =
  /^(?:@google-cloud\/|@firebase\/|@googleapis\/|@grpc\/|firebase-admin(?:\/|$)|firebase(?:\/|$)|google|gcp-)/;

/** Imports of the deployed code that the layout does not allow. */
export function forbiddenImports(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((file) => file.path.startsWith('functions/') && isTypeScript(file) && !isTest(file))
    .flatMap((file) => {
      const zone = ZONES.find(({ at }) => file.path === at || (at.endsWith('/') && file.path.startsWith(at)));
      if (zone === undefined) return [`${file.path}:1: is in no part of the layout`];
      return importsOf(file)
        .filter((one) => !isAllowed(one, file, zone))
        .map((one) => `${file.path}:${one.line}: ${zone.at} may not import ${one.target}`);
    });
}

function isAllowed({ target, isLocal }: Import, file: SourceFile, zone: Zone): boolean {
  if (isLocal && target.includes('/testing/')) return false;
  if (isLocal && target.startsWith(ownFolder(file, zone))) return true;
  return zone.may.some((allowed) => {
    if (allowed === 'google') return !isLocal && GOOGLE.test(target);
    if (allowed.endsWith('/')) return isLocal && target.startsWith(allowed);
    if (allowed.endsWith(':')) return !isLocal && target.startsWith(allowed);
    return target === allowed || (!isLocal && target.startsWith(`${allowed}/`));
  });
}

/** One platform does not see another, so there the own folder is one level further down. */
function ownFolder({ path }: SourceFile, { at }: Zone): string {
  if (!at.endsWith('/')) return at;
  return at === 'functions/platform/' ? `${path.split('/').slice(0, 3).join('/')}/` : at;
}
