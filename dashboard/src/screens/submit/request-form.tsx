// The data of a request as a form or as JSON, with what is wrong with it.
import { useState } from 'preact/hooks';
import type { Schema } from '../../data/definition.ts';
import { Button } from '../../design/button.tsx';
import { Note } from '../../design/feedback.tsx';
import { Field } from '../../design/field.tsx';
import { pointerLabel } from '../../forms/label.ts';
import type { Problems } from '../../forms/problems.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import type { Data } from '../../forms/values.ts';
import { formWords } from '../../forms/words.ts';
import { number } from '../../words/format.ts';
import { submitWords } from './words.ts';

interface FormProps {
  readonly schema: Schema | undefined;
  readonly data: Data;
  readonly problems: Problems;
  readonly onChange: (data: Data) => void;
}

export function RequestForm({ schema, data, problems, onChange }: FormProps) {
  const words = submitWords();
  // Without a schema anything goes, and only JSON can say it.
  const isFormless = schema?.properties === undefined;
  const [isJson, setJson] = useState(isFormless);
  return (
    <>
      <ProblemNote problems={problems} schema={schema} isJson={isJson} />
      {isJson ? (
        <JsonEditor data={data} onChange={onChange} />
      ) : (
        schema && <SchemaForm schema={schema} data={data} problems={problems} onChange={onChange} />
      )}
      {!isFormless && (
        <div>
          <Button tone="quiet" isSmall onClick={() => setJson(!isJson)}>
            {isJson ? words.asForm : words.asJson}
          </Button>
        </div>
      )}
    </>
  );
}

/** What has no field of its own, or is edited as JSON, is told here. */
function ProblemNote({
  problems,
  schema,
  isJson,
}: {
  readonly problems: Problems;
  readonly schema: Schema | undefined;
  readonly isJson: boolean;
}) {
  const words = submitWords();
  const entries = Object.entries(problems);
  if (entries.length === 0) return null;
  return (
    <Note tone="bad" icon="alert">
      {words.mend(number(entries.length))}
      {isJson && (
        <ul>
          {entries.map(([pointer, problem]) => (
            <li key={pointer}>
              {pointerLabel(pointer, schema)}: {typeof problem === 'string' ? problem : problem.kind}
            </li>
          ))}
        </ul>
      )}
    </Note>
  );
}

function JsonEditor({ data, onChange }: Pick<FormProps, 'data' | 'onChange'>) {
  const words = formWords();
  const [text, setText] = useState(() => JSON.stringify(data, null, 2));
  const [isBroken, setBroken] = useState(false);
  const take = (typed: string) => {
    setText(typed);
    try {
      const value: unknown = JSON.parse(typed);
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      setBroken(!isObject);
      if (isObject) onChange(value as Data);
    } catch {
      setBroken(true);
    }
  };
  return (
    <Field label={words.json} problem={isBroken ? words.problems.json : undefined}>
      {(attributes) => (
        <textarea
          {...attributes}
          class="input mono json-editor"
          spellcheck={false}
          value={text}
          onInput={(event) => take(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
