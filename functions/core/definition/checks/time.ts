// Time in definitions: calendars that exist, durations they can hold, deadlines that make sense.
import { durationFits } from '../../time/working-time.ts';
import { type DurationText, parseDuration } from '../duration.ts';
import { doubt, type Finding, problem, type Vocabulary } from '../finding.ts';
import type { WorkflowDefinition } from '../schema.ts';
import type { StepDefinition } from '../steps.ts';

interface PlacedDuration {
  readonly path: string;
  readonly text: DurationText;
  readonly calendar: string | undefined;
}

export const checkTime = (definition: WorkflowDefinition, vocabulary: Vocabulary): readonly Finding[] => [
  ...calendars(definition, vocabulary),
  ...durationsOf(definition).flatMap((placed) => checkDuration(placed, vocabulary)),
  ...afterSla(definition),
];

function calendars(definition: WorkflowDefinition, { calendars: known }: Vocabulary): readonly Finding[] {
  const named = [
    { path: '/calendar', id: definition.calendar },
    ...definition.steps.map(({ calendar }, i) => ({ path: `/steps/${i}/calendar`, id: calendar })),
  ];
  return named.flatMap(({ path, id }) =>
    id === undefined || Object.hasOwn(known, id)
      ? []
      : [problem('UNKNOWN_CALENDAR', path, `There is no calendar "${id}".`)],
  );
}

function durationsOf(definition: WorkflowDefinition): readonly PlacedDuration[] {
  const { sla, calendar } = definition;
  const ofSla = (['maxDuration', 'warningThreshold', 'escalationThreshold'] as const).flatMap((name) => {
    const text = sla?.[name];
    return text === undefined ? [] : [{ path: `/sla/${name}`, text, calendar }];
  });
  const ofSteps = definition.steps.flatMap((step, i) =>
    stepDurations(step).map(({ path, text }) => ({
      path: `/steps/${i}/${path}`,
      text,
      calendar: step.calendar ?? calendar,
    })),
  );
  return [...ofSla, ...ofSteps];
}

const stepDurations = (step: StepDefinition): readonly { readonly path: string; readonly text: DurationText }[] => [
  ...(step.timeout === undefined ? [] : [{ path: 'timeout', text: step.timeout }]),
  ...(step.escalation?.levels ?? []).map(({ after }, l) => ({ path: `escalation/levels/${l}/after`, text: after })),
  ...(step.type === 'system' && step.retry?.backoff !== undefined
    ? [{ path: 'retry/backoff', text: step.retry.backoff }]
    : []),
];

function checkDuration({ path, text, calendar }: PlacedDuration, { calendars: known }: Vocabulary): readonly Finding[] {
  const duration = parseDuration(text);
  if (duration.kind === 'elapsed') return [];
  if (calendar === undefined)
    return [problem('INVALID_DEFINITION', path, `"${text}" is working time, and no "calendar" says which.`)];
  const found = Object.hasOwn(known, calendar) ? known[calendar] : undefined;
  return found === undefined || durationFits(duration, found)
    ? []
    : [problem('LIMIT_EXCEEDED', path, `"${text}" is longer than a calendar is looked ahead.`)];
}

/** A step that may take longer than the whole workflow has promised; only where both are elapsed time. */
function afterSla({ sla, steps }: WorkflowDefinition): readonly Finding[] {
  const promised = sla === undefined ? undefined : parseDuration(sla.maxDuration);
  if (promised?.kind !== 'elapsed') return [];
  return steps.flatMap((step, i) =>
    stepDurations(step).flatMap(({ path, text }) => {
      const duration = parseDuration(text);
      return duration.kind === 'elapsed' && duration.ms > promised.ms
        ? [doubt('TIMEOUT_AFTER_SLA', `/steps/${i}/${path}`, `"${text}" is longer than the whole workflow may take.`)]
        : [];
    }),
  );
}
