// What people said about a request, and a place to say something.
import { useState } from 'preact/hooks';
import { type InstanceView, send } from '../../api/api.ts';
import { asApiError } from '../../api/error.ts';
import { type Definition, stepNameIn } from '../../data/definition.ts';
import { act } from '../../data/query.ts';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { Person } from '../../design/person.tsx';
import { Time } from '../../design/time.tsx';
import { sayProblem } from '../../design/toast.tsx';
import { errorText } from '../../words/error-text.ts';
import { instanceWords } from './words.ts';

interface CommentsProps {
  readonly view: InstanceView;
  readonly definition: Definition | undefined;
}

export function Comments({ view, definition }: CommentsProps) {
  const { comments: words } = instanceWords();
  return (
    <div class="stack comment-page">
      {view.comments.length === 0 && <p class="quiet">{words.empty}</p>}
      <ol class="comment-list">
        {view.comments.map(({ by, at, text, stepId }) => (
          <li key={`${by} ${at}`} class="card padded">
            <p class="row small">
              <Person id={by} />
              <span class="quiet">
                <Time at={at} />
                {stepId !== undefined && ` · ${words.on(stepNameIn(definition, stepId))}`}
              </span>
            </p>
            <p class="comment-text">{text}</p>
          </li>
        ))}
      </ol>
      <CommentForm instanceId={view.instanceId} />
    </div>
  );
}

function CommentForm({ instanceId }: { readonly instanceId: string }) {
  const { comments: words } = instanceWords();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const submit = () => {
    const said = text.trim();
    if (said === '' || isBusy) return;
    setBusy(true);
    act({ run: () => send('addComment', { instanceId, text: said }), changes: ['getWorkflowInstance'] })
      .then(
        () => setText(''),
        (error) => sayProblem(errorText(asApiError(error))),
      )
      .finally(() => setBusy(false));
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
        event.preventDefault();
        submit();
      }}
    >
      <Field label={words.label} hint={words.hint}>
        {(attributes) => (
          <textarea
            {...attributes}
            class="input"
            maxLength={4000}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      <div>
        <Button type="submit" tone="primary" isBusy={isBusy} isDisabled={text.trim() === ''} hotkey="⌃↵">
          {words.send}
        </Button>
      </div>
    </form>
  );
}
