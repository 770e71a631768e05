// Secrets of requests are named in the definition itself: data must not choose which secret is sent.
import { isObject, ownValue } from '../../json.ts';
import { useOf } from '../../kinds/use.ts';
import { type Finding, problem } from '../finding.ts';
import type { WorkflowDefinition } from '../schema.ts';
import type { ActionUse } from '../steps.ts';

const POST_USE = 'http.post';
const SECRET = /^secret:[A-Za-z][A-Za-z0-9_-]{0,99}$/;

export const checkSecrets = ({ steps }: WorkflowDefinition): readonly Finding[] =>
  steps.flatMap((step, i) =>
    step.type === 'system'
      ? [...ofUses(step.actions, `/steps/${i}/actions`), ...ofUses(step.compensate ?? [], `/steps/${i}/compensate`)]
      : [],
  );

const ofUses = (uses: readonly ActionUse[], path: string): readonly Finding[] =>
  uses.flatMap((action, a): readonly Finding[] => {
    const { use, with: given = {} } = useOf(action);
    const headers = use === POST_USE ? (ownValue(given, 'secretHeaders') ?? {}) : {};
    const isNamed =
      isObject(headers) && Object.values(headers).every((value) => typeof value === 'string' && SECRET.test(value));
    return isNamed
      ? []
      : [
          problem(
            'INVALID_DEFINITION',
            `${path}/${a}/with/secretHeaders`,
            'Every secret header is a text "secret:NAME", written here and not taken from the data.',
          ),
        ];
  });
