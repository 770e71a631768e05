// Writes definitions/schema.json from the core's schema; with --check it only says whether the file is fresh.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionJsonSchema } from '../functions/core/definition/schema.ts';

const FILE = join(import.meta.dirname, '..', 'definitions', 'schema.json');

export const schemaText = (): string => `${JSON.stringify(definitionJsonSchema(), null, 2)}\n`;

/** Whether the file holds exactly what the core's schema says today. */
export function isFresh(file: string): boolean {
  try {
    return readFileSync(file, 'utf8') === schemaText();
  } catch {
    return false;
  }
}

/** Answers the exit code: 0 fine, 1 stale, 2 wrong usage. */
export function main(args: readonly string[], file = FILE): number {
  if (args.length === 0) {
    writeFileSync(file, schemaText());
    return 0;
  }
  if (args.length > 1 || args[0] !== '--check') {
    console.error('usage: npm run schema [-- --check]');
    return 2;
  }
  if (isFresh(file)) return 0;
  console.error('definitions/schema.json is stale: run npm run schema and commit it');
  return 1;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
