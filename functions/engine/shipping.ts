// What a release brings with it: its definitions, each published once, and a first administrator where nobody is.
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { JsonObject } from '../core/json.ts';
import type { User } from '../core/user.ts';
import { examined } from './defining.ts';
import { definitionHash } from './definitions.ts';
import { ENGINE, type Parts } from './parts.ts';

export interface Shipment {
  /** Definitions as their files have them. */
  readonly definitions: readonly unknown[];
  /** Added where the directory is empty, and only then. */
  readonly firstAdmin: User | null;
}

/**
 * Publishes what is not there yet. A version that is there stays as it is, also where the file has changed since: such a
 * change is told in the log, and needs a new version. Doing it again changes nothing.
 */
export async function ship(parts: Parts, { definitions, firstAdmin }: Shipment): Promise<JsonObject> {
  const results: JsonObject[] = [];
  for (const input of definitions) results.push(await shipOne(parts, input));
  const isFirst = firstAdmin !== null && (await parts.platform.directory.all()).length === 0;
  if (isFirst) await parts.platform.directory.upsert(firstAdmin);
  return { definitions: results, firstAdmin: isFirst ? firstAdmin.id : null };
}

async function shipOne(parts: Parts, input: unknown): Promise<JsonObject> {
  const { definition, hash } = examined(parts, ENGINE, input);
  const { id, version } = definition;
  const about = { workflowId: id, version };
  const known = await parts.platform.definitions.get(id, version);
  if (known === null && (await parts.platform.definitions.publish({ definition, hash })) === 'published') {
    parts.definitions.forget(id);
    return { ...about, result: 'published' };
  }
  if (known === null || hash === known.hash || isSame(definition, known.definition))
    return { ...about, result: 'unchanged' };
  parts.platform.log.write('error', 'definition_differs', about);
  return { ...about, result: 'differs' };
}

/** The same content, whoever published it. */
const isSame = (shipped: WorkflowDefinition, stored: WorkflowDefinition): boolean =>
  definitionHash({ ...shipped, createdBy: stored.createdBy }) === definitionHash(stored);
