// How somebody can decide a task from outside: by a code, behind a link, or where they sign in.
import { assuranceNeeded } from '../core/assurance.ts';
import { stepOf } from '../core/definition/plan.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import { type Instance, isOpen } from '../core/instance.ts';
import { shortCode } from '../core/reply-code.ts';
import type { Ask, LinkedTask, Parts } from './parts.ts';

/** Null where nothing waits for this person in this attempt, or what waits is no approval. `issuedAt`: epoch ms. */
export async function askOf(
  parts: Pick<Parts, 'signLink' | 'pageOf'>,
  { definition, instance }: { readonly definition: WorkflowDefinition; readonly instance: Instance },
  { stepId, attempt, userId }: Omit<LinkedTask, 'instanceId'>,
  issuedAt: number,
): Promise<Ask | null> {
  if (instance.status !== 'running') return null;
  const open = instance.steps[stepId];
  const step = stepOf(definition, stepId);
  if (!isOpen(open) || open.attempt !== attempt || step.type !== 'approval') return null;
  if (Object.hasOwn(open.votes, userId) || !open.assignees.some(({ user }) => user === userId)) return null;
  const needed = assuranceNeeded(definition, instance, step);
  const task = { instanceId: instance.id, stepId, attempt, userId };
  return {
    code: needed === 'reply' ? shortCode(instance.id, stepId, attempt, userId) : null,
    link: needed === 'sign_in' ? null : await parts.signLink({ ...task, issuedAt }),
    page: parts.pageOf(task),
  };
}
