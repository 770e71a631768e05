// Edit a draft, or a request that came back with changes asked for, and send it again.
import './submit.css';
import { useState } from 'preact/hooks';
import { type InstanceView, send } from '../../api/api.ts';
import { asApiError } from '../../api/error.ts';
import { type Definition, useDefinition } from '../../data/definition.ts';
import { usePeople } from '../../data/people.ts';
import { act, useQuery } from '../../data/query.ts';
import { Button, ButtonLink } from '../../design/button.tsx';
import { Empty, Note, Show } from '../../design/feedback.tsx';
import { Field } from '../../design/field.tsx';
import { say, sayProblem } from '../../design/toast.tsx';
import { type Problems, problemsIn, problemsOf } from '../../forms/problems.ts';
import { type Data, patchBetween } from '../../forms/values.ts';
import { go } from '../../router/router.ts';
import type { ScreenProps } from '../../routes.tsx';
import { ScreenHead } from '../../shell/head.tsx';
import { errorText } from '../../words/error-text.ts';
import { shared } from '../../words/words.ts';
import { titleOf } from '../decision/facts.ts';
import { RequestForm } from './request-form.tsx';
import { submitWords } from './words.ts';

export function EditScreen({ params }: ScreenProps) {
  const words = submitWords();
  const { nav } = shared();
  const loaded = useQuery('getWorkflowInstance', { instanceId: params.instanceId ?? '' }, { everyMs: 30_000 });
  const { data: definition } = useDefinition(loaded.data?.workflowId, loaded.data?.version);
  return (
    <Show loaded={loaded}>
      {(view) => {
        if (view.status !== 'draft' && view.changesRequested === undefined)
          return (
            <Empty
              icon="edit"
              title={words.notEditable}
              action={<ButtonLink href="/requests">{nav.requests}</ButtonLink>}
            >
              {words.notEditableText}
            </Empty>
          );
        return definition && <Editor view={view} definition={definition} />;
      }}
    </Show>
  );
}

/** What is changed so far, what is wrong with it, and sending it again. */
function useEdit(view: InstanceView, definition: Definition) {
  const words = submitWords();
  // What was read first is what the changes are made of, whatever arrives while somebody writes.
  const [before] = useState(view);
  const [data, setData] = useState<Data>(before.data);
  const [notes, setNotes] = useState('');
  const [problems, setProblems] = useState<Problems>({});
  const [isBusy, setBusy] = useState(false);
  const isDraft = before.status === 'draft';

  async function submit(): Promise<void> {
    const found = definition.data === undefined ? {} : problemsOf(definition.data, data);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    const request = {
      instanceId: before.instanceId,
      data: patchBetween(before.data, data),
      expectedRevision: before.revision,
      ...(notes.trim() === '' ? {} : { notes: notes.trim() }),
    };
    try {
      await act({
        run: () => send(isDraft ? 'submitWorkflow' : 'resubmitWorkflow', request),
        changes: ['listWorkflowInstances', 'getWorkflowInstance', 'listMyTasks'],
      });
      say(isDraft ? words.submitted : words.resubmitted);
      go('/requests');
    } catch (thrown) {
      const error = asApiError(thrown);
      setProblems(problemsIn(error, '/data'));
      sayProblem(errorText(error));
      setBusy(false);
    }
  }

  return { before, isDraft, data, setData, notes, setNotes, problems, isBusy, submit };
}

function Editor({ view, definition }: { readonly view: InstanceView; readonly definition: Definition }) {
  const words = submitWords();
  const { nameOf } = usePeople();
  const { before, isDraft, data, setData, notes, setNotes, problems, isBusy, submit } = useEdit(view, definition);
  return (
    <>
      <ScreenHead title={words.editTitle(titleOf(before))}>{isDraft ? definition.name : words.editText}</ScreenHead>
      <form
        class="card padded stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {before.changesRequested && (
          <Note tone="warn" icon="back">
            <strong>{words.asked(nameOf(before.changesRequested.by))}</strong> {before.changesRequested.reason}
          </Note>
        )}
        <RequestForm schema={definition.data} data={data} problems={problems} onChange={setData} />
        <Field label={words.note}>
          {(attributes) => (
            <input
              {...attributes}
              class="input"
              value={notes}
              onInput={(event) => setNotes(event.currentTarget.value)}
            />
          )}
        </Field>
        <div>
          <Button type="submit" tone="primary" isBusy={isBusy}>
            {isDraft ? words.submit : words.resubmit}
          </Button>
        </div>
      </form>
    </>
  );
}
