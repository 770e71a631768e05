// One decision by reply: carried out in the name of whoever sent it, and answered with what the engine said.
import type { JsonObject } from '../core/json.ts';
import type { Rejection } from '../core/rejection.ts';
import type { Reply } from '../core/reply.ts';
import type { SpokenTask } from '../core/spoken-task.ts';
import type { User } from '../core/user.ts';
import type { Named } from '../engine/delegates.ts';
import type { WorkflowEngine } from '../engine/engine.ts';
import { Refused } from '../engine/failure.ts';
import type { Caller, EngineOptions } from '../engine/parts.ts';
import type { Target, TasksEngine } from './replies-tasks.ts';
import type { ReplyWords } from './replies-words.ts';

export type DecidingReply = Extract<Reply, { readonly kind: 'approve' | 'reject' | 'delegate' }>;

export interface DecideParts extends Required<Pick<EngineOptions, 'signLink' | 'pageOf'>> {
  readonly engine: TasksEngine & Pick<WorkflowEngine, 'approveStep' | 'rejectStep' | 'delegateTask' | 'delegatesFor'>;
  readonly words: ReplyWords;
  readonly clock: { now(): number };
}

export interface Deciding {
  readonly to: User;
  readonly caller: Caller;
  /** The same for every delivery of the same message: it is done once. */
  readonly commandId: string;
  readonly target: Target;
  readonly task: SpokenTask;
}

/** Answers in words what came of it. Throws `Transient`. */
export async function carryOut(parts: DecideParts, deciding: Deciding, reply: DecidingReply): Promise<string> {
  try {
    return await (reply.kind === 'delegate' ? delegate(parts, deciding, reply.name) : vote(parts, deciding, reply));
  } catch (error) {
    if (error instanceof Refused) return refused(parts, deciding, error.rejection);
    throw error;
  }
}

async function vote(
  { engine, words }: DecideParts,
  { to, caller, commandId, target, task }: Deciding,
  reply: Exclude<DecidingReply, { kind: 'delegate' }>,
): Promise<string> {
  const command = { ...target, commandId };
  if (reply.kind === 'reject') {
    // Whether a reason is missing is the engine's to say, after everything that weighs more.
    const answer = await engine.rejectStep(caller, { ...command, reason: reply.reason ?? '' });
    return words.rejected(to, { task, isOver: isOver(answer) });
  }
  const notes = reply.notes === null ? {} : { notes: reply.notes };
  return words.approved(to, { task, isOver: isOver(await engine.approveStep(caller, { ...command, ...notes })) });
}

const isOver = ({ step }: JsonObject): boolean => (step as { readonly state: string }).state === 'completed';

async function delegate(
  { engine, words }: DecideParts,
  { to, caller, commandId, target, task }: Deciding,
  name: string,
): Promise<string> {
  const people = peopleCalled(name, await engine.delegatesFor(caller, target.instanceId));
  const [person, another] = people;
  if (person === undefined) return words.unknownName(to, { task, name });
  if (another !== undefined) return words.severalNames(to, { task, name, names: people.map((each) => each.name) });
  try {
    await engine.delegateTask(caller, { ...target, commandId, to: person.id });
    return words.delegated(to, { task, name: person.name });
  } catch (error) {
    if (!(error instanceof Refused) || !OF_THE_TAKER.has(error.rejection.reason)) throw error;
    return words.cannotDelegate(to, { task, name: person.name, reason: error.rejection.reason });
  }
}

/** Refusals that speak of the person named. */
const OF_THE_TAKER: ReadonlySet<string> = new Set(['NO_AVAILABLE_ASSIGNEES', 'SELF_APPROVAL', 'INVALID_DATA']);

/** By the id or the whole name, else by a part of it. */
function peopleCalled(name: string, people: readonly Named[]): readonly Named[] {
  const asked = key(name);
  const exact = people.filter((person) => key(person.id) === asked || key(person.name) === asked);
  return exact.length > 0 ? exact : people.filter((person) => key(person.name).includes(asked));
}
const key = (name: string): string => name.normalize('NFC').toLowerCase();

async function refused(
  { engine, words, signLink, pageOf, clock }: DecideParts,
  { to, caller, target, task }: Deciding,
  { reason, message, details }: Rejection,
): Promise<string> {
  switch (reason) {
    case 'STEP_UP_REQUIRED': {
      const linked = { ...target, userId: caller.userId };
      const link = details?.needs === 'page' ? await signLink({ ...linked, issuedAt: clock.now() }) : null;
      return link === null
        ? words.needsSignIn(to, { task, page: pageOf(linked) })
        : words.needsPage(to, { task, link });
    }
    case 'REASON_REQUIRED':
      return words.needsReason(to, { task });
    case 'ALREADY_DECIDED': {
      const { decidedBy = [], outcome = '' } = (details ?? {}) as { decidedBy?: readonly string[]; outcome?: string };
      const names = await engine.namesOf(decidedBy);
      return words.alreadyDecided(to, { task, by: decidedBy.map((id) => names[id] ?? id), outcome });
    }
    case 'STALE_ATTEMPT':
    case 'NOT_ASSIGNED':
    case 'NOT_FOUND':
      return words.staleCode(to, { task });
    default:
      return words.refused(to, { task, reason, message });
  }
}
