// Starting a workflow on data that fits its definition.
import type { StartWorkflow } from '../commands.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import { reject } from '../rejection.ts';
import { type Decision, events } from './decision.ts';
import { checkData } from './form.ts';

export function startWorkflow(definition: WorkflowDefinition, command: StartWorkflow): Decision {
  if (definition.status !== 'active')
    return reject('DEFINITION_INACTIVE', `"${definition.id}" ${definition.version} is ${definition.status}.`);
  const wrong = checkData(definition.data, command.data, 'The data');
  if (wrong !== null) return wrong;
  const { instanceId, definitionHash, data, startedBy, priority, tags, source } = command;
  return events({
    action: 'workflow_started',
    data: {
      instanceId,
      definition: { id: definition.id, version: definition.version, hash: definitionHash },
      data,
      startedBy,
      priority,
      tags,
      source,
      stepIds: definition.steps.map(({ id }) => id),
    },
  });
}
