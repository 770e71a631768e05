// Approval: people vote; the policy says when that is a decision.
import { holds } from '../conditions/evaluate.ts';
import type { ApprovalStep } from '../definition/steps.ts';
import { decisionNotices } from '../notices/notice.ts';
import { assign, firstAssignees } from './assigning.ts';
import { type StepKind, scopeOfWork } from './kind.ts';
import { approvalsNeeded } from './policy.ts';

export const approval: StepKind<ApprovalStep> = {
  accepts: ['approve_step', 'reject_step'],
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
    return ended.outcome === 'rejected' && (step.onReject ?? 'end') === 'end' ? 'reject_workflow' : 'go_on';
  },
  undoing: () => [],
  candidates: firstAssignees,
  peopleNeeded: (step, people) => approvalsNeeded(step.policy, people),
  endNotices: (_step, outcome) => decisionNotices(outcome),
};
