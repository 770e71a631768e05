// Completing a manual step with its output.
import type { CompleteStep } from '../commands.ts';
import { type Decide, events, findOpenWork } from './decision.ts';
import { checkForm } from './form.ts';

export const completeStep: Decide<CompleteStep> = (input) => {
  const work = findOpenWork(input);
  if (!work.ok) return work;
  const { stepId, definition, step, as } = work.value;
  const output = input.command.output ?? {};
  const wrong = checkForm(definition, output);
  if (wrong !== null) return wrong;
  return events({
    action: 'step_completed',
    stepId,
    data: { attempt: step.attempt, outcome: 'done', output, by: as.user, onBehalfOf: as.onBehalfOf ?? null },
  });
};
