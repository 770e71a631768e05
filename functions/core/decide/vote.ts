// Approving and rejecting: a vote, and the end of the step once the policy is met.
import type { ApproveStep, RejectStep } from '../commands.ts';
import type { ApprovalStep } from '../definition/steps.ts';
import type { Event } from '../events.ts';
import type { OpenStep, Vote } from '../instance.ts';
import type { JsonObject } from '../json.ts';
import { tally } from '../kinds/policy.ts';
import { reject } from '../rejection.ts';
import { type Decide, type Decision, events, findOpenWork, type OpenWork, reasonOf } from './decision.ts';
import { checkForm } from './form.ts';

export const approveStep: Decide<ApproveStep> = (input) => {
  const work = findOpenWork(input);
  if (!work.ok) return work;
  const output = input.command.output ?? {};
  const wrong = checkForm(work.value.definition, output);
  if (wrong !== null) return wrong;
  return cast(work.value, input.command.actor.id, 'approved', input.command.notes?.trim() || null, output);
};

export const rejectStep: Decide<RejectStep> = (input) => {
  const work = findOpenWork(input);
  if (!work.ok) return work;
  const reason = reasonOf(input.command.reason, 'reject');
  if (!reason.ok) return reason;
  return cast(work.value, input.command.actor.id, 'rejected', reason.value, {});
};

function cast(
  work: OpenWork,
  by: string,
  decision: 'approved' | 'rejected',
  notes: string | null,
  output: JsonObject,
): Decision {
  const { stepId, definition, step, as } = work;
  const earlier = Object.hasOwn(step.votes, by) ? step.votes[by] : undefined;
  if (earlier !== undefined)
    return reject('ALREADY_DECIDED', `You have already ${earlier.decision} this step.`, {
      decidedBy: [by],
      outcome: earlier.decision,
    });
  const onBehalfOf = as.onBehalfOf ?? null;
  const vote: Event = {
    action: decision === 'approved' ? 'step_approved' : 'step_rejected',
    stepId,
    data: { attempt: step.attempt, by, onBehalfOf, notes, output },
  };
  const outcome = outcomeWith(definition as ApprovalStep, step, by, decision);
  if (outcome === null) return events(vote);
  return events(vote, {
    action: 'step_completed',
    stepId,
    data: { attempt: step.attempt, outcome, output: merged(step, output), by, onBehalfOf },
  });
}

function outcomeWith(
  definition: ApprovalStep,
  step: OpenStep,
  by: string,
  decision: Vote['decision'],
): 'approved' | 'rejected' | null {
  const votes = { ...step.votes, [by]: { decision, at: 0 } };
  return tally(
    definition,
    step.assignees.map(({ user }) => user),
    votes,
  );
}

/** What the deciders filled in, later answers over earlier ones. */
const merged = (step: OpenStep, output: JsonObject): JsonObject =>
  Object.assign({}, ...Object.values(step.votes).map((vote) => vote.output ?? {}), output);
