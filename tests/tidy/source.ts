// Source text for the tidy rules: the tracked files, and code with its comments, texts and patterns blanked out.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

const ROOT = join(import.meta.dirname, '..', '..');

/** Every tracked text file. A file that is tracked but deleted in the work tree is already gone. */
export function trackedFiles(): readonly SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return listed
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(ROOT, path)))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'));
}

export const isTypeScript = ({ path }: SourceFile): boolean => /\.tsx?$/.test(path) && !path.endsWith('.d.ts');
/** Suites that every implementation of a port runs. */
export const SUITES = 'functions/platform/contract/';
/** Tests, their helpers (also in a folder `testing` beside what they test) and the suites of the ports. */
export const isTest = ({ path }: SourceFile): boolean =>
  /\.test\.tsx?$/.test(path) || path.startsWith('tests/') || path.startsWith(SUITES) || path.includes('/testing/');
/** Configuration that a tool loads by its name, and in the tool's own form. */
export const isToolConfig = ({ path }: SourceFile): boolean => /\.config\.ts$/.test(path);

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** "file:line: what is wrong" for every place where the pattern (with the g flag) matches. */
export function placesOf(
  path: string,
  text: string,
  pattern: RegExp,
  what: (match: string) => string,
): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => `${path}:${lineAt(text, match.index)}: ${what(match[0])}`);
}

const REGEX_BEFORE =
  /(?:[=(,:[!&|?{};+\-*%~^<>]|=>|\b(?:return|typeof|case|in|of|void|delete|throw|await|yield|else|do))\s*$/;

/**
 * The code with the inside of comments, strings, templates and regular expressions turned into spaces. Offsets and line
 * breaks stay; so do the quotes, and the code inside `${}`.
 */
export function codeOf(text: string): string {
  const out = text.split('');
  const blank = (from: number, to: number): void => {
    for (let i = from; i < to; i++) if (out[i] !== '\n') out[i] = ' ';
  };
  // For each `${` that is open: how deep in braces it began.
  const substitutions: number[] = [];
  let braces = 0;
  let i = 0;
  const template = (from: number): number => {
    const end = templateEnd(text, from);
    const opens = text.startsWith('${', end);
    blank(from, end);
    if (opens) substitutions.push(braces);
    return opens ? end + 2 : end + 1;
  };
  while (i < text.length) {
    const end = literalEnd(text, i, out);
    const char = text[i];
    if (end !== null) {
      const isComment = char === '/' && (text[i + 1] === '/' || text[i + 1] === '*');
      blank(isComment ? i : i + 1, isComment ? end : end - 1);
      i = end;
    } else if (char === '`') i = template(i + 1);
    else if (char === '}' && substitutions.at(-1) === braces) {
      substitutions.pop();
      i = template(i + 1);
    } else {
      if (char === '{') braces++;
      if (char === '}') braces--;
      i++;
    }
  }
  return out.join('');
}

/** Where the template's text ends: at its closing backtick or at the next `${`. */
function templateEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '`' || text.startsWith('${', i)) return i;
  }
  return text.length;
}

/** The end of the comment, string or regular expression that begins here, or null when none does. */
function literalEnd(text: string, from: number, out: readonly string[]): number | null {
  const char = text[from];
  if (char === "'" || char === '"') return closing(text, from, char);
  if (char !== '/') return null;
  if (text[from + 1] === '/') return indexOr(text, '\n', from, 0);
  if (text[from + 1] === '*') return indexOr(text, '*/', from + 2, 2);
  const before = out.slice(Math.max(0, from - 40), from).join('');
  return before.trim() === '' || REGEX_BEFORE.test(before) ? closing(text, from, '/') : null;
}

function indexOr(text: string, what: string, from: number, after: number): number {
  const at = text.indexOf(what, from);
  return at === -1 ? text.length : at + after;
}

function closing(text: string, from: number, mark: string): number {
  let inClass = false;
  for (let i = from + 1; i < text.length && text[i] !== '\n'; i++) {
    if (text[i] === '\\') i++;
    else if (mark === '/' && text[i] === '[') inClass = true;
    else if (mark === '/' && text[i] === ']') inClass = false;
    else if (text[i] === mark && !inClass) return i + 1;
  }
  return from + 1;
}
