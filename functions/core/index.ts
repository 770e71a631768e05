// The face of the core: what the engine, the API and the tests build on.
export * from './access.ts';
export * from './commands.ts';
export * from './context.ts';
export { decide } from './decide/decide.ts';
export { checkDefinition, refusalOf } from './definition/check.ts';
export type { Finding, Vocabulary } from './definition/finding.ts';
export { planOf, stepOf } from './definition/plan.ts';
export {
  definitionJsonSchema,
  definitionSchema,
  TEMPLATE_NAMES,
  type WorkflowDefinition,
} from './definition/schema.ts';
export type { StepDefinition } from './definition/steps.ts';
export * from './document.ts';
export * from './effects.ts';
export * from './events.ts';
export { evolve } from './evolve/evolve.ts';
export * from './instance.ts';
export * from './json.ts';
export * from './limits.ts';
export { mayPerform, react, timersOf, wakeAtOf } from './react.ts';
export * from './rejection.ts';
export * from './result.ts';
export { applyCommit, type Stepped, step } from './step.ts';
export * from './user.ts';
