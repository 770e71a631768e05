// The one commit: start, decide, complete, timer, cancel all come through here.
// Read, decide, compare-and-set the document together with one audit entry; then tell the bus and the timers.
import type { Command } from '../core/commands.ts';
import type { AuditEntry, InstanceDocument, RememberedCommand } from '../core/document.ts';
import { timerKey } from '../core/effects.ts';
import type { Instance } from '../core/instance.ts';
import { bytesOf, type JsonObject } from '../core/json.ts';
import { COMMAND_RING_MAX, INSTANCE_BYTES_MAX } from '../core/limits.ts';
import { mayPerform, timersOf, wakeAtOf } from '../core/react.ts';
import { step } from '../core/step.ts';
import type { User } from '../core/user.ts';
import type { InstanceRead, PublishedDefinition, StoredInstance } from '../platform/platform.ts';
import { chained, GENESIS } from './audit.ts';
import { contextAt } from './context.ts';
import { Refused, refuse, Transient } from './failure.ts';
import type { Caller, Parts } from './parts.ts';
import { tellCommit } from './telling.ts';

const TRIES_MAX = 20;
const BUDGET_MS = 10_000;
const WAIT_MIN_MS = 50;
const WAIT_MAX_MS = 1_000;

export interface CommitRequest {
  readonly instanceId: string;
  readonly caller: Caller;
  /** Remembered with its answer, so that a repeat is not done twice; null for the engine's own commands. */
  readonly commandId: string | null;
  /** Hash of what is asked: the same id with other content is a conflict. */
  readonly content: string;
  /** Whose record is read in the same call as the instance. */
  readonly userId?: string;
  /** People the command names, whom the decision has to know. */
  readonly concerns?: readonly string[];
  /** Set when the instance is to be created: then nothing is read first. */
  readonly starts?: PublishedDefinition;
  /** What was read just before; used once. */
  readonly known?: InstanceRead;
  command(actor: User | null): Command;
  answer(instance: Instance, events: AuditEntry['events']): JsonObject;
}

export interface Committed {
  readonly document: InstanceDocument;
  readonly answer: JsonObject;
  /** False: it was already so, or this command was done before. */
  readonly changed: boolean;
}

/** Commits on one instance queue up within a process: contending for the document would only cost tries. */
export async function commit(parts: Parts, request: CommitRequest): Promise<Committed> {
  const ahead = parts.lanes.get(request.instanceId) ?? Promise.resolve();
  const mine = ahead.then(() => commitInTurn(parts, request));
  const settled = mine.then(
    () => {},
    () => {},
  );
  parts.lanes.set(request.instanceId, settled);
  try {
    return await mine;
  } finally {
    if (parts.lanes.get(request.instanceId) === settled) parts.lanes.delete(request.instanceId);
  }
}

async function commitInTurn(parts: Parts, request: CommitRequest): Promise<Committed> {
  const { clock, entropy } = parts.platform;
  const deadline = clock.now() + BUDGET_MS;
  let read: InstanceRead | null = request.known ?? (request.starts === undefined ? null : nothingRead(parts));
  let isAmbiguous = false;
  for (let tries = 0; tries < TRIES_MAX && (tries === 0 || clock.now() < deadline); tries++) {
    const again = tries > 0;
    if (again)
      await clock.sleep(WAIT_MIN_MS + entropy.fraction() * Math.min(WAIT_MAX_MS - WAIT_MIN_MS, 100 * 2 ** tries));
    try {
      read ??= await parts.documents.read(request.instanceId, request.userId);
      const done = await attempt(parts, request, read);
      if (done !== 'conflict') {
        // An earlier try may have been applied without our knowing: what it asked for is told now.
        if (isAmbiguous && !done.changed) await kick(parts, null, done.document);
        return done;
      }
    } catch (error) {
      // Whether a failed write was applied shows in the next read: our command id is in, or it is not.
      if (!(error instanceof Transient)) throw error;
      isAmbiguous = true;
      parts.platform.log.write('warning', 'commit_retried', { instanceId: request.instanceId, error: error.message });
    }
    read = null;
  }
  throw new Transient(`instance ${request.instanceId} is too busy`);
}

/** Whose messages may have to go by another channel. */
const waitedFor = (instance: Instance | null): readonly string[] =>
  Object.values(instance?.messages ?? {}).flatMap(({ to, watch }) => (watch === undefined ? [] : [to]));

const nothingRead = (parts: Parts): InstanceRead => ({ stored: null, user: null, readAt: parts.platform.clock.now() });

async function attempt(parts: Parts, request: CommitRequest, read: InstanceRead): Promise<Committed | 'conflict'> {
  const { stored } = read;
  const before = stored?.document.instance ?? null;
  if (before === null && request.starts === undefined)
    return refuse('NOT_FOUND', 'There is no such instance, or you may not see it.');
  const published =
    request.starts ?? (await parts.definitions.pinned(before?.definition.id ?? '', before?.definition.version ?? ''));
  const content = await parts.documents.remembered(published.definition, request.content);
  const remembered = await recall(parts, { ...request, content }, stored);
  if (remembered !== null) return remembered;
  const command = request.command(read.user);
  const directory = await parts.people.around(published.definition, before, {
    ids: [...(request.concerns ?? []), ...waitedFor(before)],
    fresh: read.user,
  });
  const context = contextAt(parts, Math.max(read.readAt, before?.now ?? 0), directory);
  const stepped = step(published.definition, before, command, context);
  if (!stepped.ok) throw new Refused(stepped.error);
  const { instance, events } = stepped.value;
  if (events.length === 0 && stored !== null)
    return { document: stored.document, answer: request.answer(instance, events), changed: false };
  const asked = { ...request, content };
  const built = await build(parts, asked, stored, { instance, events, at: context.now, published });
  const result = await parts.platform.instances.commit({
    instanceId: request.instanceId,
    expected: stored?.version ?? null,
    ...built.stored,
  });
  if (result === 'conflict') return 'conflict';
  parts.people.follow(before, instance);
  tellCommit(parts.platform.log, instance, events, request.caller);
  await kick(parts, before, built.document);
  return { document: built.document, answer: built.answer, changed: true };
}

