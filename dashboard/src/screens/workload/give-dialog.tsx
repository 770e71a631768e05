// To whom tasks are given: those who could take them first, with the reason; anybody else by name.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { usePeople } from '../../data/people.ts';
import { decidingWords } from '../../deciding/words.ts';
import { Button } from '../../design/button.tsx';
import { Chip } from '../../design/chip.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { Avatar } from '../../design/person.tsx';
import type { OwnQuestionProps } from '../../overseeing/batch.tsx';
import { roleText } from '../../shell/account.tsx';
import { list, number } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { type LoadRow, type Suggestion, suggestionsFor } from './suggest.ts';
import type { PersonTask } from './tasks.ts';
import { workloadWords } from './words.ts';

interface GiveProps extends OwnQuestionProps<PersonTask> {
  /** Whose tasks they are. */
  readonly from: string;
  readonly loads: readonly LoadRow[];
}
const SHOWN_MAX = 6;

export function GiveDialog({ title, items, onClose, onDone, from, loads }: GiveProps) {
  const words = workloadWords();
  const { note: noteLabel } = decidingWords();
  const { actions } = shared();
  const { all } = usePeople();
  const [chosen, setChosen] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const suggested = suggestionsFor({ from, count: items.length, people: all, loads }).slice(0, SHOWN_MAX);
  const submit = () =>
    chosen === null ? setProblem(words.chooseSomebody) : onDone({ to: chosen, reason: note.trim() });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={onClose}>{actions.cancel}</Button>
          <Button type="submit" tone="primary" hotkey="⌃↵">
            {words.give}
          </Button>
        </>
      }
    >
      <fieldset class="give">
        <legend class="small soft">{words.suggested}</legend>
        {suggested.map((one) => (
          <PersonOption
            key={one.userId}
            id={one.userId}
            name={one.name}
            isChosen={chosen === one.userId}
            onChoose={setChosen}
          >
            <Reasons suggestion={one} count={items.length} />
          </PersonOption>
        ))}
        {suggested.length === 0 && <p class="quiet small">{words.noSuggestion}</p>}
      </fieldset>
      <Field label={words.find} problem={problem}>
        {(attributes) => (
          <input
            {...attributes}
            class="input"
            type="search"
            value={search}
            onInput={(event) => {
              setSearch(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
        )}
      </Field>
      <Others search={search} from={from} chosen={chosen} onChoose={setChosen} />
      <Field label={noteLabel}>
        {(attributes) => (
          <input {...attributes} class="input" value={note} onInput={(event) => setNote(event.currentTarget.value)} />
        )}
      </Field>
    </Dialog>
  );
}

interface OthersProps {
  readonly search: string;
  readonly from: string;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}
/** Anybody whose name fits what was typed. */
function Others({ search, from, chosen, onChoose }: OthersProps) {
  const words = workloadWords();
  const { all } = usePeople();
  const wanted = search.trim().toLowerCase();
  const found = all.filter(({ id, name }) => id !== from && `${id} ${name}`.toLowerCase().includes(wanted));
  if (wanted === '' || found.length === 0) return null;
  return (
    <fieldset class="give">
      <legend class="small soft">{words.others}</legend>
      {found.slice(0, SHOWN_MAX).map(({ id, name, roles }) => (
        <PersonOption key={id} id={id} name={name} isChosen={chosen === id} onChoose={onChoose}>
          <span class="quiet small">{roleText(roles)}</span>
        </PersonOption>
      ))}
    </fieldset>
  );
}

interface OptionProps {
  readonly id: string;
  readonly name: string;
  readonly isChosen: boolean;
  readonly onChoose: (id: string) => void;
  readonly children: ComponentChildren;
}
const PersonOption = ({ id, name, isChosen, onChoose, children }: OptionProps) => (
  <label class="give-option">
    <input type="radio" name="give-to" checked={isChosen} onChange={() => onChoose(id)} />
    <Avatar name={name} />
    <span class="give-name">
      <span>{name}</span>
      {children}
    </span>
  </label>
);

function Reasons({ suggestion, count }: { readonly suggestion: Suggestion; readonly count: number }) {
  const words = workloadWords();
  const { openTasks, capacity, hasRoom, roles, territories } = suggestion;
  const left = capacity === null ? null : capacity - openTasks;
  return (
    <span class="row small quiet">
      <span>{words.openTasks(number(openTasks))}</span>
      {left === null ? (
        <span>{words.noCapacity}</span>
      ) : (
        <Chip tone={hasRoom ? 'good' : 'warn'}>{hasRoom ? words.room(number(Math.max(left, count))) : words.full}</Chip>
      )}
      <span>{words.sameRole(roleText(roles))}</span>
      {territories.length > 0 && <span>{words.samePlace(list(territories))}</span>}
    </span>
  );
}
