// What this person may do with an instance: only to hide what would be refused; the engine itself decides.
import type { InstanceView, StepView } from '../../api/api.ts';
import type { Definition, StepDefinition } from '../../data/definition.ts';
import { isOpen } from './looks.ts';

export interface Caller {
  readonly id: string;
  /** Holds the permission to operate instances. */
  readonly isOperator: boolean;
}
export type WorkflowDeed = 'pause' | 'resume' | 'retry' | 'edit' | 'signal' | 'cancel';
export type StepDeed = 'decide' | 'retryStep' | 'reassign' | 'escalate' | 'skip';

export function workflowDeeds(
  view: InstanceView,
  definition: Definition | undefined,
  caller: Caller,
): readonly WorkflowDeed[] {
  const { status, startedBy, changesRequested } = view;
  const { isOperator } = caller;
  const isRequester = startedBy === caller.id;
  const isLasting = status !== 'completed' && status !== 'cancelled';
  const all: readonly (readonly [WorkflowDeed, boolean])[] = [
    ['resume', isOperator && status === 'paused'],
    ['retry', isOperator && status === 'failed'],
    ['edit', isRequester && status === 'running' && changesRequested !== undefined],
    ['pause', isOperator && status === 'running'],
    ['signal', (isOperator || isRequester) && isLasting && signalsOf(definition).length > 0],
    ['cancel', (isOperator || isRequester) && isLasting],
  ];
  return all.filter(([, isAllowed]) => isAllowed).map(([deed]) => deed);
}

export function stepDeeds(
  view: InstanceView,
  step: StepView,
  definition: StepDefinition | undefined,
  caller: Caller,
): readonly StepDeed[] {
  const { status } = view;
  const isRunning = status === 'running';
  const isTask = isOpen(step) && (definition?.type === 'approval' || definition?.type === 'manual');
  const isMine = step.assignees?.includes(caller.id) ?? false;
  const isInvolved = isMine || view.startedBy === caller.id || caller.isOperator;
  const canBeSkipped = step.state === 'pending' || step.state === 'failed' || isOpen(step);
  const hasVoted = Object.hasOwn(step.votes ?? {}, caller.id);
  const all: readonly (readonly [StepDeed, boolean])[] = [
    ['decide', isRunning && isTask && isMine && !hasVoted],
    ['retryStep', caller.isOperator && status === 'failed' && step.state === 'failed'],
    ['reassign', isRunning && isTask && (caller.isOperator || isMine)],
    ['escalate', isRunning && isTask && isInvolved],
    ['skip', caller.isOperator && (isRunning || status === 'failed') && canBeSkipped],
  ];
  return all.filter(([, isAllowed]) => isAllowed).map(([deed]) => deed);
}

/** The signals that the definition waits for anywhere. */
export function signalsOf(definition: Definition | undefined): readonly string[] {
  const actions = (definition?.steps ?? []).flatMap(
    (step) => (step as { readonly actions?: readonly unknown[] }).actions ?? [],
  );
  const names = actions.flatMap((action) => {
    if (typeof action !== 'object' || action === null) return [];
    const { use, with: settings } = action as { readonly use?: string; readonly with?: { readonly name?: unknown } };
    return use === 'wait.signal' && typeof settings?.name === 'string' ? [settings.name] : [];
  });
  return [...new Set(names)];
}
