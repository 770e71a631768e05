// Writes docs/reference/definition-language.md; with --check it only says whether the file is fresh.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceText } from './reference/page.ts';

const FILE = join(import.meta.dirname, '..', 'docs', 'reference', 'definition-language.md');

function isFresh(file: string): boolean {
  try {
    return readFileSync(file, 'utf8') === referenceText();
  } catch {
    return false;
  }
}

/** Answers the exit code: 0 fine, 1 stale, 2 wrong usage. */
export function main(args: readonly string[], file = FILE): number {
  if (args.length === 0) {
    writeFileSync(file, referenceText());
    return 0;
  }
  if (args.length > 1 || args[0] !== '--check') {
    console.error('usage: npm run reference [-- --check]');
    return 2;
  }
  if (isFresh(file)) return 0;
  console.error('docs/reference/definition-language.md is stale: run npm run reference and commit it');
  return 1;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
