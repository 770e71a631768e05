// Approval: people vote; the policy says when that is a decision.
import { holds } from '../conditions/evaluate.ts';
import type { ApprovalStep } from '../definition/steps.ts';
import { decisionNotices } from '../notices/notice.ts';
import { touches } from '../patch.ts';
import { assign, firstAssignees } from './assigning.ts';
import { type StepKind, scopeOfWork } from './kind.ts';
import { loopBack } from './loop.ts';
import { approvalsNeeded } from './policy.ts';

export const approval: StepKind<ApprovalStep> = {
  accepts: ['approve_step', 'reject_step', 'request_changes', 'claim_task', 'release_task', 'delegate_task'],
  decides: true,
  activate(work) {
    const { step, attempt } = work;
    if (step.autoApprove !== undefined && holds(step.autoApprove, scopeOfWork(work)))
      return [
        {
          action: 'step_completed',
          stepId: step.id,
          data: { attempt, outcome: 'approved', output: { autoApproved: true }, by: null, onBehalfOf: null },
        },
      ];
    return assign(work, approval);
  },
  pendingEffect: () => null,
  verdict(step, ended) {
    if (ended.state === 'failed') return 'fail_workflow';
    if (ended.outcome !== 'rejected') return 'go_on';
    const onReject = step.onReject ?? 'end';
    if (typeof onReject === 'object') return loopBack(onReject, 'reject_workflow');
    return onReject === 'end' ? 'reject_workflow' : 'go_on';
  },
  // Without a scope an approval covers everything.
  isOutdatedBy: ({ scope }, changes) =>
    scope === undefined || scope.some((pointer) => changes.some((change) => touches(change, pointer))),
  undoing: () => [],
  candidates: firstAssignees,
  peopleNeeded: (step, people) => approvalsNeeded(step.policy, people),
  endNotices: (_step, outcome) => decisionNotices(outcome),
};
