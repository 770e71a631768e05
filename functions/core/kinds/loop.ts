// Sending a workflow back to an earlier step.
import { LOOPS_DEFAULT } from '../limits.ts';
import type { LoopBack } from './kind.ts';

/** What a definition's `{"goto", "maxLoops"}` means. */
export const loopBack = (
  { goto, maxLoops = LOOPS_DEFAULT }: { readonly goto: string; readonly maxLoops?: number | undefined },
  otherwise: LoopBack['otherwise'],
): LoopBack => ({ goto, loopsMax: maxLoops, otherwise });
