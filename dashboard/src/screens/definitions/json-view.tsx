// A definition as the file it is.
import type { Definition } from '../../data/definition.ts';
import { Button } from '../../design/button.tsx';
import { download } from '../../design/csv.ts';
import { say } from '../../design/toast.tsx';
import { shared } from '../../words/words.ts';
import { definitionText } from './json-text.ts';
import { definitionWords } from './words.ts';

export function JsonView({ definition }: { readonly definition: Definition }) {
  const { actions } = shared();
  const words = definitionWords();
  const text = definitionText(definition);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    say(actions.copied);
  };
  return (
    <section aria-label={words.tabs.json}>
      <div class="table-tools">
        <Button
          tone="quiet"
          icon="download"
          onClick={() => download(`${definition.id}-${definition.version}.json`, text, 'application/json')}
        >
          {words.saveFile}
        </Button>
        <Button tone="quiet" icon="file" onClick={() => void copy()}>
          {actions.copy}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reached by keyboard. */}
      <pre class="json-view card" tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}
