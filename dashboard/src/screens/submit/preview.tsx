// Who would be asked with the data as it is: told while somebody still writes.
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/api.ts';
import type { Definition } from '../../data/definition.ts';
import { useLoaded } from '../../data/query.ts';
import { Names } from '../../design/person.tsx';
import type { Data } from '../../forms/values.ts';
import { submitWords } from './words.ts';

const PAUSE_MS = 500;

export function Preview({ definition, data }: { readonly definition: Definition; readonly data: Data }) {
  const words = submitWords();
  const text = useSettled(JSON.stringify(data));
  const { data: answer } = useLoaded(
    text === '{}' ? null : `previewWorkflow ${definition.id} ${text}`,
    () => call('previewWorkflow', { workflowId: definition.id, data: JSON.parse(text) as Data }),
    { everyMs: Number.POSITIVE_INFINITY },
  );
  const people = definition.steps.filter(({ type }) => type === 'approval' || type === 'manual').map(({ id }) => id);
  const asked = answer?.steps.filter(({ stepId, will }) => people.includes(stepId) && will === 'run') ?? [];
  if (answer === undefined) return null;
  return (
    <aside class="card padded stack" aria-label={words.preview}>
      <h2>{words.preview}</h2>
      <p class="quiet small">{words.previewText}</p>
      {asked.length === 0 && <p>{words.nobody}</p>}
      <ol class="preview-steps">
        {asked.map(({ stepId, name, assignees }) => (
          <li key={stepId}>
            <strong>{name}</strong>
            <span class="soft small">
              <Names ids={assignees} />
            </span>
          </li>
        ))}
      </ol>
    </aside>
  );
}

/** A text once it has not changed for a while. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
