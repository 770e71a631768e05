// What a definition does, step by step in its order.
import type { Definition, StepDefinition } from '../../data/definition.ts';
import { stepNameIn } from '../../data/definition.ts';
import { Chip } from '../../design/chip.tsx';
import { Graph } from '../../graph/graph.tsx';
import { place, setQuery } from '../../router/router.ts';
import { conditionText } from '../../words/condition.ts';
import { conditionWords } from '../../words/condition-words.ts';
import { list, number, span } from '../../words/format.ts';
import { definitionWords } from './words.ts';

/** What this list shows of a step besides what other screens read. */
interface Shown extends StepDefinition {
  readonly dependencies?: readonly string[];
  readonly parallel?: boolean;
  readonly timeout?: number | string;
  readonly actions?: readonly (string | { readonly use: string })[];
}

export function Steps({ definition }: { readonly definition: Definition }) {
  return (
    <div class="stack">
      <Graph
        title={definition.name}
        steps={definition.steps}
        chosen={place.value.query.step}
        onChoose={(step) => {
          setQuery({ step });
          document.getElementById(elementId(step))?.scrollIntoView({ block: 'nearest' });
        }}
      />
      <StepFacts definition={definition} />
    </div>
  );
}

const elementId = (stepId: string): string => `step-${stepId}`;

function StepFacts({ definition }: { readonly definition: Definition }) {
  return (
    <ol class="definition-steps card" aria-label={definitionWords().steps.steps}>
      {definition.steps.map((step) => (
        <Step key={step.id} step={step as Shown} definition={definition} />
      ))}
    </ol>
  );
}

const MINUTE_MS = 60_000;

const conditionIn = ({ data: schema, rules = {} }: Definition, conditions: unknown): string =>
  conditionText(conditions, { schema, rules, words: conditionWords(), number });

function Step({ step, definition }: { readonly step: Shown; readonly definition: Definition }) {
  const { steps: words } = definitionWords();
  const { id, name, description, type, assignedTo, conditions, timeout, actions, dependencies = [], parallel } = step;
  const facts: readonly (readonly [string, string])[] = [
    [words.who, [assignedTo ?? []].flat().join(', ')],
    [words.if, conditionIn(definition, conditions)],
    [words.within, typeof timeout === 'number' ? span(timeout * MINUTE_MS) : (timeout ?? '')],
    [words.does, (actions ?? []).map((one) => (typeof one === 'string' ? one : one.use)).join(', ')],
  ];
  const order =
    dependencies.length > 0
      ? words.after(list(dependencies.map((one) => stepNameIn(definition, one))))
      : parallel
        ? words.together
        : '';
  return (
    <li id={elementId(id)} class={place.value.query.step === id ? 'chosen' : undefined}>
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
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
    </li>
  );
}
