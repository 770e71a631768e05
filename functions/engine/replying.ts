// A step as somebody who replied about it may be told of it, long after it was theirs.
import { stepOf } from '../core/definition/plan.ts';
import { isOpen, type Vote } from '../core/instance.ts';
import { visible } from './asking.ts';
import type { Caller, Parts } from './parts.ts';

export interface StepSeen {
  readonly name: string;
  readonly workflowName: string;
  /** The requester's id. */
  readonly requester: string;
  readonly attempt: number;
  readonly isOpen: boolean;
  /** How it ended; null: it has not. */
  readonly outcome: string | null;
  /** By id. */
  readonly votes: Readonly<Record<string, Vote>>;
  /** Whether the caller has started the workflow, or had a task in it. */
  readonly isInvolved: boolean;
}

/** Null: there is no such step. Throws `Refused` with NOT_FOUND where the caller may not see the instance. */
export async function seenStep(
  parts: Parts,
  caller: Caller,
  { instanceId, stepId }: { readonly instanceId: string; readonly stepId: string },
): Promise<StepSeen | null> {
  const { definition, document } = await visible(parts, caller, instanceId);
  const { instance } = document;
  const step = Object.hasOwn(instance.steps, stepId) ? instance.steps[stepId] : undefined;
  if (step === undefined) return null;
  return {
    name: stepOf(definition, stepId).name ?? stepId,
    workflowName: definition.name,
    requester: instance.context.startedBy,
    attempt: step.attempt,
    isOpen: isOpen(step),
    outcome: 'outcome' in step ? step.outcome : null,
    votes: 'votes' in step ? step.votes : {},
    isInvolved: instance.viewers.includes(caller.userId),
  };
}
