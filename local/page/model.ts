// What the pages show, as the API answers it.
import type { JsonObject } from '../../functions/core/json.ts';

export interface Task {
  readonly instanceId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly name: string;
  readonly type: string;
  readonly workflowName: string;
  readonly requester: string;
  readonly onBehalfOf?: string;
  readonly priority: string;
  readonly assignedAt: string;
  readonly dueAt?: string;
  readonly fields: readonly { readonly label: string; readonly value: string | number | boolean }[];
}

export interface InstanceRow {
  readonly instanceId: string;
  readonly workflowId: string;
  readonly version: string;
  readonly status: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly priority: string;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly completedAt?: string;
  readonly openSteps: readonly {
    readonly stepId: string;
    readonly name: string;
    readonly assignees: readonly string[];
    readonly dueAt?: string;
  }[];
}

export interface StepRow {
  readonly state: string;
  readonly outcome?: string;
  readonly attempt: number;
  readonly assignees?: readonly string[];
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly error?: string;
}

export interface InstanceView extends InstanceRow {
  readonly data: JsonObject;
  readonly steps: Readonly<Record<string, StepRow>>;
  readonly history: readonly {
    readonly seq: number;
    readonly action: string;
    readonly at: string;
    readonly actor: string;
    readonly stepId?: string;
    readonly data: JsonObject;
  }[];
  readonly messages: readonly {
    readonly to: string;
    readonly channel: string;
    readonly template: string;
    readonly state: string;
    readonly at: string;
  }[];
}

/** A field of a step's form, as far as the page can ask for it. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'boolean';
  readonly options: readonly string[];
  readonly isRequired: boolean;
}
