// The registry of step kinds: a new kind is one file and one line here.
import type { StepDefinition } from '../definition/steps.ts';
import { approval } from './approval.ts';
import type { StepKind } from './kind.ts';
import { manual } from './manual.ts';
import { notification } from './notification.ts';
import { system } from './system.ts';

const KINDS: { readonly [T in StepDefinition['type']]: StepKind<Extract<StepDefinition, { type: T }>> } = {
  approval,
  manual,
  notification,
  system,
};

/** The kind of a step. The registry pairs every type with its own kind, which the compiler cannot follow through the index. */
export const kindOf = (step: StepDefinition): StepKind => KINDS[step.type] as unknown as StepKind;
