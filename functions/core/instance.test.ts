// The tables of moves, and the questions asked of steps and statuses.
import { describe, expect, it } from 'vitest';
import {
  isEnded,
  isOpen,
  isTerminal,
  STEP_MOVES,
  type StepInstance,
  type StepState,
  WORKFLOW_MOVES,
  type WorkflowStatus,
} from './instance.ts';

const STATES = Object.keys(STEP_MOVES) as readonly StepState[];
const step = (state: StepState): StepInstance => ({ state }) as StepInstance;

describe('a step', () => {
  it('is open, ended or pending, and only one of these', () => {
    expect(STATES.filter((state) => isOpen(step(state)))).toEqual(['assigned', 'in_progress', 'escalated']);
    expect(STATES.filter((state) => isEnded(step(state)))).toEqual(['completed', 'skipped', 'failed']);
  });
  it('that does not exist is neither', () => {
    expect(isOpen(undefined)).toBe(false);
    expect(isEnded(undefined)).toBe(false);
  });
  it('comes back from its end only by waiting for a new attempt, or by being passed over', () => {
    expect(STEP_MOVES.completed).toEqual(['pending']);
    expect(STEP_MOVES.skipped).toEqual(['pending']);
    expect(STEP_MOVES.failed).toEqual(['pending', 'skipped']);
  });
});

it('completed and cancelled are final, and nothing else is', () => {
  const statuses = Object.keys(WORKFLOW_MOVES) as readonly WorkflowStatus[];
  expect(statuses.filter(isTerminal)).toEqual(['completed', 'cancelled']);
});
