// Votes of an approval: set arithmetic over distinct people, never a counter.
import type { ApprovalStep } from '../definition/steps.ts';
import type { Vote } from '../instance.ts';

/** Approvals that decide, out of `people` who may vote. */
export function approvalsNeeded(policy: ApprovalStep['policy'], people: number): number {
  if (policy === undefined || policy === 'any') return 1;
  if (policy === 'all' || policy === 'sequence') return Math.max(1, people);
  if ('quorum' in policy) return policy.quorum;
  return Math.max(1, Math.ceil((policy.percent / 100) * people - 1e-9));
}

function isRejected(rule: ApprovalStep['rejection'], rejections: number, people: number): boolean {
  switch (rule) {
    case undefined:
    case 'any':
      return rejections >= 1;
    case 'majority':
      return rejections * 2 > people;
    case 'all':
      return rejections > 0 && rejections >= people;
  }
}

/** What the votes decide, or null while they do not. A policy that can no longer be met rejects. */
export function tally(
  step: Pick<ApprovalStep, 'policy' | 'rejection'>,
  assigned: readonly string[],
  votes: Readonly<Record<string, Vote>>,
): 'approved' | 'rejected' | null {
  const people = new Set([...assigned, ...Object.keys(votes)]).size;
  const approvals = Object.values(votes).filter((vote) => vote.decision === 'approved').length;
  const rejections = Object.values(votes).filter((vote) => vote.decision === 'rejected').length;
  const needed = approvalsNeeded(step.policy, people);
  if (isRejected(step.rejection, rejections, people)) return 'rejected';
  if (approvals >= needed) return 'approved';
  return rejections > 0 && people - rejections < needed ? 'rejected' : null;
}
