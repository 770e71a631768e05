// The whole examination of a definition: its form first, then everything the form cannot say.
import { depthOf, valueAt } from '../json.ts';
import { DEFINITION_DEPTH_MAX } from '../limits.ts';
import { REASONS, type Reason, type Rejection } from '../rejection.ts';
import { checkFlow } from './checks/flow.ts';
import { checkLevels } from './checks/levels.ts';
import { checkLogic } from './checks/logic.ts';
import { checkNames } from './checks/names.ts';
import { checkOrder } from './checks/order.ts';
import { checkSecrets } from './checks/secrets.ts';
import { checkTexts } from './checks/texts.ts';
import { checkTime } from './checks/time.ts';
import { type Finding, problem, type Vocabulary } from './finding.ts';
import { definitionSchema, type WorkflowDefinition } from './schema.ts';

export interface Examination {
  /** The definition with its defaults, where its form is right. */
  readonly definition: WorkflowDefinition | null;
  readonly findings: readonly Finding[];
}

export function checkDefinition(input: unknown, vocabulary: Vocabulary): Examination {
  if (depthOf(input, DEFINITION_DEPTH_MAX) > DEFINITION_DEPTH_MAX)
    return {
      definition: null,
      findings: [problem('LIMIT_EXCEEDED', '', `It is nested deeper than ${DEFINITION_DEPTH_MAX} levels.`)],
    };
  const parsed = definitionSchema.safeParse(input);
  if (!parsed.success)
    return { definition: null, findings: parsed.error.issues.map((issue) => formFinding(input, issue)) };
  const definition = parsed.data;
  const findings = [
    ...checkOrder(definition),
    ...checkNames(definition, vocabulary),
    ...checkTexts(definition),
    ...checkTime(definition, vocabulary),
    ...checkLevels(definition),
    ...checkSecrets(definition),
  ];
  // What is proven of the logic is proven of a definition that is sound.
  return {
    definition,
    findings: findings.some(isError) ? findings : [...findings, ...checkFlow(definition), ...checkLogic(definition)],
  };
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function formFinding(input: unknown, { path, message }: Issue): Finding {
  const place = path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const type = /^\/steps\/\d+\/type$/.test(place) ? valueAt(input, path.join('.')) : undefined;
  return type === undefined
    ? problem('INVALID_DEFINITION', place, message)
    : problem(
        'UNKNOWN_STEP_TYPE',
        place,
        `There is no step type ${JSON.stringify(type)}; use approval, manual, notification or system.`,
      );
}

/** The refusal of a definition with errors: the reason of the first, all findings in the details; null where there are none. */
export function refusalOf(findings: readonly Finding[]): Rejection | null {
  const errors = findings.filter(isError);
  const [first] = errors;
  if (first === undefined) return null;
  const reason: Reason = Object.hasOwn(REASONS, first.code) ? (first.code as Reason) : 'INVALID_DEFINITION';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return { reason, message: `${first.path || 'The definition'}: ${first.message}${more}`, details: { findings } };
}
