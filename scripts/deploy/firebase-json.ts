// firebase.json, as far as the deployment reads it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CommandFailed } from '../../local/cli/io.ts';

const commands = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((given) => (typeof given === 'string' ? [given] : given));
const functions = z.object({
  source: z.string().default('.'),
  runtime: z.string().optional(),
  ignore: z.array(z.string()).optional(),
  predeploy: commands,
});
const hosting = z.object({ public: z.string(), ignore: z.array(z.string()).default([]), predeploy: commands });
const firestore = z.object({ rules: z.string(), indexes: z.string(), database: z.string().default('(default)') });
const only = (given: unknown): unknown => (Array.isArray(given) && given.length === 1 ? given[0] : given);
const firebaseJsonSchema = z.object({
  functions: z.preprocess(only, functions),
  firestore: z.preprocess(only, firestore),
  hosting: z.preprocess(only, hosting),
});
export type FirebaseJson = z.infer<typeof firebaseJsonSchema>;
export type FunctionsConfig = FirebaseJson['functions'];

export function readFirebaseJson(root: string): FirebaseJson {
  try {
    return firebaseJsonSchema.parse(JSON.parse(readFileSync(join(root, 'firebase.json'), 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new CommandFailed(1, `firebase.json cannot be used: ${reason}\nMend it, or take the one of the repository.`);
  }
}

/**
 * firebase.json as this deployment needs it, where its rewrites lead to functions in another region; null: as it is.
 * The file itself names the region of the emulators, which do not look for the function themselves.
 */
export function textForRegion(text: string, region: string): string | null {
  const regions = new Set<unknown>();
  const moved = JSON.parse(text, (key, value: unknown) => {
    if (key !== 'function' || typeof value !== 'object' || value === null || !('region' in value)) return value;
    regions.add(value.region);
    return { ...value, region };
  });
  return [...regions].every((one) => one === region) ? null : JSON.stringify(moved, null, 2);
}
