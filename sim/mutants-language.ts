// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are source code
// Hand-made faults in what leads a workflow on besides people: loops, waits, signals, children, promises, sequences.

export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

export const LANGUAGE_MUTANTS: readonly Mutant[] = [
  {
    name: 'the workflow is sent back once too often',
    file: 'functions/core/settle.ts',
    find: '  if (count > loopsMax) return [];\n',
    put: '  if (count > loopsMax + 1) return [];\n',
  },
  {
    name: 'rests count in deadlines',
    file: 'functions/core/kinds/ladder.ts',
    find: 'if (pause.from >= from && pause.from < at)',
    put: 'if (pause.from < 0)',
  },
  {
    name: 'a wait for a moment ends at any hint',
    file: 'functions/core/kinds/waits.ts',
    find: "open.wait?.kind === 'time' && open.wait.at <= now",
    put: "open.wait?.kind === 'time'",
  },
  {
    name: 'a signal is kept although it was taken',
    file: 'functions/core/evolve/workflow.ts',
    find: '    return { ...instance, signals };\n',
    put: '    return Object.keys(signals).length < 0 ? { ...instance, signals } : instance;\n',
  },
  {
    name: 'a child is another one at every try',
    file: 'functions/engine/children.ts',
    find: '  const childId = childIdOf(instance.id, effect.id);\n  const { startedBy',
    put: '  const childId = childIdOf(instance.id, `${effect.id}${parts.platform.entropy.id()}`);\n  const { startedBy',
  },
  {
    name: 'an awaited child is not awaited',
    file: 'functions/core/decide/record-effects.ts',
    find: '  if (isAwaited) return [begun];\n',
    put: '',
  },
  {
    name: 'children outlive their parent',
    file: 'functions/core/react.ts',
    find: '  return children.map((startedBy) => ({',
    put: '  return children.slice(0, 0).map((startedBy) => ({',
  },
  {
    name: 'a promise is broken before its time',
    file: 'functions/core/sla.ts',
    find: '.filter(({ at }) => at <= now)',
    put: '.filter(({ at }) => at <= now + 600_000)',
  },
  {
    name: 'a promise is told of again and again',
    file: 'functions/core/sla.ts',
    find: 'at === undefined || sla.reached.includes(stage) ? []',
    put: 'at === undefined ? []',
  },
  {
    name: 'a sequence ends with its first person',
    file: 'functions/core/decide/vote.ts',
    find: '...queue.map((rule, place)',
    put: '...queue.slice(0, 0).map((rule, place)',
  },
  {
    name: 'what is asked again begins before its first attempt is undone',
    file: 'functions/core/settle.ts',
    find: '    if (instance.compensations.length > 0) return [];\n',
    put: '',
  },
];
