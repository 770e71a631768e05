// What chance has happen, as commands on a story: mostly sensible, sometimes late, doubled or out of place.
import type { Command, EffectOutcome, MessageOutcome, PersonalCommand } from '../commands.ts';
import { isOpen } from '../instance.ts';
import { kindOf } from '../kinds/index.ts';
import { START_USE } from '../kinds/use.ts';
import { timersOf } from '../react.ts';
import { away, HOUR, MINUTE, PEOPLE, personIn } from './build.ts';
import { sent, unconfirmed, watched } from './messages.ts';
import type { Chance, Happening } from './random-workflow.ts';
import type { Story } from './story.ts';

const oneOf = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];
const stepIdOf = ({ definition }: Story, pick: number): string => oneOf(definition.steps, pick)?.id ?? '';

/** Lets it happen; answers the command it led to, if any. */
export function play(story: Story, chance: Chance): Command | null {
  const command = PLAYS[chance.what](story, chance);
  if (command !== null) story.try(command);
  return command;
}

type Play = (story: Story, chance: Chance) => Command | null;
type Fields = { readonly type: PersonalCommand['type']; readonly [field: string]: unknown };
const by = (story: Story, actor: string, fields: Fields): Command =>
  ({ ...fields, actor: personIn(story.context, actor) }) as unknown as PersonalCommand;
const byAdmin =
  (fields: (story: Story, chance: Chance) => Fields): Play =>
  (story, chance) =>
    by(story, 'admin-1', fields(story, chance));

/** One who has an open task decides it; a stand-in where they are away. */
function decide(story: Story, { pick, turn }: Chance): Command | null {
  const tasks = story.definition.steps.flatMap((step) => {
    const open = story.instance.steps[step.id];
    return isOpen(open) ? open.assignees.map(({ user }) => ({ step, user })) : [];
  });
  const task = oneOf(tasks, pick);
  if (task === undefined) return null;
  const person = story.people.get(task.user);
  const actor = person?.away?.delegate ?? task.user;
  const types = kindOf(task.step).accepts;
  // Two of three approve, so that stories go on; the others do anything the step takes.
  const type = turn % 3 === 0 ? oneOf(types, pick) : types[0];
  const to = oneOf(PEOPLE, turn)?.id;
  return type === undefined
    ? null
    : by(story, actor, { type, stepId: task.step.id, reason: 'chance', output: { turn }, to });
}

const STRAYS = [
  ...(['approve_step', 'reject_step', 'complete_step', 'request_changes', 'resubmit_workflow'] as const),
  ...(['claim_task', 'release_task', 'delegate_task', 'assign_task', 'reassign_task'] as const),
];

/** Anybody tries to decide anything, perhaps in an old attempt or on an old revision. */
function stray(story: Story, { pick, turn }: Chance): Command {
  const actor = oneOf(PEOPLE, pick)?.id ?? '';
  return by(story, actor, {
    type: oneOf(STRAYS, turn) ?? 'approve_step',
    to: oneOf(PEOPLE, turn + pick)?.id,
    ...(turn % 5 === 0 ? {} : { stepId: stepIdOf(story, turn) }),
    ...(turn % 3 === 0 ? { attempt: pick % 3 } : {}),
    ...(turn % 7 === 0 ? { expectedRevision: pick % 5 } : {}),
    reason: 'chance',
  });
}

const CHILD = 'child-1';
const isStart = ({ instance }: Story, id: string): boolean => {
  const effect = instance.effects[id]?.effect;
  return effect?.kind === 'action' && effect.use === START_USE;
};

/** Some of the pending effects have an outcome; sometimes one that was reported before has it again. */
function effects(story: Story, { pick, turn }: Chance): Command | null {
  const pending = Object.keys(story.instance.effects);
  const ids = pending.filter((_, i) => (pick + i) % 3 !== 0 || pending.length === 1);
  if (turn % 11 === 0) ids.push(...pending.slice(0, 1), 's0:1:do:0');
  const outcomes = ids.map((effectId, i): EffectOutcome => {
    const luck = (turn + 7 * i) % 10;
    const isUnlucky = luck === 0 || (luck < 3 && effectId.includes(':undo:'));
    if (isUnlucky) return { effectId, kind: 'refused', error: 'chance' };
    if (isStart(story, effectId)) return { effectId, kind: 'started', childId: CHILD, isAwaited: luck % 2 === 0 };
    if (luck === 1) return { effectId, kind: 'retry', error: 'chance', delayMs: 30_000 };
    if (story.instance.effects[effectId]?.effect.kind === 'message') return ofMessage(effectId, turn + i);
    return { effectId, kind: 'done', output: { [`o${turn % 3}`]: turn } };
  });
  return outcomes.length === 0 ? null : { type: 'record_effects', outcomes };
}

function ofMessage(effectId: string, luck: number): MessageOutcome {
  const handle = luck % 3 === 0 ? `whatsapp:${luck % 7}` : null;
  if (luck % 5 === 0) return unconfirmed(effectId, 'whatsapp', handle);
  return handle === null ? sent(effectId) : watched(effectId, handle);
}

const delivery: Play = (_story, { pick, turn }) => ({
  type: 'record_delivery',
  handle: `whatsapp:${pick % 7}`,
  report: oneOf(
    [
      { state: 'delivered' },
      { state: 'read' },
      { state: 'failed', error: 'chance' },
      { state: 'sent', handle: `whatsapp:${turn % 7}` },
    ],
    turn,
  ) ?? { state: 'delivered' },
});

