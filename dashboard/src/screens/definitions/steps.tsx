// What a definition does, step by step in its order.
import type { Definition, StepDefinition } from '../../data/definition.ts';
import { stepNameIn } from '../../data/definition.ts';
import { Chip } from '../../design/chip.tsx';
import { Graph } from '../../graph/graph.tsx';
import { list } from '../../words/format.ts';
import { definitionWords } from './words.ts';

/** What this list shows of a step besides what other screens read. */
interface Shown extends StepDefinition {
  readonly dependencies?: readonly string[];
  readonly parallel?: boolean;
  readonly timeout?: number | string;
  readonly policy?: unknown;
  readonly actions?: readonly (string | { readonly use: string })[];
}

export function Steps({ definition }: { readonly definition: Definition }) {
  return (
    <div class="stack">
      <Graph title={definition.name} steps={definition.steps} />
      <StepFacts definition={definition} />
    </div>
  );
}

function StepFacts({ definition }: { readonly definition: Definition }) {
  return (
    <ol class="definition-steps card" aria-label={definitionWords().steps.steps}>
      {definition.steps.map((step) => (
        <Step key={step.id} step={step as Shown} definition={definition} />
      ))}
    </ol>
  );
}

function Step({ step, definition }: { readonly step: Shown; readonly definition: Definition }) {
  const { steps: words } = definitionWords();
  const { id, name, description, type, assignedTo, conditions, timeout, actions, dependencies = [], parallel } = step;
  const facts: readonly (readonly [string, string])[] = [
    [words.who, [assignedTo ?? []].flat().join(', ')],
    [words.if, conditions === undefined ? '' : JSON.stringify(conditions)],
    [words.within, timeout === undefined ? '' : typeof timeout === 'number' ? `${timeout} min` : timeout],
    [words.does, (actions ?? []).map((one) => (typeof one === 'string' ? one : one.use)).join(', ')],
  ];
  const order =
    dependencies.length > 0
      ? words.after(list(dependencies.map((one) => stepNameIn(definition, one))))
      : parallel
        ? words.together
        : '';
  return (
    <li>
      <div class="row">
        <h2>{name ?? id}</h2>
        <Chip tone={type === 'approval' || type === 'manual' ? 'busy' : 'quiet'}>{words.what[type]}</Chip>
        <span class="quiet small mono">{id}</span>
        {order && <span class="quiet small">{order}</span>}
      </div>
      {description && <p class="soft">{description}</p>}
      <dl class="step-facts">
        {facts
          .filter(([, text]) => text !== '')
          .map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd class="mono">{text}</dd>
            </div>
          ))}
      </dl>
    </li>
  );
}
