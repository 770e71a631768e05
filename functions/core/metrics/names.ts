// Figures that are kept by more than one name: who handed over to whom, and the path an instance took.
import type { Attempt, HandOff } from './attempts.ts';

/** Neither ids of people nor of steps contain it. */
const BETWEEN = '>';
/** Longer paths are the same from here on. */
const PATH_STEPS_MAX = 40;
const PATH_CHARS_MAX = 1_000;
export const CUT = '…';

export const nameOfHandOff = ({ from, to }: HandOff): string => `${from}${BETWEEN}${to}`;

export function handOffOf(name: string): HandOff {
  const [from = '', to = ''] = name.split(BETWEEN);
  return { from, to };
}

/** The steps in the order in which their attempts ended, each with how. What a condition left out is not on the path. */
export function pathOf(attempts: readonly Attempt[]): string {
  const steps = attempts
    .filter(({ endedAt, outcome }) => endedAt !== null && outcome !== 'conditions_not_met')
    .toSorted((a, b) => (a.endedAt as number) - (b.endedAt as number))
    .map(({ stepId, outcome }) => `${stepId}:${outcome ?? 'sent_back'}`);
  const path = (steps.length > PATH_STEPS_MAX ? [...steps.slice(0, PATH_STEPS_MAX), CUT] : steps).join(BETWEEN);
  return path.length > PATH_CHARS_MAX ? `${path.slice(0, PATH_CHARS_MAX)}${CUT}` : path;
}

export const stepsOfPath = (path: string): readonly string[] => (path === '' ? [] : path.split(BETWEEN));
