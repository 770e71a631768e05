// What a person's message comes to: read, its task found among those that wait for them, done, and answered in words.
import { readReply } from '../core/reply.ts';
import { SHORT_CODE_DIGITS } from '../core/reply-code.ts';
import type { SpokenTask } from '../core/spoken-task.ts';
import type { User } from '../core/user.ts';
import { Refused } from '../engine/failure.ts';
import type { Caller, Parts } from '../engine/parts.ts';
import { carryOut, type DecideParts, type DecidingReply } from './replies-decide.ts';
import { isNamedBy, pastTask, spokenOf, type Target, told, type Waiting, waitingTasks } from './replies-tasks.ts';

export type Leases = Parts['platform']['leases'];

export interface RespondParts extends DecideParts {
  readonly leases: Leases;
}

interface Message {
  readonly to: User;
  readonly caller: Caller;
  /** Names this message wherever it is remembered. */
  readonly messageId: string;
}

/** Tasks listed in one answer. */
const LISTED_MAX = 10;
/** As many digits as are asked for where four are not enough. */
const LONGER_DIGITS = 6;

/** The answer to a message; the same again decides nothing anew. Throws `Transient`. */
export async function respond(
  parts: RespondParts,
  to: User,
  said: { messageId: string; text: string },
): Promise<string> {
  const { engine, words } = parts;
  const reply = readReply(said.text);
  if (reply.kind === 'nothing') return words.notUnderstood(to);
  const caller: Caller = { userId: to.id, channel: 'whatsapp', authentication: 'phone', assurance: 'reply' };
  const tasks = await waitingTasks(engine, caller);
  const message = { to, caller, messageId: said.messageId };
  switch (reply.kind) {
    case 'help':
      return listed(parts, to, tasks);
    case 'details':
      return reply.code === null ? listed(parts, to, tasks) : detailed(parts, message, tasks, reply.code);
    case 'approve':
    case 'reject':
    case 'delegate':
      return decided(parts, message, tasks, reply);
  }
}

const listed = ({ words }: RespondParts, to: User, tasks: readonly Waiting[]): string =>
  words.openTasks(to, {
    tasks: told(tasks.slice(0, LISTED_MAX), tasks),
    more: Math.max(0, tasks.length - LISTED_MAX),
  });

async function detailed(
  parts: RespondParts,
  message: Message,
  tasks: readonly Waiting[],
  code: string,
): Promise<string> {
  const named = tasks.filter(isNamedBy(code));
  const [task] = told(named, tasks);
  if (task === undefined) return missing(parts, message, code);
  return named.length === 1 ? parts.words.details(message.to, { task }) : ambiguous(parts, message, named, tasks);
}

const ambiguous = (
  { words }: RespondParts,
  { to }: Message,
  named: readonly Waiting[],
  tasks: readonly Waiting[],
): string => words.ambiguousCode(to, { tasks: told(named, tasks, LONGER_DIGITS) });

async function decided(
  parts: RespondParts,
  message: Message,
  tasks: readonly Waiting[],
  reply: DecidingReply,
): Promise<string> {
  const named = tasks.filter(isNamedBy(reply.code));
  const namesAnother = reply.otherCodes.some((code) => tasks.some(isNamedBy(code)));
  const [found] = named.length === 1 && !namesAnother ? named : [];
  const target = await meant(parts, message, found ?? null);
  if (target !== null) {
    const task = await spoken(parts, message, tasks, target);
    if (task === null) return parts.words.unknownCode(message.to, { code: reply.code });
    return carryOut(parts, { ...message, commandId: `reply:${message.messageId}`, target, task }, reply);
  }
  if (namesAnother) return parts.words.notUnderstood(message.to);
  return named.length === 0 ? missing(parts, message, reply.code) : ambiguous(parts, message, named, tasks);
}

/**
 * What this message means, settled once: the first to look says it for everybody. A message that comes again, when the task it
 * decided waits no more, must not mean another one that happens to begin with the same digits.
 */
async function meant(
  { leases, clock }: RespondParts,
  { messageId }: Message,
  found: Target | null,
): Promise<Target | null> {
  const own = found === null ? null : [found.instanceId, found.stepId, found.attempt];
  const { holder } = await leases.take(`meant/${messageId}`, { holder: JSON.stringify(own), takenAt: clock.now() });
  const settled = JSON.parse(holder) as readonly [string, string, number] | null;
  if (settled === null) return null;
  const [instanceId, stepId, attempt] = settled;
  return { instanceId, stepId, attempt };
}

/** How the task is called, whether it waits still or not; null: the person may not see it any more. */
async function spoken(
  { engine }: RespondParts,
  { caller }: Message,
  tasks: readonly Waiting[],
  target: Target,
): Promise<SpokenTask | null> {
  const waiting = tasks.filter(
    ({ instanceId, stepId, attempt }) =>
      instanceId === target.instanceId && stepId === target.stepId && attempt === target.attempt,
  );
  const [task] = told(waiting, tasks);
  if (task !== undefined) return task;
  try {
    const step = await engine.seenStep(caller, target);
    return step === null ? null : await spokenOf(engine, { target, step }, caller.userId);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** Why there is no such task: it was, or it never was. */
async function missing({ engine, words }: RespondParts, { to, caller }: Message, code: string): Promise<string> {
  const past = await pastTask(engine, caller, code);
  if (past === null) return words.unknownCode(to, { code });
  const { step, target } = past;
  const task = { ...(await spokenOf(engine, past, to.id)), code: code.slice(0, SHORT_CODE_DIGITS) };
  const own = Object.hasOwn(step.votes, to.id) ? step.votes[to.id] : undefined;
  const isCurrent = step.attempt === target.attempt;
  if (isCurrent && step.outcome !== null) {
    const ids = Object.keys(step.votes);
    const names = await engine.namesOf(ids);
    return words.alreadyDecided(to, { task, by: ids.map((id) => names[id] ?? id), outcome: step.outcome });
  }
  if (isCurrent && own !== undefined) return words.alreadyDecided(to, { task, by: [to.name], outcome: own.decision });
  return words.staleCode(to, { task });
}
