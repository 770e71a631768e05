// Manual work: one person does it and says so, with a form where the step has one.
import type { ManualStep } from '../definition/steps.ts';
import { assign } from './assigning.ts';
import type { StepKind } from './kind.ts';

export const manual: StepKind<ManualStep> = {
  accepts: ['complete_step'],
  decides: false,
  activate: (work) => assign(work, () => 1),
  pendingEffect: () => null,
  verdict: (_step, ended) => (ended.state === 'failed' ? 'fail_workflow' : 'go_on'),
};
