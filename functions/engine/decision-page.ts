// What the holder of a signed link sees: the request while it is theirs to decide, and otherwise what became of it.
import type { PersonalCommand } from '../core/commands.ts';
import type { Context } from '../core/context.ts';
import { decide } from '../core/decide/decide.ts';
import { planOf } from '../core/definition/plan.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { StepDefinition } from '../core/definition/steps.ts';
import { type Instance, isTerminal } from '../core/instance.ts';
import type { JsonObject } from '../core/json.ts';
import { kindOf } from '../core/kinds/index.ts';
import type { Reason } from '../core/rejection.ts';
import type { User } from '../core/user.ts';
import { decidedOf, detailsOf, headOf, nextOf, peopleNamed } from './decision-view.ts';
import type { Parts } from './parts.ts';

export interface DecisionPlace {
  readonly instanceId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly userId: string;
}

const WAYS = ['approve_step', 'reject_step', 'request_changes', 'complete_step'] as const;
type Way = (typeof WAYS)[number];

/** What a way of deciding asks for; `sign_in`: a link is not enough for it. */
type Need = 'nothing' | 'reason' | 'sign_in';
/** `choices` have at least one entry; `reason`: why the core refuses every one. */
type Judgement =
  | { readonly isOpen: true; readonly choices: Readonly<Partial<Record<Way, Need>>> }
  | { readonly isOpen: false; readonly reason: Reason };

interface Asked extends DecisionPlace {
  readonly definition: WorkflowDefinition;
  readonly step: StepDefinition;
  readonly instance: Instance;
  readonly actor: User;
  readonly context: Context;
}

/** Somebody who is gone, or an instance that is: the link says no more than that. */
const GONE: JsonObject = { state: 'moved', assurance: 'link' };

/** One call reads the instance and the person; what a link may show is judged by what the core would let it do now. */
export async function decisionPage(parts: Parts, place: DecisionPlace): Promise<JsonObject> {
  const { stored, user, readAt } = await parts.documents.read(place.instanceId, place.userId);
  if (stored === null || user === null) return GONE;
  const { instance } = stored.document;
  const { definition } = await parts.definitions.pinned(instance.definition.id, instance.definition.version);
  const step = planOf(definition).byId.get(place.stepId)?.definition;
  if (step === undefined) return GONE;
  const directory = await parts.people.around(definition, instance, { ids: [user.id], fresh: user });
  const context = {
    now: Math.max(readAt, instance.now),
    directory,
    access: parts.access,
    calendars: parts.calendars,
    messaging: parts.messaging,
  };
  const asked: Asked = { ...place, definition, step, instance, actor: user, context };
  const names = await namesOf(parts, instance);
  return pageOf(asked, judge(asked), (id) => names[id] ?? id);
}

function pageOf(asked: Asked, judgement: Judgement, nameOf: (id: string) => string): JsonObject {
  const { definition, step, instance, stepId, userId, actor } = asked;
  const source = { definition, step, instance, stepId, userId, nameOf };
  if (judgement.isOpen) {
    const { choices } = judgement;
    const assurance = Object.values(choices).every((need) => need === 'sign_in') ? 'sign_in' : 'link';
    return { state: 'open', assurance, language: actor.language, ...headOf(source), ...detailsOf(source), choices };
  }
  const about = { assurance: 'link', language: actor.language };
  const state = stateOf(judgement.reason, asked);
  // Whoever may not see the instance learns nothing of it.
  if (judgement.reason === 'NOT_FOUND') return { state, ...about };
  if (state === 'moved') return { state, ...about, ...headOf(source), isAnew: judgement.reason === 'STALE_ATTEMPT' };
  const decided = state === 'decided' ? { decided: decidedOf(source) } : {};
  return { state, ...about, ...headOf(source), ...decided, next: nextOf(source) };
}

function stateOf(reason: Reason, { instance, stepId }: Asked): 'decided' | 'moved' | 'paused' | 'ended' {
  const step = instance.steps[stepId];
  const isVoted = step !== undefined && 'votes' in step && Object.keys(step.votes).length > 0;
  const isOver = isTerminal(instance.status);
  // What ended because the workflow did was decided by nobody.
  if (reason === 'ALREADY_DECIDED') return isOver && !isVoted && step?.state === 'skipped' ? 'ended' : 'decided';
  if (reason !== 'INVALID_STATE_TRANSITION') return 'moved';
  if (isOver) return 'ended';
  if (instance.status !== 'running') return 'paused';
  return instance.changesRequested?.stepId === stepId ? 'decided' : 'moved';
}

/** Asks the core what each way of deciding would meet, and does none. */
function judge(asked: Asked): Judgement {
  const accepted = WAYS.filter((way) => kindOf(asked.step).accepts.includes(way));
  const needs = accepted.map((way) => ({ way, ...needOf(asked, way) }));
  const choices = Object.fromEntries(needs.flatMap(({ way, need }) => (need === undefined ? [] : [[way, need]])));
  // Whoever has voted has decided, even while sending it back would still be possible.
  const isVoted = needs[0]?.reason === 'ALREADY_DECIDED';
  if (!isVoted && Object.keys(choices).length > 0) return { isOpen: true, choices };
  return { isOpen: false, reason: needs[0]?.reason ?? 'INVALID_STATE_TRANSITION' };
}

function needOf(asked: Asked, way: Way): { readonly need?: Need; readonly reason?: Reason } {
  const tried = attempt(asked, way, 'said why');
  // A form is filled in where all of it can be shown.
  if (tried === 'STEP_UP_REQUIRED' || tried === 'INVALID_DATA') return { need: 'sign_in' };
  if (tried !== null) return { reason: tried };
  if (way === 'complete_step') return { need: 'sign_in' };
  return { need: attempt(asked, way) === 'REASON_REQUIRED' ? 'reason' : 'nothing' };
}

/** Why the core would refuse; null: it would not. */
function attempt({ definition, instance, context, actor, stepId, attempt }: Asked, type: Way, reason?: string) {
  const command = { type, actor, stepId, attempt, assurance: 'link', ...(reason === undefined ? {} : { reason }) };
  const decided = decide(definition, instance, command as PersonalCommand, context);
  return decided.ok ? null : decided.error.reason;
}

async function namesOf(parts: Parts, instance: Instance): Promise<Readonly<Record<string, string>>> {
  const users = await parts.people.users(peopleNamed(instance));
  return Object.fromEntries(Object.values(users).map(({ id, name }) => [id, name]));
}
