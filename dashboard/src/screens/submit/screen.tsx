// New request: choose a workflow, fill in the form its definition asks for, see who will be asked, submit.
import './submit.css';
import { useRef, useState } from 'preact/hooks';
import { call } from '../../api/api.ts';
import { asApiError } from '../../api/error.ts';
import { type Definition, useDefinition } from '../../data/definition.ts';
import { act, useQuery } from '../../data/query.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Show } from '../../design/feedback.tsx';
import { Field } from '../../design/field.tsx';
import { Icon } from '../../design/icon.tsx';
import { say, sayProblem } from '../../design/toast.tsx';
import { type Problems, problemsIn, problemsOf } from '../../forms/problems.ts';
import type { Data } from '../../forms/values.ts';
import { go } from '../../router/router.ts';
import type { ScreenProps } from '../../routes.tsx';
import { ScreenHead } from '../../shell/head.tsx';
import { errorText } from '../../words/error-text.ts';
import { shared } from '../../words/words.ts';
import { Preview } from './preview.tsx';
import { RequestForm } from './request-form.tsx';
import { SampleButton } from './samples.tsx';
import { submitWords } from './words.ts';

export function SubmitScreen({ params }: ScreenProps) {
  const { workflowId } = params;
  return workflowId === undefined ? <Chooser /> : <NewRequest workflowId={workflowId} />;
}

function Chooser() {
  const words = submitWords();
  const { nav } = shared();
  const loaded = useQuery('listWorkflowDefinitions', { status: 'active' }, { everyMs: 60_000 });
  return (
    <>
      <ScreenHead title={nav.submit}>{words.text}</ScreenHead>
      <Show loaded={loaded}>
        {({ definitions }) =>
          definitions.length === 0 ? (
            <Empty icon="definition" title={words.none}>
              {words.noneText}
            </Empty>
          ) : (
            <ul class="workflows" aria-label={words.choose}>
              {[...new Map(definitions.map((one) => [one.workflowId, one])).values()].map((one) => (
                <li key={one.workflowId}>
                  <a class="card" href={`/requests/new/${one.workflowId}`}>
                    <strong>{one.name}</strong>
                    <span class="soft small">{one.description}</span>
                    <Icon name="right" />
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </Show>
    </>
  );
}

function NewRequest({ workflowId }: { readonly workflowId: string }) {
  const words = submitWords();
  const loaded = useDefinition(workflowId);
  return (
    <>
      <a class="back-link small" href="/requests/new">
        <Icon name="definition" size={14} />
        {words.all}
      </a>
      <Show loaded={loaded}>{(definition) => <Editor definition={definition} />}</Show>
    </>
  );
}

const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
type Priority = (typeof PRIORITIES)[number];

/** What is written so far, what is wrong with it, and sending it. */
function useSubmission(definition: Definition) {
  const words = submitWords();
  const [data, setData] = useState<Data>({});
  // Fields keep what is typed; what is filled in at once needs new ones.
  const [fills, setFills] = useState(0);
  const [priority, setPriority] = useState<Priority>('medium');
  const [problems, setProblems] = useState<Problems>({});
  const [isBusy, setBusy] = useState(false);
  // However often it is sent, it starts once.
  const key = useRef(crypto.randomUUID());

  const fill = (sample: Data) => {
    setData(sample);
    setFills(fills + 1);
    setProblems({});
  };

  async function submit(draft: boolean): Promise<void> {
    const found = draft || definition.data === undefined ? {} : problemsOf(definition.data, data);
    setProblems(found);
    if (Object.keys(found).length > 0) return focusFirstProblem();
    setBusy(true);
    try {
      await act({
        run: () =>
          call('startWorkflow', { workflowId: definition.id, data, priority, draft, idempotencyKey: key.current }),
        changes: ['listWorkflowInstances', 'listMyTasks'],
      });
      say(draft ? words.drafted : words.submitted);
      go(draft ? '/requests?show=drafts' : '/requests');
    } catch (thrown) {
      const error = asApiError(thrown);
      setProblems(problemsIn(error, '/data'));
      sayProblem(errorText(error));
      setBusy(false);
    }
  }

  return { data, setData, fills, fill, priority, setPriority, problems, isBusy, submit };
}

function Editor({ definition }: { readonly definition: Definition }) {
  const words = submitWords();
  const { data, setData, fills, fill, priority, setPriority, problems, isBusy, submit } = useSubmission(definition);
  return (
    <>
      <ScreenHead title={definition.name} actions={<SampleButton workflowId={definition.id} onFill={fill} />}>
        <span class="definition-text">{definition.description}</span>
      </ScreenHead>
      <form
        class="submit-columns"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit(false);
        }}
      >
        <div class="card padded stack">
          <RequestForm key={fills} schema={definition.data} data={data} problems={problems} onChange={setData} />
          <PriorityField priority={priority} onChange={setPriority} />
          <div class="row">
            <Button type="submit" tone="primary" isBusy={isBusy}>
              {words.submit}
            </Button>
            <Button isBusy={isBusy} onClick={() => void submit(true)}>
              {words.draft}
            </Button>
          </div>
        </div>
        <Preview definition={definition} data={data} />
      </form>
    </>
  );
}

interface PriorityProps {
  readonly priority: Priority;
  readonly onChange: (priority: Priority) => void;
}
function PriorityField({ priority, onChange }: PriorityProps) {
  const words = submitWords();
  const { priority: names } = shared();
  return (
    <Field label={words.priority}>
      {(attributes) => (
        <select
          {...attributes}
          class="input"
          value={priority}
          onChange={(event) => onChange(event.currentTarget.value as Priority)}
        >
          {PRIORITIES.map((one) => (
            <option key={one} value={one}>
              {names[one]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

const focusFirstProblem = (): void => {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
};
