// A definition as a Mermaid flow chart: steps by kind, what each waits for, and where a rejection leads.
import { planOf, type StepDefinition, type WorkflowDefinition } from '../../functions/core/index.ts';

/** Opening and closing of a node's shape, by kind. */
const SHAPES: { readonly [kind in StepDefinition['type']]: readonly [string, string] } = {
  approval: ['{{', '}}'],
  manual: ['[/', '/]'],
  notification: ['>', ']'],
  system: ['[', ']'],
};

export function mermaidOf(definition: WorkflowDefinition): string {
  const { steps } = planOf(definition);
  // Step ids may be words of Mermaid's own, such as "end"; numbers never are.
  const node = new Map(steps.map(({ definition: { id } }, i) => [id, `s${i + 1}`]));
  const waitedFor = new Set(steps.flatMap(({ dependencies }) => dependencies));
  const nodes = steps.map(({ definition: step }) => {
    const [open, close] = SHAPES[step.type];
    return `  ${node.get(step.id)}${open}"${labelOf(step)}"${close}`;
  });
  const edges = steps.flatMap(({ definition: step, dependencies }) => {
    const label = step.conditions === undefined ? '' : '|if|';
    const from = dependencies.length === 0 ? ['begin'] : dependencies.map((id) => node.get(id));
    return from.map((source) => `  ${source} -->${label} ${node.get(step.id)}`);
  });
  const ends = steps.filter(({ definition: { id } }) => !waitedFor.has(id)).map(({ definition: { id } }) => id);
  const backs = steps.flatMap(({ definition: step }) =>
    'onReject' in step && typeof step.onReject === 'object'
      ? [`  ${node.get(step.id)} -. rejected .-> ${node.get(step.onReject.goto)}`]
      : [],
  );
  return [
    'flowchart TD',
    `  begin(["${escaped(definition.name)}"])`,
    ...nodes,
    '  done(["completed"])',
    ...edges,
    ...ends.map((id) => `  ${node.get(id)} --> done`),
    ...backs,
  ].join('\n');
}

function labelOf(step: StepDefinition): string {
  const assigned = 'assignedTo' in step ? step.assignedTo : undefined;
  const who = assigned === undefined ? '' : typeof assigned === 'string' ? assigned : assigned.join(', ');
  return [step.name ?? step.id, who]
    .filter((line) => line !== '')
    .map(escaped)
    .join('<br>');
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', ' ');
