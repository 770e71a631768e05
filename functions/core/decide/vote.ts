// Approving and rejecting: a vote, and the end of the step once the policy is met.
import type { ApproveStep, RejectStep } from '../commands.ts';
import type { ApprovalStep } from '../definition/steps.ts';
import type { Event } from '../events.ts';
import type { OpenStep } from '../instance.ts';
import type { JsonObject } from '../json.ts';
import type { Work } from '../kinds/kind.ts';
import { tally } from '../kinds/policy.ts';
import { advance, stillToAsk } from '../kinds/sequence.ts';
import { reject } from '../rejection.ts';
import { type Case, type Decide, type Decision, events, findOpenWork, type OpenWork, reasonOf } from './decision.ts';
import { checkForm } from './form.ts';
import { claim, claimed } from './pool.ts';

export const approveStep: Decide<ApproveStep> = (input) => {
  const work = findOpenWork(input);
  if (!work.ok) return work;
  const output = input.command.output ?? {};
  const wrong = checkForm(work.value.definition, output);
  if (wrong !== null) return wrong;
  return cast(input, work.value, { decision: 'approved', notes: input.command.notes?.trim() || null, output });
};

export const rejectStep: Decide<RejectStep> = (input) => {
  const work = findOpenWork(input);
  if (!work.ok) return work;
  const reason = reasonOf(input.command.reason, 'reject');
  if (!reason.ok) return reason;
  return cast(input, work.value, { decision: 'rejected', notes: reason.value, output: {} });
};

interface Ballot {
  readonly decision: 'approved' | 'rejected';
  readonly notes: string | null;
  readonly output: JsonObject;
}

function cast(input: Case<ApproveStep | RejectStep>, work: OpenWork, { decision, notes, output }: Ballot): Decision {
  const { stepId, step, as } = work;
  const by = as.user;
  const earlier = Object.hasOwn(step.votes, by) ? step.votes[by] : undefined;
  if (earlier !== undefined)
    return reject('ALREADY_DECIDED', `You have already ${earlier.decision} this step.`, {
      decidedBy: [by],
      outcome: earlier.decision,
    });
  const onBehalfOf = as.onBehalfOf ?? null;
  const { attempt } = step;
  // Whoever decides a task of a pool has claimed it by that.
  const claims = claim(work);
  const vote: Event = {
    action: decision === 'approved' ? 'step_approved' : 'step_rejected',
    stepId,
    data: { attempt, by, onBehalfOf, notes, output },
  };
  const votes = { ...step.votes, [by]: { decision, at: input.context.now } };
  const voted: OpenStep = {
    ...step,
    assignees: claims.length === 0 ? step.assignees : claimed(step, as),
    votes,
    queue: stillToAsk(workOf(input, work), { queue: step.queue, votes }),
  };
  const outcome = outcomeOf(work.definition as ApprovalStep, voted);
  if (outcome === null) return events(...claims, vote, ...advance(workOf(input, work), voted));
  const data = { attempt, outcome, output: merged(step, output), by, onBehalfOf };
  return events(...claims, vote, { action: 'step_completed', stepId, data });
}

const workOf = (input: Case<ApproveStep | RejectStep>, { definition: step, step: { attempt } }: OpenWork): Work => ({
  definition: input.definition,
  instance: input.instance,
  step,
  attempt,
  context: input.context,
});

/** Those who are asked later count as people who have not voted. */
const outcomeOf = (definition: ApprovalStep, { assignees, queue, votes }: OpenStep): 'approved' | 'rejected' | null =>
  tally(
    definition,
    [...assignees.map(({ user }) => user), ...queue.map((rule, place) => `${place} in the queue: ${rule}`)],
    votes,
  );

/** What the deciders filled in, later answers over earlier ones. */
const merged = (step: OpenStep, output: JsonObject): JsonObject =>
  Object.assign({}, ...Object.values(step.votes).map((vote) => vote.output ?? {}), output);
