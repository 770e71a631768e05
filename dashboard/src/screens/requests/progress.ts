// How far a request is: its steps in order, each in one of four states.
import type { InstanceRow } from '../../api/api.ts';
import type { Definition } from '../../data/definition.ts';

export type Stage = 'done' | 'open' | 'failed' | 'ahead';
export interface StepProgress {
  readonly id: string;
  readonly name: string;
  readonly stage: Stage;
  readonly state: string;
}

/** Steps that are not needed are left out: nobody waits for them. */
export function progressOf(row: Pick<InstanceRow, 'steps'>, definition: Definition): readonly StepProgress[] {
  return definition.steps.flatMap(({ id, name }) => {
    const step = row.steps[id];
    if (step === undefined || step.state === 'skipped') return [];
    const state = step.state === 'completed' ? (step.outcome ?? step.state) : step.state;
    return [{ id, name: name ?? id, stage: stageOf(step.state, step.outcome), state }];
  });
}

function stageOf(state: string, outcome: string | undefined): Stage {
  if (state === 'failed' || outcome === 'rejected') return 'failed';
  if (state === 'completed') return 'done';
  return state === 'pending' ? 'ahead' : 'open';
}
