// What is shown on a graph besides the graph itself: states of an instance, heat of an analysis, or nothing.

export type LookTone = 'plain' | 'quiet' | 'busy' | 'warn' | 'good' | 'bad';

export interface StepLook {
  readonly tone: LookTone;
  /** Said under the name: its state, or a figure. */
  readonly label?: string;
  /** Passed over: it stands there, but the way did not lead through it. */
  readonly isPassedOver?: boolean;
  /** Names of people it waits for. */
  readonly people?: readonly string[];
  /** Shown from the second on. */
  readonly attempt?: number;
  /** 0 … 1: how warm its ground is. */
  readonly heat?: number;
}
/** How an edge stands: on the way that was taken, on it but past a step that was skipped, or not on it. */
export type EdgeLook = 'taken' | 'passed' | 'open';

export interface Overlay {
  step(id: string): StepLook;
  /** `from` and `to` may be START and END. */
  edge(from: string, to: string): EdgeLook;
  /** How often it led back; null: that is not what is looked at. */
  loop(from: string): number | null;
}

/** A definition by itself. */
export const BARE: Overlay = { step: () => ({ tone: 'plain' }), edge: () => 'open', loop: () => null };
