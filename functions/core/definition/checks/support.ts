// Fields the language has and this version of the engine does not run yet: refused, never silently ignored.
import { type Finding, problem } from '../finding.ts';
import type { WorkflowDefinition } from '../schema.ts';

export const checkSupport = (definition: WorkflowDefinition): readonly Finding[] =>
  (['trigger'] as const)
    .filter((field) => definition[field] !== undefined)
    .map((field) => problem('NOT_SUPPORTED_YET', `/${field}`, `"${field}" is not supported yet.`));
