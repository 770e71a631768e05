// Definitions: examine, publish, list, activate, retire. A published version never changes.
import { hasPermission } from '../core/access.ts';
import { checkDefinition, refusalOf } from '../core/definition/check.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import { compareVersions } from '../core/definition/version.ts';
import type { JsonObject } from '../core/json.ts';
import type {
  definitionRequest,
  definitionStatusRequest,
  definitionVersionRequest,
  InputOf,
  listDefinitionsRequest,
  oneDefinitionRequest,
} from '../core/requests.ts';
import { iso } from '../core/views/time.ts';
import type { PublishedDefinition } from '../platform/platform.ts';
import { callerRecord } from './asking.ts';
import { definitionHash } from './definitions.ts';
import { hasSecrets } from './documents.ts';
import { Refused, refuse } from './failure.ts';
import type { Caller, Parts } from './parts.ts';

const vocabularyOf = (parts: Parts) => ({
  actions: new Set(Object.keys(parts.actions)),
  checkTemplate: parts.checkTemplate,
  calendars: parts.calendars,
});

export async function check(
  parts: Parts,
  caller: Caller,
  { definition }: InputOf<typeof definitionRequest>,
): Promise<JsonObject> {
  await callerRecord(parts, caller);
  const { findings } = checkDefinition(definition, vocabularyOf(parts));
  return { ok: refusalOf(findings) === null, findings: findings.map((finding) => ({ ...finding })) };
}

export async function create(
  parts: Parts,
  caller: Caller,
  { definition: input }: InputOf<typeof definitionRequest>,
): Promise<JsonObject> {
  await refuseUnlessDesigner(parts, caller);
  const published = examined(parts, caller, input);
  const { id, version } = published.definition;
  if ((await parts.platform.definitions.publish(published)) === 'exists')
    refuse('VERSION_EXISTS', `"${id}" ${version} is published already.`);
  parts.definitions.forget(id);
  return summary(published);
}

/** Replaces a draft; a version that was published stays as it is. */
export async function update(
  parts: Parts,
  caller: Caller,
  { definition: input }: InputOf<typeof definitionRequest>,
): Promise<JsonObject> {
  await refuseUnlessDesigner(parts, caller);
  const published = examined(parts, caller, input);
  const { id, version } = published.definition;
  const result = await parts.platform.definitions.replaceDraft(published);
  if (result === 'published')
    refuse('VERSION_EXISTS', `"${id}" ${version} is published; publish the change as a new version.`);
  // The next version of something that exists is published beside it.
  if (result === 'missing') return create(parts, caller, { definition: input });
  parts.definitions.forget(id);
  return summary(published);
}

export async function get(
  parts: Parts,
  caller: Caller,
  { workflowId, version }: InputOf<typeof oneDefinitionRequest>,
): Promise<JsonObject> {
  await callerRecord(parts, caller);
  const versions = [...(await parts.platform.definitions.list(workflowId))].sort(newestLast);
  const active = versions.filter(({ definition }) => definition.status === 'active');
  const found =
    version === undefined
      ? (active.at(-1) ?? versions.at(-1))
      : versions.find(({ definition }) => definition.version === version);
  if (found === undefined)
    return refuse('NOT_FOUND', `There is no workflow "${workflowId}"${version === undefined ? '' : ` ${version}`}.`);
  return { definition: found.definition as unknown as JsonObject, hash: found.hash };
}

export async function list(
  parts: Parts,
  caller: Caller,
  { workflowId, status }: InputOf<typeof listDefinitionsRequest>,
): Promise<JsonObject> {
  await callerRecord(parts, caller);
  const all = [...(await parts.platform.definitions.list(workflowId))].sort(newestLast);
  return {
    definitions: all.filter(({ definition }) => status === undefined || definition.status === status).map(summary),
  };
}

export async function setStatus(
  parts: Parts,
  caller: Caller,
  input: InputOf<typeof definitionStatusRequest>,
): Promise<JsonObject> {
  await refuseUnlessDesigner(parts, caller);
  const { workflowId, version, status } = input;
  const found = await parts.platform.definitions.setStatus(
    workflowId,
    version,
    status,
    iso(parts.platform.clock.now()),
  );
  if (!found) refuse('NOT_FOUND', `There is no workflow "${workflowId}" ${version}.`);
  parts.definitions.forget(workflowId);
  return { workflowId, version, status };
}

/** A version that instances still run on stays; so does its history's meaning. */
export async function remove(
  parts: Parts,
  caller: Caller,
  { workflowId, version }: InputOf<typeof definitionVersionRequest>,
): Promise<JsonObject> {
  await refuseUnlessDesigner(parts, caller);
  for (const status of ['draft', 'running', 'paused', 'failed']) {
    const { instances } = await parts.platform.instances.list({ workflowId, version, status, pageSize: 1 });
    if (instances.length > 0) refuse('DEFINITION_IN_USE', `Instances still run on "${workflowId}" ${version}.`);
  }
  if ((await parts.platform.instances.list({ workflowId, version, pageSize: 1 })).instances.length > 0)
    refuse('DEFINITION_IN_USE', `Ended instances are read by "${workflowId}" ${version}; retire it instead.`);
  if (!(await parts.platform.definitions.remove(workflowId, version)))
    refuse('NOT_FOUND', `There is no workflow "${workflowId}" ${version}.`);
  parts.definitions.forget(workflowId);
  return { workflowId, version, deleted: true };
}

const newestLast = (a: PublishedDefinition, b: PublishedDefinition): number =>
  a.definition.id.localeCompare(b.definition.id) || compareVersions(a.definition.version, b.definition.version);

const summary = ({ definition, hash }: PublishedDefinition): JsonObject => ({
  workflowId: definition.id,
  version: definition.version,
  name: definition.name,
  status: definition.status,
  ...(definition.description === undefined ? {} : { description: definition.description }),
  ...(definition.updatedAt === undefined ? {} : { updatedAt: definition.updatedAt }),
  steps: definition.steps.length,
  hash,
});

async function refuseUnlessDesigner(parts: Parts, caller: Caller): Promise<void> {
  if (!hasPermission(parts.access, 'create_definition', await callerRecord(parts, caller)))
    refuse('PERMISSION_DENIED', 'Your roles do not allow you to define workflows.');
}

export function examined(parts: Parts, caller: Caller, input: unknown): PublishedDefinition {
  const { definition, findings } = checkDefinition(input, vocabularyOf(parts));
  const refusal = refusalOf(findings);
  if (refusal !== null || definition === null)
    throw new Refused(refusal ?? { reason: 'INVALID_DEFINITION', message: 'The definition is not valid.' });
  if (hasSecrets(definition) && parts.keyring === null)
    refuse('NOT_SUPPORTED_YET', 'This engine has no key vault, which "sensitive" and "personal" need.');
  const at = iso(parts.platform.clock.now());
  const stamped: WorkflowDefinition = {
    ...definition,
    createdBy: definition.createdBy ?? caller.userId,
    createdAt: at,
    updatedAt: at,
  };
  return { definition: stamped, hash: definitionHash(stamped) };
}
