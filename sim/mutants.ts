// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are source code
// Hand-made faults in the engine itself: each breaks one rule, and the simulation must notice it.
// A mutant is a change of text; where the text is gone, the mutant has to be written anew.

import { LANGUAGE_MUTANTS, type Mutant } from './mutants-language.ts';
import { MESSAGE_MUTANTS } from './mutants-messages.ts';

export type { Mutant };

const COMMIT = 'functions/engine/commit.ts';
const EFFECTS = 'functions/engine/effects.ts';
const SWEEPER = 'functions/engine/sweeper.ts';
const REACT = 'functions/core/react.ts';
const DEADLINES = 'functions/core/decide/check-deadlines.ts';
const DECISION = 'functions/core/decide/decision.ts';

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'no sweeper',
    file: SWEEPER,
    find: 'export async function sweep(parts: Parts): Promise<Swept> {\n',
    put: 'export async function sweep(parts: Parts): Promise<Swept> {\n  if (parts !== null) return { looked: 0, oldestMs: 0 };\n',
  },
  {
    name: 'published before the commit',
    file: COMMIT,
    find: '  const result = await parts.platform.instances.commit({',
    put: '  await kick(parts, before, built.document);\n  const result = await parts.platform.instances.commit({',
  },
  {
    name: 'a conflict is taken as success',
    file: COMMIT,
    find: "  if (result === 'conflict') return 'conflict';\n",
    put: '  void result;\n',
  },
  {
    name: 'an ambiguous commit is taken as success',
    file: COMMIT,
    find: '      isAmbiguous = true;\n',
    put: "      isAmbiguous = true;\n      if (read?.stored && error.message.startsWith('commit')) return { document: read.stored.document, answer: request.answer(read.stored.document.instance, []), changed: true };\n",
  },
  {
    name: 'a command is repeated under another id after an ambiguous commit',
    file: COMMIT,
    find: '  const remembered = await recall(parts, { ...request, content }, stored);',
    put: '  const remembered = request.starts === undefined ? null : await recall(parts, { ...request, content }, stored);',
  },
  {
    name: 'the command id is not recorded',
    file: COMMIT,
    find: '  if (added === null) return ring;\n',
    put: '  if (added === null || ring.length > 0) return ring;\n',
  },
  {
    name: 'the content of a command is not compared',
    file: COMMIT,
    find: '  if (known.content !== request.content)',
    put: "  if (known.content === 'never')",
  },
  {
    name: 'wakeAt is not set while effects pend',
    file: REACT,
    find: '    ...Object.values(instance.effects).map(({ notBefore }) => notBefore),\n    ...timersOf',
    put: '    ...timersOf',
  },
  {
    name: 'wakeAt is never cleared',
    file: REACT,
    find: '  return moments.length === 0 ? null : Math.min(...moments) + WAKE_GRACE_MS;',
    put: '  return (moments.length === 0 ? instance.now : Math.min(...moments)) + WAKE_GRACE_MS;',
  },
  {
    name: 'a lost hint is looked for an hour later',
    file: REACT,
    find: 'Math.min(...moments) + WAKE_GRACE_MS;',
    put: 'Math.min(...moments) + WAKE_GRACE_MS * 120;',
  },
  {
    name: 'a timeout ignores whether it is due',
    file: DEADLINES,
    find: 'if (isHinted && isDue(input, open.deadline?.at))',
    put: 'if (isHinted && open.deadline !== null)',
  },
  {
    name: 'the next rung follows at once',
    file: 'functions/core/decide/escalation.ts',
    find: 'deadline: isEarly ? open.deadline : nextDeadline(work, open),',
    put: 'deadline: open.deadline === null ? null : { at: work.context.now, rung: open.deadline.rung + 1 },',
  },
  {
    name: 'the timer of the next rung is not made, nor waited for',
    file: REACT,
    find: '      ...(deadline === null ? [] : [',
    put: '      ...(deadline === null || step.level > 0 ? [] : [',
  },
  {
    name: 'the key of an effect is another one at every try',
    file: EFFECTS,
    find: '    key: effectKey(instance.id, effect),\n    use',
    put: '    key: `${effectKey(instance.id, effect)}${parts.platform.entropy.id()}`,\n    use',
  },
  {
    name: 'the key of an effect does not name the attempt',
    file: 'functions/engine/hash.ts',
    find: 'sha256(`${instanceId}/${effect.id}`)',
    put: "sha256(`${instanceId}/${effect.id.replace(/:\\d+:/, ':')}`)",
  },
  {
    name: 'an effect is done before it is sent',
    file: EFFECTS,
    find: '    switch (effect.kind) {\n',
    put: "    if (effect.kind === 'message' && tries === 0) return { effectId: effect.id, kind: 'sent', channel: 'email', state: 'sent', handle: null, isWatched: false };\n    switch (effect.kind) {\n",
  },
  {
    name: 'an effect that failed is called done',
    file: 'functions/core/decide/record-effects.ts',
    find: 'const { effect, tries } = pending;',
    put: "const { effect, tries } = pending;\n  if (outcome.kind === 'retry') return effect.kind === 'message' ? recordMessage(input, effect, tries, { effectId: effect.id, kind: 'sent', channel: 'email', state: 'sent', handle: null, isWatched: false }) : succeeded(input, effect, { effectId: effect.id, kind: 'done', output: {} });",
  },
  {
    name: 'votes are taken while the workflow rests',
    file: DECISION,
    find: "  if (instance.status !== 'running')\n    return reject('INVALID_STATE_TRANSITION', `The workflow is ${instance.status}; nothing can be decided",
    put: "  if (instance.status === 'draft')\n    return reject('INVALID_STATE_TRANSITION', `The workflow is ${instance.status}; nothing can be decided",
  },
  {
    name: 'the requester may approve',
    file: 'functions/core/routing/route.ts',
    find: "    if (name === 'requester') people.add(instance.context.startedBy);\n",
    put: '',
  },
  {
    name: 'a decision does not ask for the role any more',
    file: DECISION,
    find: 'return holder?.roles.includes(role) === true;',
    put: 'return holder !== undefined;',
  },
  {
    name: 'anybody may decide',
    file: DECISION,
    find: 'if (entitled === null) return reject(\'NOT_ASSIGNED\', `"${name}" is not assigned to you.`);\n  const { as, task } = entitled;',
    put: "const anybody = { user: command.actor.id, via: 'user:anybody' };\n  const { as, task } = entitled ?? { as: anybody, task: anybody };",
  },
  {
    name: 'a decision ignores the attempt',
    file: DECISION,
    find: 'if (attempt !== undefined && attempt !== step.attempt)',
    put: 'if (attempt !== undefined && attempt < 0)',
  },
  {
    name: 'a quorum counts rejections too',
    file: 'functions/core/kinds/policy.ts',
    find: "const approvals = Object.values(votes).filter((vote) => vote.decision === 'approved').length;",
    put: 'const approvals = Object.values(votes).length;',
  },
  {
    name: 'one vote is enough for all',
    file: 'functions/core/kinds/policy.ts',
    find: "if (policy === 'all' || policy === 'sequence') return Math.max(1, people);",
    put: "if (policy === 'all' || policy === 'sequence') return 1;",
  },
  {
    name: 'a join waits for any one of its dependencies',
    file: 'functions/core/settle.ts',
    find: ' && dependencies.every(isOver)',
    put: ' && (dependencies.length === 0 || dependencies.some(isOver))',
  },
  {
    name: 'a join is left to the next commit',
    file: 'functions/core/step.ts',
    find: '    const following = settle(definition, instance, context);\n',
    put: "    const following = first[0]?.action === 'step_completed' ? [] : settle(definition, instance, context);\n",
  },
  {
    name: 'what was done is not undone',
    file: 'functions/core/settle.ts',
    find: 'const items = endedBadly ? ',
    put: 'const items = endedBadly === null ? ',
  },
  {
    name: 'only the first compensation is run',
    file: REACT,
    find: "    case 'compensation_completed':\n",
    put: "    case 'compensation_completed':\n      return [];\n",
  },
  {
    name: 'the newest definition is used instead of the pinned one',
    file: COMMIT,
    find: "(await parts.definitions.pinned(before?.definition.id ?? '', before?.definition.version ?? ''))",
    put: "(await parts.definitions.toStart(before?.definition.id ?? '', undefined))",
  },
  {
    name: 'the absent are given tasks',
    file: 'functions/core/routing/delegation.ts',
    find: 'if (!isAway(user, context.now)) return id;',
    put: 'if (!isAway(user, 0)) return id;',
  },
  {
    name: 'a step that nobody can decide is never offered again',
    file: DEADLINES,
    find: 'return isDue(input, open.reassignAt) ? offerAgain(input, stepId, open) : [];',
    put: 'return [];',
  },
  {
    name: 'effects are not announced after a pause',
    file: COMMIT,
    find: 'const rested = before === null || !mayPerform(before);',
    put: 'const rested = before === null;',
  },
  {
    name: 'time runs by the clock of the process',
    file: COMMIT,
    find: 'contextAt(parts, Math.max(read.readAt, before?.now ?? 0), directory)',
    put: 'contextAt(parts, parts.platform.clock.now(), directory)',
  },
  {
    name: 'the audit forgets an event',
    file: COMMIT,
    find: '    events: sealed.events,\n  });',
    put: "    events: sealed.events.filter(({ action }) => action !== 'incident_resolved'),\n  });",
  },
  {
    name: 'the audit is not chained',
    file: COMMIT,
    find: '    prev: before?.head ?? GENESIS,',
    put: '    prev: GENESIS,',
  },
  ...LANGUAGE_MUTANTS,
  ...MESSAGE_MUTANTS,
];
