// Fields the language has and this version of the engine does not run yet: refused, never silently ignored.
import { parseDuration } from '../duration.ts';
import { type Finding, problem } from '../finding.ts';
import type { WorkflowDefinition } from '../schema.ts';
import type { StepDefinition } from '../steps.ts';
import { assignmentsOf } from '../visit.ts';

export const checkSupport = (definition: WorkflowDefinition): readonly Finding[] => [
  ...(['calendar', 'sla', 'trigger', 'sensitive', 'personal'] as const)
    .filter((field) => definition[field] !== undefined)
    .map((field) => notYet(`/${field}`, `"${field}"`)),
  ...definition.steps.flatMap((step, i) => unsupportedInStep(step).map((what) => notYet(`/steps/${i}`, what))),
  ...assignmentsOf(definition)
    .filter(({ value }) => value.startsWith('pool:'))
    .map(({ path }) => notYet(path, '"pool:"')),
];

const notYet = (path: string, what: string): Finding =>
  problem('NOT_SUPPORTED_YET', path, `${what} is not supported yet.`);

const BUILT_IN_USES: ReadonlySet<string> = new Set([
  'http.post',
  'wait.signal',
  'wait.until',
  'wait.for',
  'workflow.start',
]);

function unsupportedInStep(step: StepDefinition): readonly string[] {
  const durations = [step.timeout, ...(step.escalation?.levels ?? []).map(({ after }) => after)].filter(
    (after) => after !== undefined,
  );
  return [
    ...(step.calendar === undefined ? [] : ['"calendar"']),
    ...(durations.some((after) => parseDuration(after).kind !== 'elapsed') ? ['working time'] : []),
    ...(step.type === 'approval' && step.policy === 'sequence' ? ['policy "sequence"'] : []),
    ...(step.type === 'approval' && step.scope !== undefined ? ['"scope"'] : []),
    ...(step.type === 'approval' && typeof step.onReject === 'object' ? ['onReject "goto"'] : []),
    ...(step.type === 'system' ? unsupportedInSystem(step) : []),
  ];
}

function unsupportedInSystem(step: Extract<StepDefinition, { type: 'system' }>): readonly string[] {
  const uses = step.actions.map((action) => (typeof action === 'string' ? action : action.use));
  return [
    ...(step.retry === undefined ? [] : ['"retry"']),
    ...(typeof step.onFailure === 'object' ? ['onFailure "goto"'] : []),
    ...uses.filter((use) => BUILT_IN_USES.has(use)).map((use) => `the action "${use}"`),
  ];
}
