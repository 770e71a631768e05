// Adding a person to the directory, or changing one: how they are reached, what they may do, how much they can take.
import { useState } from 'preact/hooks';
import { call, type User } from '../../api/api.ts';
import { asApiError } from '../../api/error.ts';
import { usePeople } from '../../data/people.ts';
import { act } from '../../data/query.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Note } from '../../design/feedback.tsx';
import { Field } from '../../design/field.tsx';
import { say } from '../../design/toast.tsx';
import { LANGUAGES } from '../../shell/account.tsx';
import { errorText } from '../../words/error-text.ts';
import { shared } from '../../words/words.ts';
import { fieldsOf, type Lacking, lackingOf, type PersonFields, userOf } from './person-fields.ts';
import { workloadWords } from './words.ts';

interface PersonDialogProps {
  /** null: somebody new. */
  readonly user: User | null;
  readonly onClose: () => void;
}
export function PersonDialog({ user, onClose }: PersonDialogProps) {
  const words = workloadWords();
  const { actions } = shared();
  const [fields, setFields] = useState(() => fieldsOf(user));
  const [lacking, setLacking] = useState<ReturnType<typeof lackingOf>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const submit = () => {
    const found = lackingOf(fields);
    setLacking(found);
    if (Object.keys(found).length > 0) return;
    const run = () => call('upsertUser', { user: userOf(fields, user) });
    act({ run, changes: ['listUsers', 'getStakeholderWorkload'] }).then(
      () => {
        say(words.personSaved(fields.name));
        onClose();
      },
      (error: unknown) => setProblem(errorText(asApiError(error))),
    );
  };
  const set = (change: Partial<PersonFields>): void => {
    setFields({ ...fields, ...change });
    setProblem(null);
  };
  return (
    <Dialog
      title={user === null ? words.addPerson : words.editOf(user.name)}
      onClose={onClose}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={onClose}>{actions.cancel}</Button>
          <Button type="submit" tone="primary" hotkey="⌃↵">
            {actions.save}
          </Button>
        </>
      }
    >
      {problem && <Note tone="bad">{problem}</Note>}
      <PersonForm fields={fields} lacking={lacking} isNew={user === null} onChange={set} />
    </Dialog>
  );
}

interface FormProps {
  readonly fields: PersonFields;
  readonly lacking: ReturnType<typeof lackingOf>;
  readonly isNew: boolean;
  readonly onChange: (change: Partial<PersonFields>) => void;
}
function PersonForm({ fields, lacking, isNew, onChange }: FormProps) {
  const words = workloadWords();
  const { all } = usePeople();
  const roles = [...new Set(all.flatMap((one) => one.roles))].sort().join(', ');
  const text = (name: Texts, label: string, hint?: string) => (
    <TextField name={name} label={label} hint={hint} fields={fields} lacking={lacking[name]} onChange={onChange} />
  );
  return (
    <>
      {isNew && text('id', words.id, words.idHint)}
      {text('name', words.name)}
      <div class="pair">
        {text('email', words.email)}
        {text('phone', words.phone, words.phoneHint)}
      </div>
      {text('roles', words.roles, words.rolesHint + roles)}
      <div class="pair">
        {text('territories', words.territories)}
        {text('capacity', words.capacity, words.capacityHint)}
      </div>
      <div class="pair">
        <Select
          label={words.channel}
          value={fields.channel}
          options={Object.entries(words.channels)}
          onChange={(channel) => onChange({ channel: channel as User['channel'] })}
        />
        <Select
          label={words.language}
          value={fields.language}
          options={Object.entries(LANGUAGES)}
          onChange={(language) => onChange({ language: language as User['language'] })}
        />
      </div>
      <Select
        label={words.manager}
        value={fields.manager}
        options={[
          ['', words.noManager],
          ...all.filter(({ id }) => id !== fields.id).map(({ id, name }) => [id, name] as const),
        ]}
        onChange={(manager) => onChange({ manager })}
      />
    </>
  );
}

type Texts = 'id' | 'name' | 'email' | 'phone' | 'roles' | 'territories' | 'capacity';
interface TextFieldProps {
  readonly name: Texts;
  readonly label: string;
  readonly hint: string | undefined;
  readonly fields: PersonFields;
  readonly lacking: Lacking | undefined;
  readonly onChange: (change: Partial<PersonFields>) => void;
}
function TextField({ name, label, hint, fields, lacking, onChange }: TextFieldProps) {
  const words = workloadWords();
  const problem = lacking === undefined ? undefined : lacking === 'needed' ? words.needed : words.badNumber;
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(attributes) => (
        <input
          {...attributes}
          class="input"
          inputMode={
            name === 'capacity' ? 'numeric' : name === 'phone' ? 'tel' : name === 'email' ? 'email' : undefined
          }
          value={fields[name]}
          onInput={(event) => onChange({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
}
const Select = ({ label, value, options, onChange }: SelectProps) => (
  <Field label={label}>
    {(attributes) => (
      <select {...attributes} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    )}
  </Field>
);
