// Running instances: the start, and every command of a person on one.

import type { PersonalCommand } from '../core/commands.ts';
import type { JsonObject } from '../core/json.ts';
import type { InputOf, startRequest } from '../core/requests.ts';
import type { User } from '../core/user.ts';
import { commandAnswer } from '../core/views/status.ts';
import { callerRecord } from './asking.ts';
import { commit } from './commit.ts';
import { refuse } from './failure.ts';
import { contentHash, sha256 } from './hash.ts';
import type { Caller, Parts } from './parts.ts';

const INSTANCE_ID_CHARS = 32;

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
  if (draft) refuse('NOT_SUPPORTED_YET', 'Draft instances are not supported yet.');
  await callerRecord(parts, caller);
  const commandId = idempotencyKey ?? parts.platform.entropy.id();
  // The id follows from the key, so a repeated start meets its own instance. Keys of different people never meet.
  const instanceId = sha256(`${caller.userId}/${commandId}`).slice(0, INSTANCE_ID_CHARS);
  const published = await parts.definitions.toStart(workflowId, version);
  const { answer } = await commit(parts, {
    instanceId,
    caller,
    commandId,
    content: contentHash({
      type: 'start_workflow',
      workflowId,
      version: version ?? null,
      data,
      priority,
      tags,
      source,
    }),
    concerns: [caller.userId],
    starts: published,
    command: () => ({
      type: 'start_workflow',
      instanceId,
      definitionHash: published.hash,
      data,
      startedBy: caller.userId,
      priority,
      tags,
      source,
    }),
    answer: (instance) => commandAnswer(instance),
  });
  return answer;
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
  const { answer } = await commit(parts, {
    instanceId,
    caller,
    commandId,
    content: contentHash({ type, by: caller.userId, fields }),
    userId: caller.userId,
    concerns,
    command: (actor) => ({ ...fields, type, actor: known(actor) }) as PersonalCommand,
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

const known = (actor: User | null): User =>
  actor ?? refuse('PERMISSION_DENIED', 'You are not in the directory (any more).');
