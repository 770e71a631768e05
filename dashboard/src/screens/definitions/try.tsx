// A trial: what a definition would do with these data, whom it would ask, and why.
import { useRef, useState } from 'preact/hooks';
import { call } from '../../api/api.ts';
import type { Answer } from '../../api/client.ts';
import { asApiError } from '../../api/error.ts';
import type { Definition } from '../../data/definition.ts';
import { usePeople } from '../../data/people.ts';
import { Button } from '../../design/button.tsx';
import { Note } from '../../design/feedback.tsx';
import { Field } from '../../design/field.tsx';
import { type Problems, problemsIn, problemsOf } from '../../forms/problems.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import type { Data } from '../../forms/values.ts';
import { me } from '../../session/session.ts';
import { sampleOf } from './sample.ts';
import { Trial } from './trial.tsx';
import { definitionWords, refusalText } from './words.ts';

type Preview = Answer<'previewWorkflow'>;
interface Shown {
  readonly preview: Preview;
  readonly of: string;
}

export function Try({ definition }: { readonly definition: Definition }) {
  const words = definitionWords().try;
  const schema = definition.data ?? {};
  const [data, setData] = useState<Data>({});
  const [startedBy, setStartedBy] = useState(me.value?.id ?? '');
  const result = useRef<HTMLDivElement>(null);
  const { problems, refusal, isBusy, shown, run } = usePreview(definition, data, startedBy);
  const preview = async () => {
    await run();
    // On a phone it is far below the form.
    result.current?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div class="try-columns">
      <form
        class="card padded stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void preview();
        }}
      >
        <p class="soft small">{words.text}</p>
        <StartedBy value={startedBy} onChange={setStartedBy} />
        {Object.keys(schema.properties ?? {}).length === 0 ? (
          <p class="quiet">{words.noData}</p>
        ) : (
          <SchemaForm key={definition.version} schema={schema} data={data} problems={problems} onChange={setData} />
        )}
        <div class="row try-foot">
          <Button type="submit" tone="primary" icon="play" isBusy={isBusy}>
            {words.run}
          </Button>
          <Button tone="quiet" onClick={() => setData(sampleOf(schema) as Data)}>
            {words.sample}
          </Button>
        </div>
      </form>
      <div aria-live="polite" class="try-result" ref={result}>
        {refusal && (
          <Note tone="bad" icon="alert">
            {refusal}
          </Note>
        )}
        {shown === null ? (
          refusal === '' && <p class="quiet try-empty">{words.before}</p>
        ) : (
          <Trial preview={shown.preview} isOld={shown.of !== asked(data, startedBy)} />
        )}
      </div>
    </div>
  );
}

const asked = (data: Data, startedBy: string): string => JSON.stringify([data, startedBy]);

function usePreview({ id: workflowId, version, data: schema = {} }: Definition, data: Data, startedBy: string) {
  const [problems, setProblems] = useState<Problems>({});
  const [refusal, setRefusal] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const run = async () => {
    const found = problemsOf(schema, data);
    setRefusal('');
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      const preview = await call('previewWorkflow', { workflowId, version, data, startedBy });
      setShown({ preview, of: asked(data, startedBy) });
    } catch (thrown) {
      const error = asApiError(thrown);
      setProblems(problemsIn(error, '/data'));
      setRefusal(refusalText(error));
      setShown(null);
    }
    setBusy(false);
  };
  return { problems, refusal, isBusy, shown, run };
}

function StartedBy({ value, onChange }: { readonly value: string; readonly onChange: (id: string) => void }) {
  const words = definitionWords().try;
  const { all } = usePeople();
  return (
    <Field label={words.startedBy}>
      {(attributes) => (
        <select {...attributes} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {all.map(({ id, name }) => (
            <option key={id} value={id}>
              {id === me.value?.id ? `${name} (${words.me})` : name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
