// Uses of actions, and which of them the engine itself knows.
import type { ActionUse } from '../definition/steps.ts';
import type { Json } from '../json.ts';

export interface Use {
  readonly use: string;
  readonly with?: Json;
}

/** A use of an action in its long form. */
export const useOf = (action: ActionUse): Use => {
  if (typeof action === 'string') return { use: action };
  return action.with === undefined ? { use: action.use } : { use: action.use, with: action.with };
};

/** Waits need nothing of the world: the core itself knows when they are over. */
export const WAITS = ['wait.signal', 'wait.until', 'wait.for'] as const;
export type WaitUse = (typeof WAITS)[number];
export const isWait = (use: string): use is WaitUse => (WAITS as readonly string[]).includes(use);

/** Starts another workflow; performed by the engine, not by a handler. */
export const START_USE = 'workflow.start';
