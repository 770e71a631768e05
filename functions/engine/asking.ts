// Questions about instances: status, tasks, lists, audit. Reads only.
import { hasPermission, mayView, type Permission } from '../core/access.ts';
import { hiddenPointers } from '../core/definition/hidden.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { AuditEntry, InstanceDocument } from '../core/document.ts';
import type { Instance } from '../core/instance.ts';
import type { JsonObject } from '../core/json.ts';
import type { InputOf, listIncidentsRequest, listInstancesRequest, listTasksRequest } from '../core/requests.ts';
import type { User } from '../core/user.ts';
import { auditRow, incidentsOf, instanceAnswer } from '../core/views/instance.ts';
import { statusAnswer } from '../core/views/status.ts';
import { tasksOf } from '../core/views/tasks.ts';
import type { InstancePage, InstanceQuery } from '../platform/platform.ts';
import { verifyChain } from './audit.ts';
import { contextAt } from './context.ts';
import { refuse } from './failure.ts';
import type { Caller, Parts } from './parts.ts';
import { redact } from './sealing/redact.ts';

const PAGE_SIZE = 50;
const AUDIT_PAGE = 500;

export async function status(
  parts: Parts,
  caller: Caller,
  { instanceId }: { instanceId: string },
): Promise<JsonObject> {
  const { definition, document } = await visible(parts, caller, instanceId);
  return statusAnswer(definition, document.instance);
}

export async function instance(
  parts: Parts,
  caller: Caller,
  { instanceId }: { instanceId: string },
): Promise<JsonObject> {
  const { definition, document } = await visible(parts, caller, instanceId);
  const entries = (await wholeAudit(parts, instanceId)).map((entry) => withoutSecrets(definition, entry));
  const { instance } = document;
  // Who only looks sees that something is there, and not what.
  const isInvolved = instance.viewers.includes(caller.userId);
  const data = isInvolved ? instance.data : (redact(instance.data, hiddenPointers(definition)) as JsonObject);
  return instanceAnswer(definition, { ...instance, data }, entries);
}

/** The audit keeps secrets sealed; nobody needs the sealed form. */
function withoutSecrets(definition: WorkflowDefinition, entry: AuditEntry): AuditEntry {
  const hidden = hiddenPointers(definition);
  if (hidden.length === 0) return entry;
  const events = entry.events.map((event) =>
    event.action === 'workflow_started' || event.action === 'workflow_data_changed'
      ? ({ ...event, data: { ...event.data, data: redact(event.data.data, hidden) } } as typeof event)
      : event,
  );
  return { ...entry, events };
}

export async function auditTrail(
  parts: Parts,
  caller: Caller,
  { instanceId }: { instanceId: string },
): Promise<JsonObject> {
  const { definition, document } = await visible(parts, caller, instanceId);
  const entries = await wholeAudit(parts, instanceId);
  return { entries: entries.map((entry) => auditRow(withoutSecrets(definition, entry))), head: document.head };
}

export async function verifyAudit(
  parts: Parts,
  caller: Caller,
  { instanceId }: { instanceId: string },
): Promise<JsonObject> {
  const { document } = await visible(parts, caller, instanceId);
  return { ...verifyChain(await wholeAudit(parts, instanceId), document) };
}

/** Open tasks of the caller, those due first on each page. */
export async function myTasks(
  parts: Parts,
  caller: Caller,
  input: InputOf<typeof listTasksRequest>,
): Promise<JsonObject> {
  await callerRecord(parts, caller);
  const { open, next } = await openTasks(parts, caller.userId, input);
  return { tasks: open.map(({ task }) => task), ...next };
}

export interface OpenTask {
  readonly definition: WorkflowDefinition;
  /** As it is stored: sealed where the definition says so. */
  readonly instance: Instance;
  readonly task: JsonObject;
}

/** One page of what waits for a person, those due first. */
export async function openTasks(
  parts: Parts,
  userId: string,
  input: Parameters<typeof paging>[0],
): Promise<{ readonly open: readonly OpenTask[]; readonly next: { readonly nextPageToken?: string } }> {
  const { documents, next } = await list(parts, { assignee: userId, status: 'running', ...paging(input) });
  const open = await Promise.all(
    documents.map(async (document) => {
      const [definition, { instance }] = [await definitionOf(parts, document), document];
      return tasksOf(definition, instance, userId).map((task): OpenTask => ({ definition, instance, task }));
    }),
  );
  return { open: open.flat().sort(byDue), next };
}

