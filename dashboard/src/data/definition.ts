// A definition as far as screens read it, and the names in it.
import { useQuery } from './query.ts';

/** JSON Schema as definitions use it for data and forms. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly default?: unknown;
}

export interface StepDefinition {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly type: 'approval' | 'manual' | 'notification' | 'system';
  readonly assignedTo?: string | readonly string[];
  readonly where?: Readonly<Record<string, unknown>>;
  readonly conditions?: unknown;
  readonly form?: Schema;
}

export interface Definition {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly version: string;
  readonly data?: Schema;
  readonly rules?: Readonly<Record<string, unknown>>;
  readonly steps: readonly StepDefinition[];
}

/** A published version never changes: it is asked for once. Without a version, the newest active one. */
export function useDefinition(workflowId: string | undefined, version?: string) {
  const input = workflowId === undefined ? null : { workflowId, ...(version === undefined ? {} : { version }) };
  const { data, ...rest } = useQuery('getWorkflowDefinition', input, { everyMs: Number.POSITIVE_INFINITY });
  return { ...rest, data: data?.definition as unknown as Definition | undefined };
}

export const stepNameIn = (definition: Definition | undefined, stepId: string): string =>
  definition?.steps.find(({ id }) => id === stepId)?.name ?? stepId;
