// Where steps lead, and what is left to chance: loops back, waits without end, decisions by time, fields nobody knows.
import { isObject } from '../../json.ts';
import { useOf } from '../../kinds/use.ts';
import { doubt, type Finding, problem } from '../finding.ts';
import type { WorkflowDefinition } from '../schema.ts';
import { conditionsOf, fieldTests, nested } from '../visit.ts';

export const checkFlow = (definition: WorkflowDefinition): readonly Finding[] => [
  ...loops(definition),
  ...waits(definition),
  ...decidedByTime(definition),
  ...selfApproval(definition),
  ...unknownFields(definition),
];

function loops({ steps }: WorkflowDefinition): readonly Finding[] {
  return steps.flatMap((step, i): readonly Finding[] => {
    const back = step.type === 'approval' ? step.onReject : step.type === 'system' ? step.onFailure : undefined;
    if (typeof back !== 'object') return [];
    const path = `/steps/${i}/${step.type === 'approval' ? 'onReject' : 'onFailure'}/goto`;
    const target = steps.findIndex(({ id }) => id === back.goto);
    if (target < 0) return [problem('INVALID_STEP_DEPENDENCY', path, `There is no step "${back.goto}" to go back to.`)];
    return target <= i
      ? []
      : [problem('INVALID_STEP_DEPENDENCY', path, `"${back.goto}" comes after "${step.id}"; goto leads back.`)];
  });
}

/** A signal that never comes: without a deadline nobody hears of it. */
function waits({ steps, sla }: WorkflowDefinition): readonly Finding[] {
  return steps.flatMap((step, i) => {
    if (step.type !== 'system' || step.timeout !== undefined || step.escalation !== undefined || sla !== undefined)
      return [];
    const isEndless = step.actions.some((action) => useOf(action).use === 'wait.signal');
    return isEndless
      ? [
          doubt(
            'INFINITE_WAIT',
            `/steps/${i}`,
            `"${step.id}" waits for a signal without a timeout, and nobody hears of it if none comes.`,
          ),
        ]
      : [];
  });
}

function decidedByTime({ steps }: WorkflowDefinition): readonly Finding[] {
  return steps.flatMap((step, i) =>
    (step.escalation?.levels ?? []).flatMap(({ action }, l) =>
      action === 'approve' && step.type === 'approval'
        ? [
            doubt(
              'DEFAULT_APPROVES',
              `/steps/${i}/escalation/levels/${l}`,
              `"${step.id}" approves itself when nobody decides in time.`,
            ),
          ]
        : [],
    ),
  );
}

function selfApproval({ steps }: WorkflowDefinition): readonly Finding[] {
  return steps.flatMap((step, i) =>
    step.type === 'approval' && !step.distinctFrom.includes('requester')
      ? [
          doubt(
            'SELF_APPROVAL_POSSIBLE',
            `/steps/${i}/distinctFrom`,
            `Whoever asks may decide "${step.id}" themselves.`,
          ),
        ]
      : [],
  );
}

/** A path whose first part the data's schema does not have is most likely misspelt. */
function unknownFields(definition: WorkflowDefinition): readonly Finding[] {
  const properties = definition.data?.properties;
  if (!isObject(properties)) return [];
  const isUnknown = (path: string): boolean =>
    !path.startsWith('$') && !Object.hasOwn(properties, path.replace(/\..*/s, ''));
  return conditionsOf(definition).flatMap(({ path, value }) =>
    nested(value)
      .flatMap(fieldTests)
      .filter(([field]) => isUnknown(field))
      .map(([field]) => doubt('UNKNOWN_FIELD', path, `The data's schema has no field "${field}".`)),
  );
}
