// What has to be asked before a deed: a reason, a person, or a signal.
import { useState } from 'preact/hooks';
import type { Definition } from '../../data/definition.ts';
import { PersonDialog, TextDialog } from '../../deciding/dialogs.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { shared } from '../../words/words.ts';
import * as deeds from './deeds.ts';
import { signalsOf } from './may.ts';
import type { Asked } from './use-operating.tsx';
import { instanceWords } from './words.ts';

interface QuestionProps {
  readonly asked: Asked;
  readonly title: string;
  readonly definition: Definition | undefined;
  readonly instanceId: string;
  readonly stepName: (stepId: string) => string;
  readonly targetOf: (stepId: string) => deeds.StepTarget;
  readonly nameOf: (userId: string) => string;
  readonly onClose: () => void;
  readonly perform: (run: () => Promise<unknown>, said: string) => void;
}

export function Question(props: QuestionProps) {
  const { asked, title, instanceId, stepName, targetOf, nameOf, onClose, perform } = props;
  const { ask, actions, done, resolve } = instanceWords();
  const common = { label: ask.reason, needed: ask.reasonNeeded, onClose };
  switch (asked.deed) {
    case 'cancel':
      return (
        <TextDialog
          {...common}
          title={ask.cancel(title)}
          hint={ask.cancelHint}
          button={actions.cancel}
          isDanger
          onDone={(reason) => perform(() => deeds.cancel(instanceId, reason), done.cancel)}
        />
      );
    case 'skip':
      return (
        <TextDialog
          {...common}
          title={ask.passOver(stepName(asked.stepId))}
          hint={ask.passOverHint}
          button={actions.skip}
          onDone={(reason) => perform(() => deeds.passOver(targetOf(asked.stepId), reason), done.skip)}
        />
      );
    case 'escalate':
      return (
        <TextDialog
          {...common}
          title={ask.escalate(stepName(asked.stepId))}
          hint={ask.escalateHint}
          button={actions.escalate}
          onDone={(reason) => perform(() => deeds.escalate(targetOf(asked.stepId), reason), done.escalate)}
        />
      );
    case 'resolve':
      return (
        <TextDialog
          {...common}
          title={ask.resolve}
          hint={ask.resolveHint}
          button={resolve}
          onDone={(reason) => perform(() => deeds.resolveIncident(instanceId, asked.incidentId, reason), done.resolve)}
        />
      );
    case 'reassign':
      return (
        <PersonDialog
          title={ask.reassign(stepName(asked.stepId))}
          hint={ask.reassignHint}
          button={actions.reassign}
          onClose={onClose}
          onDone={(to, note) =>
            perform(() => deeds.reassign(targetOf(asked.stepId), to, note), done.reassign(nameOf(to)))
          }
        />
      );
    case 'signal':
      return <SignalDialog {...props} />;
    default:
      return null;
  }
}

function SignalDialog({ definition, instanceId, onClose, perform }: QuestionProps) {
  const { ask, actions: words, done } = instanceWords();
  const { actions } = shared();
  const names = signalsOf(definition);
  const [name, setName] = useState(names[0] ?? '');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const submit = () => {
    const payload = payloadOf(text);
    if (payload === null) return setProblem(ask.signalBad);
    perform(() => deeds.signal(instanceId, name, payload), done.signal);
  };
  return (
    <Dialog
      title={ask.signal}
      onClose={onClose}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={onClose}>{actions.cancel}</Button>
          <Button type="submit" tone="primary" hotkey="⌃↵">
            {words.signal}
          </Button>
        </>
      }
    >
      <Field label={ask.signalName}>
        {(attributes) => (
          <select {...attributes} class="input" value={name} onChange={(event) => setName(event.currentTarget.value)}>
            {names.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label={ask.signalPayload} problem={problem}>
        {(attributes) => (
          <textarea
            {...attributes}
            class="input mono"
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
        )}
      </Field>
    </Dialog>
  );
}

/** null: it is no JSON object. */
function payloadOf(text: string): Readonly<Record<string, unknown>> | undefined | null {
  if (text.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
