// Running instances: the start, and every command of a person on one.

import type { PersonalCommand } from '../core/commands.ts';
import type { JsonObject } from '../core/json.ts';
import { REASONS } from '../core/rejection.ts';
import type { decideManyRequest, InputOf, startRequest } from '../core/requests.ts';
import type { User } from '../core/user.ts';
import { commandAnswer } from '../core/views/status.ts';
import type { InstanceRead, PublishedDefinition } from '../platform/platform.ts';
import { callerRecord } from './asking.ts';
import { commit } from './commit.ts';
import { Refused, refuse, Transient } from './failure.ts';
import { contentHash, instanceIdOf } from './hash.ts';
import type { Caller, Parts } from './parts.ts';

export async function start(parts: Parts, caller: Caller, input: InputOf<typeof startRequest>): Promise<JsonObject> {
  const {
    workflowId,
    version,
    data,
    idempotencyKey,
    priority = 'medium',
    tags = [],
    draft = false,
    source = null,
  } = input;
  await callerRecord(parts, caller);
  const commandId = idempotencyKey ?? parts.platform.entropy.id();
  // The id follows from the key, so a repeated start meets its own instance. Keys of different people never meet.
  const instanceId = instanceIdOf(`${caller.userId}/${commandId}`);
  const content = contentHash({
    type: 'start_workflow',
    workflowId,
    version: version ?? null,
    data,
    priority,
    tags,
    source,
    draft,
  });
  const { starts, known } = await toStart(parts, { workflowId, version, instanceId });
  const definitionHash = starts.hash;
  const { answer } = await commit(parts, {
    instanceId,
    caller,
    commandId,
    content,
    concerns: [caller.userId],
    starts,
    ...(known === undefined ? {} : { known }),
    command: () => ({
      type: 'start_workflow',
      instanceId,
      definitionHash,
      data,
      startedBy: caller.userId,
      priority,
      tags,
      source,
      draft,
      parent: null,
      depth: 0,
      record: null,
    }),
    answer: (instance) => commandAnswer(instance),
  });
  return answer;
}

/**
 * The version to start. A start that is repeated after its definition was retired meets its own instance all the same:
 * that instance was read, and its version stands for it.
 */
async function toStart(
  parts: Parts,
  { workflowId, version, instanceId }: { workflowId: string; version: string | undefined; instanceId: string },
): Promise<{ readonly starts: PublishedDefinition; readonly known?: InstanceRead }> {
  try {
    const starts = await parts.definitions.toStart(workflowId, version);
    if (starts.definition.status === 'active') return { starts };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
  const known = await parts.documents.read(instanceId);
  if (known.stored === null) return { starts: await parts.definitions.toStart(workflowId, version) };
  const { id, version: started } = known.stored.document.instance.definition;
  return { starts: await parts.definitions.pinned(id, started), known };
}

/** What every command's request carries besides its own fields. */
interface CommandRequest {
  readonly instanceId: string;
  readonly commandId?: string | undefined;
  readonly stepId?: string | undefined;
  readonly [field: string]: unknown;
}

/** Runs one person's command on one instance. `concerns` are people the command names. */
export async function command(
  parts: Parts,
  caller: Caller,
  type: PersonalCommand['type'],
  request: CommandRequest,
  concerns: readonly string[] = [],
): Promise<JsonObject> {
  const { instanceId, commandId = parts.platform.entropy.id(), ...fields } = request;
  const assurance = caller.assurance === undefined ? {} : { assurance: caller.assurance };
  const { answer } = await commit(parts, {
    instanceId,
    caller,
    commandId,
    content: contentHash({ type, by: caller.userId, fields }),
    userId: caller.userId,
    concerns,
    command: (actor) => ({ ...fields, ...assurance, type, actor: known(actor) }) as PersonalCommand,
    answer: (instance, events) => {
      const step = events.find((event) => 'stepId' in event && event.stepId !== null);
      return commandAnswer(
        instance,
        request.stepId ?? (step !== undefined && 'stepId' in step ? (step.stepId ?? undefined) : undefined),
      );
    },
  });
  return answer;
}

/** Decides one after the other; what is refused says why and leaves the rest alone. */
export async function decideMany(
  parts: Parts,
  caller: Caller,
  { decisions }: InputOf<typeof decideManyRequest>,
): Promise<JsonObject> {
  await callerRecord(parts, caller);
  const results: JsonObject[] = [];
  for (const { decision, ...request } of decisions) results.push(await decideOne(parts, caller, decision, request));
  return { results };
}

type One = InputOf<typeof decideManyRequest>['decisions'][number];

async function decideOne(
  parts: Parts,
  caller: Caller,
  decision: One['decision'],
  request: Omit<One, 'decision'>,
): Promise<JsonObject> {
  const { instanceId, stepId } = request;
  const about = { instanceId, ...(stepId === undefined ? {} : { stepId }) };
  try {
    const type = decision === 'approve' ? 'approve_step' : 'reject_step';
    return {
      ...about,
      ok: true,
      result: await command(parts, caller, type, { ...request, reason: request.reason ?? request.notes }),
    };
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof Transient)) throw error;
    const rejection =
      error instanceof Refused ? error.rejection : { reason: 'UNAVAILABLE' as const, message: 'The service is busy.' };
    const { status, next } = REASONS[rejection.reason];
    return {
      ...about,
      ok: false,
      error: { status, message: rejection.message, details: { reason: rejection.reason, next } },
    };
  }
}

const known = (actor: User | null): User =>
  actor ?? refuse('PERMISSION_DENIED', 'You are not in the directory (any more).');
