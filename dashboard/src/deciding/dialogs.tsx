// Questions before a deed: why, to whom, or what to say.
import { useState } from 'preact/hooks';
import { usePeople } from '../data/people.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field } from '../design/field.tsx';
import { Avatar } from '../design/person.tsx';
import { me } from '../session/session.ts';
import { roleText } from '../shell/account.tsx';
import { shared } from '../words/words.ts';
import { decidingWords } from './words.ts';

interface TextDialogProps {
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  /** Said where nothing was written. */
  readonly needed: string;
  readonly button: string;
  readonly isDanger?: boolean;
  /** One line, sent by Enter. */
  readonly isShort?: boolean;
  readonly onClose: () => void;
  readonly onDone: (text: string) => void;
}

/** Asks for a text that has to be there, such as a reason. */
export function TextDialog(props: TextDialogProps) {
  const { title, label, hint, needed, button, isDanger = false, isShort = false, onClose, onDone } = props;
  const { actions } = shared();
  const Control = isShort ? 'input' : 'textarea';
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const submit = () => {
    if (text.trim() === '') return setProblem(needed);
    onDone(text.trim());
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={onClose}>{actions.cancel}</Button>
          <Button type="submit" tone={isDanger ? 'danger filled' : 'primary'} hotkey="⌃↵">
            {button}
          </Button>
        </>
      }
    >
      <Field label={label} hint={hint} problem={problem}>
        {(attributes) => (
          <Control
            {...attributes}
            class="input"
            maxLength={4000}
            autoFocus
            value={text}
            onInput={(event: { readonly currentTarget: { readonly value: string } }) => {
              setText(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
        )}
      </Field>
    </Dialog>
  );
}

interface PersonDialogProps {
  readonly title: string;
  readonly button: string;
  readonly hint?: string;
  readonly onClose: () => void;
  readonly onDone: (userId: string, note: string) => void;
}

const SHOWN_MAX = 8;

/** Asks for a person, found by name or role. */
export function PersonDialog({ title, button, hint, onClose, onDone }: PersonDialogProps) {
  const words = decidingWords();
  const { actions, signIn } = shared();
  const { all } = usePeople();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const wanted = search.trim().toLowerCase();
  const found = all
    .filter(({ id }) => id !== me.value?.id)
    .filter(({ id, name, roles }) => `${id} ${name} ${roles.join(' ')}`.toLowerCase().includes(wanted));
  const submit = () => {
    const to = chosen ?? (found.length === 1 ? found[0]?.id : null);
    if (!to) return setProblem(words.toNeeded);
    onDone(to, note.trim());
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={onClose}>{actions.cancel}</Button>
          <Button type="submit" tone="primary" hotkey="⌃↵">
            {button}
          </Button>
        </>
      }
    >
      <Field label={words.to} hint={hint} problem={problem}>
        {(attributes) => (
          <input
            {...attributes}
            class="input"
            type="search"
            placeholder={words.toFind}
            autoFocus
            value={search}
            onInput={(event) => {
              setSearch(event.currentTarget.value);
              setChosen(null);
              setProblem(undefined);
            }}
          />
        )}
      </Field>
      <fieldset class="people-choice">
        <legend class="hidden-label">{words.to}</legend>
        {found.slice(0, SHOWN_MAX).map(({ id, name, roles }) => (
          <label key={id} class="person-choice">
            <input type="radio" name="person" checked={chosen === id} onChange={() => setChosen(id)} />
            <Avatar name={name} />
            <span>{name}</span>
            <span class="quiet small spread">{roleText(roles)}</span>
          </label>
        ))}
        {found.length === 0 && <p class="quiet small">{signIn.none}</p>}
      </fieldset>
      <Field label={words.note}>
        {(attributes) => (
          <input {...attributes} class="input" value={note} onInput={(event) => setNote(event.currentTarget.value)} />
        )}
      </Field>
    </Dialog>
  );
}