function time(story: Story, { pick, turn }: Chance): Command {
  story.now += oneOf([MINUTE, 20 * MINUTE, HOUR, 3 * HOUR, 26 * HOUR], pick) ?? 0;
  const timers = timersOf(story.instance);
  return { type: 'check_deadlines', timers: turn % 2 === 0 ? timers : [...timers, ...timers] };
}

const hint: Play = (story, { pick, turn }) => ({
  type: 'check_deadlines',
  timers: [{ kind: 'deadline', stepId: stepIdOf(story, pick), attempt: turn % 3, at: story.now }],
});

/** Somebody leaves, with or without a stand-in, or comes back. */
const leave: Play = (story, { pick, turn }) => {
  const person = oneOf(PEOPLE, pick);
  if (person === undefined || person.id === 'admin-1') return null;
  const { away: _away, ...present } = personIn(story.context, person.id);
  const delegate = oneOf(PEOPLE, turn)?.id;
  story.people.set(
    person.id,
    turn % 2 === 0 ? present : { ...present, ...away(turn % 3 === 0 ? undefined : delegate) },
  );
  return null;
};

const changeRoles: Play = (story, { pick, turn }) => {
  const person = oneOf(PEOPLE, pick);
  if (person === undefined || person.id === 'admin-1') return null;
  story.change(person.id, { roles: turn % 2 === 0 ? person.roles : [] });
  return null;
};

/** A change of the request: of its amount, its note, or the moment something waits for. */
const patchOf = (story: Story, { pick, turn }: Chance): object =>
  oneOf([{ amount: turn % 100 }, { note: turn }, { when: story.now + (turn % 4) * HOUR }, {}], pick) ?? {};

/** A workflow under a step has ended; sometimes that is told of a step that waits for none. */
function child(story: Story, { pick, turn }: Chance): Command {
  const waiting = story.definition.steps.filter(({ id }) => {
    const open = story.instance.steps[id];
    return isOpen(open) && open.wait?.kind === 'child';
  });
  const stepId = oneOf(waiting, pick)?.id ?? stepIdOf(story, pick);
  const step = story.step(stepId);
  const { attempt } = step;
  const index = isOpen(step) ? step.action : 0;
  const end = turn % 3 === 0 ? ({ status: 'cancelled', outcome: null } as const) : COMPLETED;
  return { type: 'record_child_end', childId: CHILD, stepId, attempt, index, ...end };
}
const COMPLETED = { status: 'completed', outcome: 'approved' } as const;

/** Somebody who has a task of a pool claims it, or gives it back. */
function pool(story: Story, { pick, turn }: Chance): Command | null {
  const tasks = story.definition.steps.flatMap(({ id }) => {
    const open = story.instance.steps[id];
    return isOpen(open) && open.pool.length > 0 ? open.assignees.map(({ user }) => ({ id, user })) : [];
  });
  const task = oneOf(tasks, pick);
  const type = turn % 2 === 0 ? 'claim_task' : 'release_task';
  return task === undefined ? null : by(story, task.user, { type, stepId: task.id });
}

const PLAYS: { readonly [what in Happening]: Play } = {
  decide,
  stray,
  effects,
  time,
  hint,
  skip: byAdmin((story, { pick }) => ({ type: 'skip_step', stepId: stepIdOf(story, pick), reason: 'chance' })),
  retry_step: byAdmin((story, { pick }) => ({ type: 'retry_step', stepId: stepIdOf(story, pick) })),
  reassign: byAdmin((story, { pick, turn }) => ({
    type: 'reassign_task',
    stepId: stepIdOf(story, pick),
    to: oneOf(PEOPLE, turn)?.id,
    reason: 'chance',
  })),
  escalate: (story, { pick, turn }) =>
    by(story, oneOf(['admin-1', 'requester-1'], turn) ?? '', {
      type: 'escalate_task',
      stepId: stepIdOf(story, pick),
      reason: 'chance',
    }),
  comment: byAdmin(() => ({ type: 'add_comment', text: 'chance' })),
  pause: byAdmin(() => ({ type: 'pause_workflow' })),
  resume: byAdmin(() => ({ type: 'resume_workflow' })),
  // Most stories are to have an end of their own.
  cancel: (story, { pick }) =>
    pick % 3 === 0 ? by(story, 'admin-1', { type: 'cancel_workflow', reason: 'chance' }) : null,
  retry: byAdmin(() => ({ type: 'retry_workflow' })),
  resolve: byAdmin((story, { pick }) => ({
    type: 'resolve_incident',
    incidentId: oneOf(Object.keys(story.instance.incidents), pick) ?? 'none',
    reason: 'chance',
  })),
  away: leave,
  roles: changeRoles,
  assign: byAdmin((story, { pick, turn }) => ({
    type: 'assign_task',
    stepId: stepIdOf(story, pick),
    to: oneOf(PEOPLE, turn)?.id,
  })),
  signal: byAdmin((_, { pick, turn }) => ({
    type: 'signal_workflow',
    name: turn % 4 === 0 ? 'other' : 'go',
    payload: { pick },
  })),
  resubmit: (story, chance) =>
    by(story, 'requester-1', { type: 'resubmit_workflow', data: patchOf(story, chance), notes: 'chance' }),
  update: byAdmin((story, chance) => ({ type: 'update_workflow_data', data: patchOf(story, chance) })),
  submit: (story, chance) => by(story, 'requester-1', { type: 'submit_workflow', data: patchOf(story, chance) }),
  child,
  pool,
  delivery,
  parent: (_, { pick }) => (pick % 4 === 0 ? { type: 'cancel_by_parent', reason: 'chance' } : null),
};
