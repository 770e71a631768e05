// Poison: what fails whenever it is delivered. It is told to people, and not delivered any more.
import { commit } from './commit.ts';
import { Transient } from './failure.ts';
import { contentHash } from './hash.ts';
import { ENGINE, type Parts } from './parts.ts';

export interface Poison {
  /** Where it came from: a topic, a queue, a collection. */
  readonly source: string;
  readonly error: string;
  /** The instance it speaks of, where that is known. */
  readonly instanceId?: string;
}

/**
 * Logs the poison, and where its instance exists, opens an incident in it: one for each source, however many messages
 * fail there. Throws `Transient` where that could not be committed and may be tried again.
 */
export async function reportPoison(parts: Parts, { source, error, instanceId }: Poison): Promise<void> {
  const { log } = parts.platform;
  log.write('error', 'poison_message', { source, error, ...(instanceId === undefined ? {} : { instanceId }) });
  if (instanceId === undefined) return;
  try {
    await openIncident(parts, { source, error, instanceId });
  } catch (failure) {
    if (failure instanceof Transient) throw failure;
    // What poisons the message may keep every commit from this instance; the log has told of it.
    log.write('error', 'poison_unrecorded', { source, instanceId, error: String(failure) });
  }
}

async function openIncident(parts: Parts, { source, error, instanceId }: Required<Poison>): Promise<void> {
  const read = await parts.documents.read(instanceId);
  if (read.stored === null) return;
  // People read it: what failed in words, without the stack.
  const [message] = error.split('\n', 1);
  await commit(parts, {
    instanceId,
    caller: ENGINE,
    commandId: null,
    content: contentHash({ source }),
    known: read,
    command: () => ({
      type: 'record_incident',
      incidentId: `poison:${source}`,
      kind: 'poison_message',
      message: `What came from ${source} fails whenever it is tried: ${message}`,
    }),
    answer: () => ({}),
  });
}
