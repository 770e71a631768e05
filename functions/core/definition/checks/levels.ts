// Escalation levels that can do what they say: somebody to hand over to, moments in their order.
import { type Duration, parseDuration } from '../duration.ts';
import { type Finding, problem } from '../finding.ts';
import type { WorkflowDefinition } from '../schema.ts';
import type { EscalationLevel } from '../steps.ts';

export const checkLevels = ({ steps }: WorkflowDefinition): readonly Finding[] =>
  steps.flatMap(({ escalation }, i) => {
    const levels = escalation?.levels ?? [];
    const path = `/steps/${i}/escalation/levels`;
    return [...withoutPeople(levels, path), ...outOfOrder(levels, path)];
  });

const withoutPeople = (levels: readonly EscalationLevel[], path: string): readonly Finding[] =>
  levels.flatMap(({ action, to }, l) =>
    (action === 'reassign' || action === 'add') && to === undefined
      ? [problem('INVALID_DEFINITION', `${path}/${l}`, `"${action}" needs "to", which says to whom.`)]
      : [],
  );

const lengthOf = (duration: Duration): number => {
  if (duration.kind === 'elapsed') return duration.ms;
  return duration.kind === 'working_hours' ? duration.hours : duration.days;
};

/** A level that comes before an earlier one. Elapsed time, working hours and working days each compare with their own. */
function outOfOrder(levels: readonly EscalationLevel[], path: string): readonly Finding[] {
  const latest = new Map<Duration['kind'], number>();
  return levels.flatMap(({ after }, l) => {
    const duration = parseDuration(after);
    const length = lengthOf(duration);
    const before = latest.get(duration.kind) ?? 0;
    latest.set(duration.kind, Math.max(before, length));
    return length < before
      ? [problem('INVALID_DEFINITION', `${path}/${l}/after`, `"${after}" comes before a level above it.`)]
      : [];
  });
}
