// The same in words: the steps in their order, with what they wait for and how they stand.
import { list, number } from '../words/format.ts';
import type { Overlay } from './look.ts';
import { type GraphModel, START } from './model.ts';
import { graphWords } from './words.ts';

export function StepList({ model, overlay }: { readonly model: GraphModel; readonly overlay: Overlay }) {
  const words = graphWords();
  const names = new Map(model.steps.map(({ id, name }) => [id, name ?? id]));
  const before = Map.groupBy(model.edges, ({ to }) => to);
  return (
    <details class="graph-list">
      <summary>{words.list}</summary>
      <ol>
        {model.steps.map(({ id, type }) => {
          const { label, people = [], attempt = 0 } = overlay.step(id);
          const waitsFor = (before.get(id) ?? []).filter(({ from }) => from !== START);
          const facts = [
            words.kind[type],
            label ?? '',
            people.length > 0 ? words.waitsFor(list(people)) : '',
            attempt > 1 ? words.attempt(number(attempt)) : '',
            waitsFor.length > 0 ? words.after(list(waitsFor.map(({ from }) => names.get(from) ?? from))) : '',
          ];
          return (
            <li key={id}>
              <strong>{names.get(id)}</strong> <span class="soft">{facts.filter(Boolean).join(' · ')}</span>
              {model.loops
                .filter(({ from }) => from === id)
                .map(({ from, to, on, loopsMax }) => {
                  const count = overlay.loop(from);
                  const max = number(loopsMax);
                  return (
                    <p key={on} class="small quiet">
                      {words.back[on](names.get(from) ?? from, names.get(to) ?? to)},{' '}
                      {count === null ? words.atMost(max) : words.times(number(count), max)}
                    </p>
                  );
                })}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
