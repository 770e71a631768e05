// The rules of form. Each takes files and answers "file:line: what is wrong" for every breach.
import { functionsOf } from './functions.ts';
import { codeOf, isTest, isToolConfig, isTypeScript, placesOf, type SourceFile, SUITES } from './source.ts';

type Rule = (files: readonly SourceFile[]) => readonly string[];

export const FILE_LINES_MAX = 300;
export const FUNCTION_LINES_MAX = 70;

// A property of that name (`order.process`, `process: true`) is not the global.
const global = (names: string): string => `(?<![.\\w$'"-])(?:${names})\\b(?!\\s*[:\\w'"-])`;
const IMPURE = new RegExp(
  [
    'Date\\.now\\b|new Date\\s*\\(\\s*\\)|\\bDate\\s*\\(\\s*\\)|Math\\.random\\b|performance\\.now\\b|Temporal\\.Now\\b',
    global('crypto|process|console|globalThis|setTimeout|setInterval|setImmediate|queueMicrotask|fetch'),
  ].join('|'),
  'g',
);

/** The core has no clock, no chance and no I/O. */
export const impureCore: Rule = (files) =>
  files
    .filter((file) => file.path.startsWith('functions/core/') && isTypeScript(file) && !isTest(file))
    .flatMap(({ path, text }) => [
      ...placesOf(path, codeOf(text), IMPURE, (found) => `the core may not use ${found}`),
      ...placesOf(path, text, /['"]node:[\w/]+['"]/g, (found) => `the core may not import ${found}`),
    ]);

export const longFiles: Rule = (files) =>
  files
    .filter((file) => isTypeScript(file) && !isTest(file))
    .map((file) => ({ ...file, lines: file.text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > FILE_LINES_MAX)
    .map(({ path, lines }) => `${path}:${FILE_LINES_MAX + 1}: has ${lines} lines, at most ${FILE_LINES_MAX}`);

export const longFunctions: Rule = (files) =>
  files
    .filter((file) => isTypeScript(file) && !/\.test\.tsx?$/.test(file.path))
    .flatMap((file) =>
      functionsOf(file)
        .filter(({ lines }) => lines > FUNCTION_LINES_MAX)
        .map(
          ({ name, line, lines }) => `${file.path}:${line}: ${name} has ${lines} lines, at most ${FUNCTION_LINES_MAX}`,
        ),
    );

export const defaultExports: Rule = (files) =>
  files
    .filter((file) => isTypeScript(file) && !isToolConfig(file))
    .flatMap(({ path, text }) =>
      placesOf(path, codeOf(text), /\bexport\s+default\b|\bas\s+default\b/g, () => 'no default exports'),
    );

export const fileNames: Rule = (files) =>
  files
    .filter(isTypeScript)
    .filter(
      ({ path }) =>
        !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.emulator)?(?:\.(?:test|config))?\.tsx?$/.test(path.split('/').at(-1) ?? ''),
    )
    .map(({ path }) => `${path}:1: file names are kebab-case`);

export const withoutPurpose: Rule = (files) =>
  files
    .filter((file) => isTypeScript(file) && !isToolConfig(file))
    .filter(({ text }) => !/^(?:#![^\n]*\n)?\/\/ \S[^\n]{8,}/.test(text))
    .map(({ path }) => `${path}:1: opens with a comment line that says what the file is for`);

/** Written in pieces, so that the rule does not find itself. */
const MARKERS = ['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK'].join('|');

const NEVER = /\.only\b|\.skip\s*\(/g;
/** Left out at run time and only with a reason in words: what an implementation of a port cannot do, and a machine's lack of a browser. */
const WITH_REASON = [SUITES, 'tests/sheets/page.ts'];
const NEVER_WITHOUT_REASON = /\.only\b|\b(?:it|test|describe)\.skip\s*\(|\.skip\s*\(\s*\)/g;

export const leftOpen: Rule = (files) =>
  files
    .filter(isTypeScript)
    .flatMap(({ path, text }) => [
      ...placesOf(path, text, new RegExp(`\\b(?:${MARKERS})\\b`, 'g'), (found) => `${found}: finish it`),
      ...placesOf(
        path,
        codeOf(text),
        WITH_REASON.some((place) => path.startsWith(place)) ? NEVER_WITHOUT_REASON : NEVER,
        (found) => `${found}: every test runs`,
      ),
    ]);

interface Banned {
  readonly pattern: RegExp;
  readonly what: string;
}
const BANNED: readonly Banned[] = [
  {
    pattern: new RegExp(`(?<![\\w-])/(?:${['wo' + 'rk', 'ro' + 'ot', 'ho' + 'me'].join('|')})/`, 'g'),
    what: 'a path of one machine',
  },
  { pattern: new RegExp('registry' + '\\.npmjs', 'g'), what: 'a registry host' },
  {
    pattern: new RegExp(
      `\\b(?:${['Clau' + 'de', 'Chat' + 'GPT', 'LL' + 'Ms?', 'AI ' + 'assistant', 'this ' + 'session'].join('|')})\\b`,
      'gi',
    ),
    what: 'not a word of the product',
  },
];
/** The one place where a package manager itself writes a host; any other host there is a private one. */
const LOCKED = new RegExp(`^\\s*"resolved": "https://${'registry' + '\\.npmjs'}\\.org/.*$`, 'gm');

/** Words that speak of a machine or of how the code came to be. */
export const bannedWords: Rule = (files) =>
  files.flatMap(({ path, text }) => {
    const isLock = path.endsWith('package-lock.json');
    const read = isLock ? text.replace(LOCKED, '').replace(/"integrity": "[^"]*"/g, '') : text;
    const foreign = isLock
      ? placesOf(path, read, /"resolved": "http[^"]*"/g, (found) => `${found}: a registry host`)
      : [];
    return [
      ...BANNED.flatMap(({ pattern, what }) => placesOf(path, read, pattern, (found) => `${found}: ${what}`)),
      ...foreign,
    ];
  });
