// JSON Schemas of definitions, applied: the data of a request, and what a decider fills in.
import { z } from 'zod';
import { asWritten, withBoundedPatterns } from '../definition/patterns.ts';
import type { StepDefinition } from '../definition/steps.ts';
import { bytesOf, depthOf, type JsonObject } from '../json.ts';
import { DATA_BYTES_MAX, DATA_DEPTH_MAX } from '../limits.ts';
import { reject } from '../rejection.ts';
import { err, ok, type Result } from '../result.ts';
import type { Refusal } from './decision.ts';

const compiled = new WeakMap<JsonObject, Result<z.ZodType, string>>();

/** The schema as a validator, or in words why it is not one this engine takes. */
export function compileSchema(schema: JsonObject): Result<z.ZodType, string> {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const result = convert(schema);
  compiled.set(schema, result);
  return result;
}

function convert(schema: JsonObject): Result<z.ZodType, string> {
  try {
    return ok(z.fromJSONSchema(withBoundedPatterns(schema) as Parameters<typeof z.fromJSONSchema>[0]));
  } catch (error) {
    return err((error as Error).message);
  }
}

/** Refuses what is too large, too deep or does not fit the schema; null where it is fine. */
export function checkData(schema: JsonObject | undefined, data: JsonObject, what: string): Refusal | null {
  if (depthOf(data, DATA_DEPTH_MAX + 1) > DATA_DEPTH_MAX)
    return reject('LIMIT_EXCEEDED', `${what} is nested deeper than ${DATA_DEPTH_MAX} levels.`);
  if (bytesOf(data) > DATA_BYTES_MAX)
    return reject('LIMIT_EXCEEDED', `${what} is larger than ${DATA_BYTES_MAX} bytes.`);
  if (schema === undefined) return null;
  const validator = compileSchema(schema);
  if (!validator.ok) return reject('INVALID_DEFINITION', `The schema of ${what} is not usable: ${validator.error}.`);
  const parsed = validator.value.safeParse(data);
  if (parsed.success) return null;
  const problems = parsed.error.issues
    .slice(0, 20)
    .map((issue) => ({ path: `/${issue.path.join('/')}`, message: asWritten(issue.message) }));
  const list = problems.map(({ path, message }) => `${path === '/' ? 'the whole' : path}: ${message}`).join('; ');
  return reject('INVALID_DATA', `${what} does not fit: ${list}`, { problems });
}

export const checkForm = (step: StepDefinition, output: JsonObject): Refusal | null =>
  checkData('form' in step ? step.form : undefined, output, 'The form');
