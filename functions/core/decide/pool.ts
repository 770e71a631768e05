// Tasks of a pool: any member may claim one, and give it back.
import type { ClaimTask, ReleaseTask } from '../commands.ts';
import type { Event } from '../events.ts';
import type { Assignee, OpenStep } from '../instance.ts';
import { reject } from '../rejection.ts';
import { type Decide, events, findOpenWork, type OpenWork } from './decision.ts';

export const claimTask: Decide<ClaimTask> = (input) => {
  const work = findOpenWork(input);
  if (!work.ok) return work;
  const { step, stepId } = work.value;
  if (step.pool.length === 0)
    return reject('INVALID_STATE_TRANSITION', `"${stepId}" is assigned; there is nothing to claim.`);
  return events(...claim(work.value));
};

/** Claiming, where the task is still everybody's; nothing where it is the person's own already. */
export function claim({ stepId, step, as }: OpenWork): readonly Event[] {
  if (!isUnclaimed(step) || !isOfPool(step, as)) return [];
  return [
    { action: 'step_claimed', stepId, data: { attempt: step.attempt, assignee: as, assignees: claimed(step, as) } },
  ];
}

/** All members of the pool still have the task; of a pool of one, that one has it from the start. */
const isUnclaimed = ({ pool, assignees }: OpenStep): boolean =>
  pool.length > 1 && pool.every(({ user }) => assignees.some((assignee) => assignee.user === user));

/** A member of the pool, or who acts for one; others who have the step have it besides. */
const isOfPool = ({ pool }: OpenStep, { user, onBehalfOf }: Assignee): boolean =>
  pool.some((member) => member.user === user || member.user === onBehalfOf);

const outside = (assignees: readonly Assignee[], pool: readonly Assignee[]): readonly Assignee[] =>
  assignees.filter(({ user }) => !pool.some((member) => member.user === user));

/** Those who have the step once one member of its pool has claimed it. */
export const claimed = ({ assignees, pool }: OpenStep, as: Assignee): readonly Assignee[] => [
  ...outside(assignees, pool),
  as,
];

export const releaseTask: Decide<ReleaseTask> = (input) => {
  const work = findOpenWork(input);
  if (!work.ok) return work;
  const { stepId, step, as } = work.value;
  const isHeldByOther = !isOfPool(step, as) && step.assignees.some((assignee) => isOfPool(step, assignee));
  if (step.pool.length === 0 || isHeldByOther)
    return reject('INVALID_STATE_TRANSITION', `"${stepId}" does not come from a pool; reassign it instead.`);
  if (Object.hasOwn(step.votes, as.user)) return reject('ALREADY_DECIDED', `You have already decided "${stepId}".`);
  if (isUnclaimed(step)) return events();
  const assignees = [...outside(step.assignees, [...step.pool, as]), ...step.pool];
  return events({ action: 'step_released', stepId, data: { attempt: step.attempt, by: as.user, assignees } });
};