/** Those due first, and last those that are not due. */
export const byDue = (a: OpenTask, b: OpenTask): number => dueOf(a).localeCompare(dueOf(b));
const dueOf = ({ task: { dueAt } }: OpenTask): string => (typeof dueAt === 'string' ? dueAt : '9999');

export async function instances(
  parts: Parts,
  caller: Caller,
  input: InputOf<typeof listInstancesRequest>,
): Promise<JsonObject> {
  const { from, to, pageSize, pageToken, ...filters } = input;
  const seesAll = await mayAs(parts, caller, ['view_instance', 'modify_instance']);
  const query = {
    ...definedOnly(filters),
    ...(seesAll ? {} : { viewer: caller.userId }),
    ...(from === undefined ? {} : { from: Date.parse(from) }),
    ...(to === undefined ? {} : { to: Date.parse(to) }),
    ...paging({ pageSize, pageToken }),
  };
  const page = await list(parts, query);
  const rows = await Promise.all(
    page.documents.map(async (document) => statusAnswer(await definitionOf(parts, document), document.instance)),
  );
  return { instances: rows, ...page.next };
}

/** Unresolved incidents, for those who operate instances. */
export async function incidents(
  parts: Parts,
  caller: Caller,
  input: InputOf<typeof listIncidentsRequest>,
): Promise<JsonObject> {
  await requirePermission(parts, caller, ['modify_instance'], 'see incidents');
  const { workflowId, ...paged } = input;
  const page = await list(parts, { withIncidents: true, ...definedOnly({ workflowId }), ...paging(paged) });
  const open = page.documents
    .flatMap(({ instance }) => incidentsOf(instance))
    .filter((incident) => incident.resolvedAt === undefined);
  return { incidents: open, ...page.next };
}

const definedOnly = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

const paging = ({
  pageSize = PAGE_SIZE,
  pageToken,
}: {
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}) => ({
  pageSize,
  ...(pageToken === undefined ? {} : { pageToken }),
});

/** One page of instances; refuses a page token that no list answered. */
export const list = (parts: Parts, query: InstanceQuery): Promise<Page> => pageOf(parts.platform.instances.list(query));

export interface Page {
  readonly documents: readonly InstanceDocument[];
  readonly next: { readonly nextPageToken?: string };
}

export async function pageOf(asked: Promise<InstancePage>): Promise<Page> {
  const { instances: documents, nextPageToken } = await asked.catch((error: unknown) => {
    if (error instanceof RangeError) refuse('INVALID_DATA', 'The pageToken is not one this list answered.');
    throw error;
  });
  return { documents, next: nextPageToken === null ? {} : { nextPageToken } };
}

export const definitionOf = async (parts: Parts, { instance }: InstanceDocument) =>
  (await parts.definitions.pinned(instance.definition.id, instance.definition.version)).definition;

/** Whom the directory knows the caller as; who is not in it may do nothing. */
export async function callerRecord(parts: Parts, caller: Caller): Promise<User> {
  return (
    (await parts.people.user(caller.userId)) ?? refuse('PERMISSION_DENIED', 'You are not in the directory (any more).')
  );
}

async function mayAs(parts: Parts, caller: Caller, permissions: readonly Permission[]): Promise<boolean> {
  const user = await callerRecord(parts, caller);
  return permissions.some((permission) => hasPermission(parts.access, permission, user));
}

/** Refuses who has none of these permissions. */
export async function requirePermission(
  parts: Parts,
  caller: Caller,
  permissions: readonly Permission[],
  what: string,
): Promise<void> {
  if (!(await mayAs(parts, caller, permissions)))
    refuse('PERMISSION_DENIED', `Your roles do not allow you to ${what}.`);
}

/** The instance, if the caller may see it. One read for those involved. */
export async function visible(parts: Parts, caller: Caller, instanceId: string) {
  const notFound = (): never => refuse('NOT_FOUND', 'There is no such instance, or you may not see it.');
  const { stored, readAt } = await parts.documents.read(instanceId);
  const user = await callerRecord(parts, caller);
  if (stored === null) return notFound();
  const { document } = stored;
  const definition = await definitionOf(parts, document);
  if (!document.instance.viewers.includes(caller.userId)) {
    const directory = await parts.people.around(definition, document.instance, { ids: [caller.userId], fresh: null });
    if (!mayView(document.instance, user, contextAt(parts, readAt, directory))) return notFound();
  }
  return { definition, document };
}

/** Every entry of the audit, in order. */
export async function wholeAudit(parts: Parts, instanceId: string): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (;;) {
    const page = await parts.platform.instances.audit(instanceId, entries.length, AUDIT_PAGE);
    entries.push(...page);
    if (page.length < AUDIT_PAGE) return entries;
  }
}
