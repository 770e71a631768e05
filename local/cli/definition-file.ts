// Definitions from files, examined as the engine would before it publishes them.
import { readFileSync } from 'node:fs';
import { vocabulary } from '../../functions/compose.ts';
import { checkDefinition, type Finding, type WorkflowDefinition } from '../../functions/core/index.ts';
import { wrongUsage } from './io.ts';

export interface Examined {
  readonly file: string;
  /** null where it is too broken to be one. */
  readonly definition: WorkflowDefinition | null;
  readonly findings: readonly Finding[];
}

export function examineFile(file: string): Examined {
  const text = read(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const message = `This is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { file, definition: null, findings: [{ severity: 'error', code: 'INVALID_DEFINITION', path: '', message }] };
  }
  const { definition, findings } = checkDefinition(json, vocabulary);
  return { file, definition, findings };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return wrongUsage(
      `${file} cannot be read. Give the path of a definition, such as definitions/order-approval.json.`,
    );
  }
}

/** One line: where, what, and the input that shows it. */
export const findingLine = ({ severity, code, path, message, ...rest }: Finding): string => {
  const example =
    'counterexample' in rest && rest.counterexample !== undefined ? JSON.stringify(rest.counterexample) : '';
  return `  ${severity} ${code} at ${path === '' ? '/' : path}: ${message}${example === '' ? '' : ` For example: ${example}`}`;
};
