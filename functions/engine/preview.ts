// What would happen: a workflow walked through in memory with everybody saying yes, nothing stored and nobody told.

import { hasPermission } from '../core/access.ts';
import type { JsonObject } from '../core/json.ts';
import { previewOf } from '../core/preview.ts';
import type { InputOf, previewRequest } from '../core/requests.ts';
import { callerRecord } from './asking.ts';
import { contextAt } from './context.ts';
import { Refused, refuse } from './failure.ts';
import type { Caller, Parts } from './parts.ts';

export async function preview(
  parts: Parts,
  caller: Caller,
  input: InputOf<typeof previewRequest>,
): Promise<JsonObject> {
  const { workflowId, version, data, startedBy = caller.userId } = input;
  const user = await callerRecord(parts, caller);
  if (
    startedBy !== caller.userId &&
    !hasPermission(parts.access, 'modify_instance', user) &&
    !hasPermission(parts.access, 'create_definition', user)
  )
    refuse('PERMISSION_DENIED', 'Only designers and operators preview for somebody else.');
  const { definition, hash } = await parts.definitions.toStart(workflowId, version);
  const directory = await parts.people.around(definition, null, { ids: [startedBy], fresh: null });
  const context = contextAt(parts, parts.platform.clock.now(), directory);
  const previewed = previewOf(definition, { data, startedBy, definitionHash: hash }, context);
  if (!previewed.ok) throw new Refused(previewed.error);
  return previewed.value;
}
