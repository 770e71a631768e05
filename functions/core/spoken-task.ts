// A task as somebody in a chat is told of it: what they call it by, and what it is about.
import type { Field } from './views/fields.ts';

export interface SpokenTask {
  /** As many digits as tell it from the reader's other tasks. */
  readonly code: string;
  /** Of the step. */
  readonly name: string;
  readonly workflowName: string;
  /** The requester's name. */
  readonly requester: string;
}

/** One that waits for the reader. */
export interface WaitingTask extends SpokenTask {
  readonly fields: readonly Field[];
  /** Epoch ms. */
  readonly dueAt: number | null;
}
