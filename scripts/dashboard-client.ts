// Writes the dashboard's types of all operations from the API's registry; with --check it only says whether they are fresh.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { operations } from '../functions/api/operations.ts';

const ROOT = join(import.meta.dirname, '..');
const FILE = join(ROOT, 'dashboard', 'src', 'api', 'operations.gen.d.ts');
const BIOME = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');

/** The part of JSON Schema that zod writes for our shapes. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

const literal = (value: unknown): string => JSON.stringify(value);

type Direction = 'input' | 'output';

/** A schema as a TypeScript type. What is sent may also be undefined where it may be missing: JSON leaves it out. */
export function typeText(schema: Schema, direction: Direction = 'output'): string {
  const inner = (one: Schema): string => typeText(one, direction);
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map(inner).join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map((one) => `(${inner(one)})`).join(' & ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => inner({ ...schema, type })).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return `readonly (${schema.items ? inner(schema.items) : 'unknown'})[]`;
    case 'object':
      return objectText(schema, direction);
    default:
      return 'unknown';
  }
}

function objectText({ properties = {}, required = [], additionalProperties }: Schema, direction: Direction): string {
  const fields = Object.entries(properties).map(([name, field]) => {
    const isOptional = !required.includes(name);
    const orMissing = isOptional && direction === 'input' ? ' | undefined' : '';
    return `readonly ${JSON.stringify(name)}${isOptional ? '?' : ''}: ${typeText(field, direction)}${orMissing};`;
  });
  if (fields.length > 0) return `{ ${fields.join(' ')} }`;
  const value = typeof additionalProperties === 'object' ? typeText(additionalProperties, direction) : 'unknown';
  return additionalProperties === false ? 'Readonly<Record<string, never>>' : `Readonly<Record<string, ${value}>>`;
}

const shape = (schema: z.ZodType, direction: Direction): string =>
  typeText(z.toJSONSchema(schema, { io: direction, unrepresentable: 'any' }) as Schema, direction);

export function clientText(): string {
  const entries = Object.entries(operations).map(
    ([name, { summary, input, output }]) =>
      `/** ${summary} */ readonly ${name}: { readonly input: ${shape(input, 'input')}; readonly output: ${shape(output, 'output')} };`,
  );
  const text = `// Every operation with what it takes and answers: made from the registry by scripts/dashboard-client.ts, not by hand.
export interface Operations { ${entries.join('\n')} }
`;
  return execFileSync(process.execPath, [BIOME, 'format', `--stdin-file-path=${FILE}`], {
    cwd: ROOT,
    input: text,
    encoding: 'utf8',
  });
}

/** Whether the file holds exactly what the registry says today. */
function isFresh(file: string): boolean {
  try {
    return readFileSync(file, 'utf8') === clientText();
  } catch {
    return false;
  }
}

/** Answers the exit code: 0 fine, 1 stale, 2 wrong usage. */
export function main(args: readonly string[], file = FILE): number {
  if (args.length === 0) {
    writeFileSync(file, clientText());
    return 0;
  }
  if (args.length > 1 || args[0] !== '--check') {
    console.error('usage: npm run dashboard:client [-- --check]');
    return 2;
  }
  if (isFresh(file)) return 0;
  console.error('dashboard/src/api/operations.gen.d.ts is stale: run npm run dashboard:client and commit it');
  return 1;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
