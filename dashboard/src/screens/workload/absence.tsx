// Somebody's absence: from when to when, who decides meanwhile, and what that means for the tasks that are open now.
import { useState } from 'preact/hooks';
import { call, type User } from '../../api/api.ts';
import { asApiError } from '../../api/error.ts';
import { now } from '../../data/live.ts';
import { usePeople } from '../../data/people.ts';
import { act } from '../../data/query.ts';
import { Button } from '../../design/button.tsx';
import { Chip } from '../../design/chip.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Note } from '../../design/feedback.tsx';
import { Field } from '../../design/field.tsx';
import { say } from '../../design/toast.tsx';
import { errorText } from '../../words/error-text.ts';
import { number } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { fieldMoment, momentOf, nextWeek } from './moments.ts';
import { type PersonTask, tasksOf } from './tasks.ts';
import { usePersonTasks } from './use-tasks.ts';
import { workloadWords } from './words.ts';

interface AbsenceProps {
  readonly user: User;
  readonly onClose: () => void;
}
interface Absence {
  readonly from: string;
  readonly to: string;
  readonly delegate?: string;
}

/** What is known already, or the next week. */
function beginning({ away }: User) {
  const isOver = away === undefined || Date.parse(away.to) <= now.value;
  const range = isOver ? nextWeek(now.value) : { from: Date.parse(away.from), to: Date.parse(away.to) };
  return { from: fieldMoment(range.from), to: fieldMoment(range.to), delegate: isOver ? '' : (away.delegate ?? '') };
}

export function AbsenceDialog({ user, onClose }: AbsenceProps) {
  const words = workloadWords();
  const { actions } = shared();
  const [fields, setFields] = useState(() => beginning(user));
  const [problem, setProblem] = useState<string | null>(null);
  const [from, to] = [momentOf(fields.from), momentOf(fields.to)];
  const isNow =
    user.away !== undefined && Date.parse(user.away.from) < now.value && now.value < Date.parse(user.away.to);

  const save = (absence: Absence, said: string): void => {
    const run = () => call('setAvailability', { userId: user.id, ...absence });
    act({ run, changes: ['listUsers', 'getStakeholderWorkload'] }).then(
      () => {
        say(said);
        onClose();
      },
      (error: unknown) => setProblem(errorText(asApiError(error))),
    );
  };
  const submit = () => {
    if (from === null || to === null) return setProblem(words.badMoment);
    if (from >= to) return setProblem(words.badRange);
    save({ from, to, ...(fields.delegate === '' ? {} : { delegate: fields.delegate }) }, words.saved(user.name));
  };
  const set = (change: Partial<typeof fields>): void => {
    setFields({ ...fields, ...change });
    setProblem(null);
  };
  return (
    <Dialog
      title={words.absenceOf(user.name)}
      onClose={onClose}
      onSubmit={submit}
      foot={
        <>
          {isNow && user.away && (
            <Button
              onClick={() =>
                save({ from: user.away?.from ?? '', to: new Date(now.value).toISOString() }, words.backSaved(user.name))
              }
            >
              {words.imBack}
            </Button>
          )}
          <Button onClick={onClose}>{actions.cancel}</Button>
          <Button type="submit" tone="primary" hotkey="⌃↵">
            {actions.save}
          </Button>
        </>
      }
    >
      {problem && <Note tone="bad">{problem}</Note>}
      <div class="pair">
        <Moment label={words.from} value={fields.from} onChange={(value) => set({ from: value })} />
        <Moment label={words.to} value={fields.to} onChange={(value) => set({ to: value })} />
      </div>
      <Delegate userId={user.id} value={fields.delegate} onChange={(delegate) => set({ delegate })} />
      <Moving userId={user.id} delegate={fields.delegate} from={from ?? ''} to={to ?? ''} />
    </Dialog>
  );
}

interface DelegateProps {
  readonly userId: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}
function Delegate({ userId, value, onChange }: DelegateProps) {
  const words = workloadWords();
  const { all } = usePeople();
  return (
    <Field label={words.delegate} hint={words.delegateHint}>
      {(attributes) => (
        <select {...attributes} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">{words.noDelegate}</option>
          {all
            .filter(({ id }) => id !== userId)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      )}
    </Field>
  );
}

interface MomentProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}
const Moment = ({ label, value, onChange }: MomentProps) => (
  <Field label={label}>
    {(attributes) => (
      <input
        {...attributes}
        class="input"
        type="datetime-local"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    )}
  </Field>
);

const SHOWN_MAX = 5;

interface MovingProps {
  readonly userId: string;
  readonly delegate: string;
  readonly from: string;
  readonly to: string;
}
/** The open tasks, before anything is saved: whose they become, and which are due meanwhile. */
function Moving({ userId, delegate, from, to }: MovingProps) {
  const words = workloadWords();
  const { nameOf } = usePeople();
  const { data } = usePersonTasks(userId);
  if (data === undefined) return null;
  const tasks = tasksOf(data.rows, userId);
  const count = number(tasks.length);
  if (tasks.length === 0) return <Note>{words.noMove}</Note>;
  const isDue = ({ dueAt }: PersonTask): boolean => dueAt !== undefined && dueAt >= from && dueAt < to;
  return (
    <Note tone={delegate === '' ? 'warn' : 'quiet'}>
      <p>{delegate === '' ? words.wait(count) : words.move(count, nameOf(delegate))}</p>
      <ul class="moving">
        {tasks.slice(0, SHOWN_MAX).map((task) => (
          <li key={task.key}>
            {task.name} <span class="quiet">{nameOf(task.startedBy)}</span>{' '}
            {isDue(task) && <Chip tone="warn">{words.dueMeanwhile}</Chip>}
          </li>
        ))}
        {tasks.length > SHOWN_MAX && <li class="quiet">{words.andMore(number(tasks.length - SHOWN_MAX))}</li>}
      </ul>
    </Note>
  );
}
