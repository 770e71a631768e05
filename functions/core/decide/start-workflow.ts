// Starting a workflow on data that fits its definition.
import type { StartWorkflow } from '../commands.ts';
import type { Context } from '../context.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import { reject } from '../rejection.ts';
import { startSla } from '../sla.ts';
import { type Decision, events } from './decision.ts';
import { checkData } from './form.ts';

export function startWorkflow(definition: WorkflowDefinition, command: StartWorkflow, context: Context): Decision {
  if (definition.status !== 'active')
    return reject('DEFINITION_INACTIVE', `"${definition.id}" ${definition.version} is ${definition.status}.`);
  // A draft may be unfinished; it is checked when it is submitted.
  const wrong = checkData(command.draft ? undefined : definition.data, command.data, 'The data');
  if (wrong !== null) return wrong;
  const { instanceId, definitionHash, data, startedBy, priority, tags, source, draft, parent, depth, record } = command;
  return events(
    {
      action: 'workflow_started',
      data: {
        instanceId,
        definition: { id: definition.id, version: definition.version, hash: definitionHash },
        data,
        startedBy,
        priority,
        tags,
        source,
        draft,
        parent,
        depth,
        record,
        stepIds: definition.steps.map(({ id }) => id),
      },
    },
    ...(draft ? [] : startSla(definition, context)),
  );
}
