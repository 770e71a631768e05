// What a server knows on its first day: the processes, sample people, stock, customers, sites and certificates.
import certificates from '../definitions/samples/certificates.json' with { type: 'json' };
import customers from '../definitions/samples/customers.json' with { type: 'json' };
import disputes from '../definitions/samples/disputes.json' with { type: 'json' };
import engineers from '../definitions/samples/engineers.json' with { type: 'json' };
import orders from '../definitions/samples/orders.json' with { type: 'json' };
import sites from '../definitions/samples/sites.json' with { type: 'json' };
import stock from '../definitions/samples/stock.json' with { type: 'json' };
import users from '../definitions/samples/users.json' with { type: 'json' };
import visits from '../definitions/samples/visits.json' with { type: 'json' };
import { type JsonObject, type User, userSchema } from '../functions/core/index.ts';
import type { WorkflowEngine } from '../functions/engine/engine.ts';
import type { Platform } from '../functions/platform/platform.ts';
import { shippedDefinitions } from '../functions/shipped.ts';

export const sampleDefinitions = shippedDefinitions;
export const sampleUsers: readonly User[] = users.map((user) => userSchema.parse(user));
export const sampleOrders: readonly JsonObject[] = orders;
/** By workflow: data of requests to try it with. */
export const sampleRequests: Readonly<Record<string, readonly JsonObject[]>> = {
  'order-approval': orders,
  'site-visit-approval': visits,
  'dispute-resolution': disputes,
  'engineer-registration': engineers,
};

/** By collection: the records, and the field that is their id. */
const RECORDS: Readonly<Record<string, { readonly records: readonly JsonObject[]; readonly idField: string }>> = {
  stock: { records: stock, idField: 'sku' },
  customers: { records: customers, idField: 'customerId' },
  sites: { records: sites, idField: 'siteId' },
  certificates: { records: certificates, idField: 'number' },
};

const ADMIN_ID = 'admin-1';

/** The one person of a server without samples: who can sign in, add people and define workflows. */
export const firstAdmin: User = userSchema.parse({
  id: ADMIN_ID,
  name: 'Administrator',
  email: 'admin-1@example.com',
  roles: ['admin', 'workflow_designer'],
  channel: 'in_app',
});

type Ports = Pick<Platform, 'directory' | 'definitions' | 'records'>;

/** Adds what is missing; what people changed since stays as it is. */
export async function loadSamples(platform: Ports, engine: WorkflowEngine): Promise<void> {
  await addPeople(platform, sampleUsers);
  await Promise.all(
    Object.entries(RECORDS).flatMap(([collection, { records, idField }]) =>
      records.map((record) => platform.records.update(collection, String(record[idField]), (known) => known ?? record)),
    ),
  );
  for (const definition of sampleDefinitions) {
    const caller = { userId: ADMIN_ID, channel: 'engine', authentication: 'engine' };
    const known = await platform.definitions.get(definition.id, definition.version);
    if (known === null) await engine.createWorkflowDefinition(caller, { definition });
  }
}

/** Where nobody is, nobody could sign in: then, and only then, the first administrator is added. */
export async function addFirstAdmin(platform: Ports): Promise<void> {
  if ((await platform.directory.all()).length === 0) await platform.directory.upsert(firstAdmin);
}

async function addPeople({ directory }: Ports, people: readonly User[]): Promise<void> {
  const known = new Set((await directory.all()).map(({ id }) => id));
  await Promise.all(people.filter(({ id }) => !known.has(id)).map((user) => directory.upsert(user)));
}