/** The answer of a command that was committed before; null where it was not. */
async function recall(parts: Parts, request: CommitRequest, stored: StoredInstance | null): Promise<Committed | null> {
  if (stored === null) return null;
  const { document } = stored;
  const known = document.ring.find(({ id }) => id === request.commandId);
  if (known === undefined) {
    // An id made from the key of a start belongs to that start alone.
    return request.starts === undefined
      ? null
      : refuse('IDEMPOTENCY_CONFLICT', 'This idempotency key was used for another request.');
  }
  if (known.content !== request.content)
    refuse('IDEMPOTENCY_CONFLICT', 'This key was used for another request before.');
  await kick(parts, null, document, { timers: false });
  return { document, answer: known.answer, changed: false };
}

interface Happened {
  readonly instance: Instance;
  readonly events: AuditEntry['events'];
  readonly at: number;
  readonly published: PublishedDefinition;
}

interface Built {
  /** In plain, for what follows in this process. */
  readonly document: InstanceDocument;
  /** As they are stored: sealed where the definition says so; the audit's hashes are over that. */
  readonly stored: { readonly document: InstanceDocument; readonly entry: AuditEntry };
  readonly answer: JsonObject;
}

async function build(
  parts: Parts,
  { caller, commandId, content, answer: answerOf }: CommitRequest,
  stored: StoredInstance | null,
  { instance, events, at, published }: Happened,
): Promise<Built> {
  const before = stored?.document ?? null;
  const sealed = await parts.documents.sealed(published.definition, before, {
    instanceId: instance.id,
    data: instance.data,
    events,
  });
  const entry = chained({
    seq: (before?.seq ?? 0) + 1,
    prev: before?.head ?? GENESIS,
    instanceId: instance.id,
    at,
    actor: caller.userId,
    onBehalfOf: onBehalfOf(events),
    channel: caller.channel,
    authentication: caller.authentication,
    commandId,
    definitionHash: published.hash,
    events: sealed.events,
  });
  const answer = answerOf(instance, events);
  const ring = remember(before?.ring ?? [], commandId === null ? null : { id: commandId, content, answer });
  const document: InstanceDocument = {
    instance,
    ring,
    seq: entry.seq,
    head: entry.hash,
    wakeAt: wakeAtOf(instance),
    wakes: 0,
  };
  const asStored = { ...document, instance: { ...instance, data: sealed.data } };
  if (commandId !== null && bytesOf(asStored) > INSTANCE_BYTES_MAX)
    refuse('LIMIT_EXCEEDED', `The instance would grow beyond ${INSTANCE_BYTES_MAX} bytes.`);
  return { document, stored: { document: asStored, entry }, answer };
}

/** The start is remembered as long as the instance lives; of the others, the newest. */
function remember(ring: readonly RememberedCommand[], added: RememberedCommand | null): readonly RememberedCommand[] {
  if (added === null) return ring;
  const [first, ...rest] = ring;
  return first === undefined ? [added] : [first, ...[...rest, added].slice(-(COMMAND_RING_MAX - 1))];
}

const onBehalfOf = (events: AuditEntry['events']): string | null => {
  for (const event of events)
    if (event.action === 'step_approved' || event.action === 'step_rejected' || event.action === 'step_completed')
      return event.data.onBehalfOf;
  return null;
};

/** Tells bus and timers what is new since `before`; null: everything. Failure is healed by the sweeper: `wakeAt` says so. */
export async function kick(
  parts: Parts,
  before: Instance | null,
  { instance }: InstanceDocument,
  also: { readonly timers: boolean } = { timers: true },
): Promise<void> {
  if (!mayPerform(instance)) return;
  const rested = before === null || !mayPerform(before);
  const effectIds = Object.values(instance.effects)
    .filter(({ effect, notBefore }) => notBefore <= instance.now && (rested || before.effects[effect.id] === undefined))
    .map(({ effect }) => effect.id);
  const known = new Set(rested ? [] : timersOf(before).map(timerKey));
  const timers = (also.timers ? timersOf(instance) : []).filter((timer) => !known.has(timerKey(timer)));
  const told = await Promise.allSettled([
    ...(effectIds.length === 0 ? [] : [parts.platform.bus.publish({ instanceId: instance.id, effectIds })]),
    ...timers.map((timer) => parts.platform.timers.schedule(instance.id, timer)),
  ]);
  for (const result of told)
    if (result.status === 'rejected')
      parts.platform.log.write('warning', 'kick_failed', { instanceId: instance.id, error: String(result.reason) });
}
