// The JSON of two versions line by line, with what is the same left out.
import type { Definition } from '../../data/definition.ts';
import { number } from '../../words/format.ts';
import { definitionText } from './json-text.ts';
import { diffLines, withoutSame } from './lines.ts';
import { definitionWords } from './words.ts';

const AROUND = 3;
const SIGNS = { same: ' ', added: '+', removed: '−' } as const;

export function LineDiff({ before, after }: { readonly before: Definition; readonly after: Definition }) {
  const words = definitionWords().compare;
  const shown = withoutSame(diffLines(definitionText(before), definitionText(after)), AROUND);
  return (
    <details class="line-diff">
      <summary>{words.json}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reached by keyboard. */}
      <section class="card lines mono" aria-label={words.json} tabIndex={0}>
        {shown.map((one, index) =>
          one.kind === 'gap' ? (
            <p key={index} class="gap quiet">
              {words.gap(number(one.count))}
            </p>
          ) : (
            <p key={index} class={one.kind}>
              <span class="at" aria-hidden="true">
                {one.before}
              </span>
              <span class="at" aria-hidden="true">
                {one.after}
              </span>
              <span>{SIGNS[one.kind]} </span>
              <LineText kind={one.kind} text={one.text} />
            </p>
          ),
        )}
      </section>
    </details>
  );
}

function LineText({ kind, text }: { readonly kind: keyof typeof SIGNS; readonly text: string }) {
  if (kind === 'added') return <ins>{text}</ins>;
  return kind === 'removed' ? <del>{text}</del> : <span>{text}</span>;
}
