// Manual work: one person does it and says so, with a form where the step has one.
import type { ManualStep } from '../definition/steps.ts';
import { decisionNotices } from '../notices/notice.ts';
import { assign, firstAssignees } from './assigning.ts';
import type { StepKind } from './kind.ts';

export const manual: StepKind<ManualStep> = {
  accepts: ['complete_step', 'claim_task', 'release_task', 'delegate_task'],
  decides: false,
  activate: (work) => assign(work, manual),
  pendingEffect: () => null,
  verdict: (_step, ended) => (ended.state === 'failed' ? 'fail_workflow' : 'go_on'),
  // What somebody did stays done; the deciders see what has changed since.
  isOutdatedBy: () => false,
  undoing: () => [],
  candidates: firstAssignees,
  peopleNeeded: () => 1,
  endNotices: (_step, outcome) => decisionNotices(outcome),
};
