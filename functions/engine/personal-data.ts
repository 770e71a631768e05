// A person's data in workflows: what there is of it, and its erasure by destroying the key it is sealed under.
import { hasPermission } from '../core/access.ts';
import type { JsonObject } from '../core/json.ts';
import { valueAtPointer } from '../core/json.ts';
import type { erasePersonalDataRequest, InputOf, personalDataRequest } from '../core/requests.ts';
import { iso } from '../core/views/time.ts';
import type { PublishedDefinition } from '../platform/platform.ts';
import { callerRecord } from './asking.ts';
import { refuse } from './failure.ts';
import { sha256 } from './hash.ts';
import type { Caller, Parts } from './parts.ts';
import { personOf, personSubject } from './sealing/plan.ts';

const PAGE_SIZE = 200;

/** Everything that workflows hold of one person, by instance and place. Walks all instances that may hold any. */
export async function exportPersonalData(
  parts: Parts,
  caller: Caller,
  { subject }: InputOf<typeof personalDataRequest>,
): Promise<JsonObject> {
  await refuseUnlessKeeper(parts, caller);
  const rows: JsonObject[] = [];
  for await (const row of rowsOf(parts, subject)) rows.push(row);
  parts.platform.log.write('info', 'personal_data_exported', {
    by: caller.userId,
    subject: sha256(subject),
    instances: rows.length,
  });
  return { subject, instances: rows };
}

/** Destroys the person's key: what is sealed under it can never be read again, and every audit chain still verifies. */
export async function erasePersonalData(
  parts: Parts,
  caller: Caller,
  { subject, reason }: InputOf<typeof erasePersonalDataRequest>,
): Promise<JsonObject> {
  await refuseUnlessKeeper(parts, caller);
  if (parts.keyring === null)
    return refuse('INVALID_STATE_TRANSITION', 'This engine has no key vault, so nothing personal is sealed in it.');
  const keysDestroyed = await parts.keyring.destroy(personSubject(subject));
  parts.platform.log.write('info', 'personal_data_erased', {
    by: caller.userId,
    subject: sha256(subject),
    keysDestroyed,
    reason,
  });
  return { subject, keysDestroyed, erasedAt: iso(parts.platform.clock.now()) };
}

async function refuseUnlessKeeper(parts: Parts, caller: Caller): Promise<void> {
  if (!hasPermission(parts.access, 'manage_users', await callerRecord(parts, caller)))
    refuse('PERMISSION_DENIED', 'Your roles do not allow you to export or erase personal data.');
}

async function* rowsOf(parts: Parts, subject: string): AsyncGenerator<JsonObject> {
  const all = await parts.platform.definitions.list();
  for (const published of all.filter(({ definition }) => (definition.personal ?? []).length > 0))
    for await (const id of idsOf(parts, published)) {
      const row = await rowOf(parts, published, id, subject);
      if (row !== null) yield row;
    }
}

async function* idsOf(parts: Parts, { definition }: PublishedDefinition): AsyncGenerator<string> {
  let pageToken: string | null = null;
  do {
    const query = { workflowId: definition.id, version: definition.version, pageSize: PAGE_SIZE };
    const page: Awaited<ReturnType<typeof parts.platform.instances.list>> = await parts.platform.instances.list(
      pageToken === null ? query : { ...query, pageToken },
    );
    for (const { instance } of page.instances) yield instance.id;
    pageToken = page.nextPageToken;
  } while (pageToken !== null);
}

async function rowOf(
  parts: Parts,
  { definition }: PublishedDefinition,
  instanceId: string,
  subject: string,
): Promise<JsonObject | null> {
  const { stored } = await parts.documents.read(instanceId);
  if (stored === null) return null;
  const { instance } = stored.document;
  const places = (definition.personal ?? []).filter(
    (place) => personOf(place.subject, instance.data) === personSubject(subject),
  );
  if (places.length === 0) return null;
  return {
    instanceId,
    workflowId: definition.id,
    startedAt: iso(instance.context.startedAt),
    data: Object.fromEntries(places.map(({ pointer }) => [pointer, valueAtPointer(instance.data, pointer) ?? null])),
  };
}
