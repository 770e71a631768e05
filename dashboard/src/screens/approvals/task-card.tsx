// One task: what is asked, by whom, until when, the facts that decide, and what can be done.
import type { Task } from '../../api/api.ts';
import { usePeople } from '../../data/people.ts';
import { idOf } from '../../deciding/deeds.ts';
import { type Deed, pathOf } from '../../deciding/use-deciding.tsx';
import { decidingWords } from '../../deciding/words.ts';
import { Button, ButtonLink } from '../../design/button.tsx';
import { Chip, SlaChip } from '../../design/chip.tsx';
import type { IconName } from '../../design/icon.tsx';
import { Avatar } from '../../design/person.tsx';
import { Time } from '../../design/time.tsx';
import { value } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { titleOf } from './filter.ts';
import { approvalsWords } from './words.ts';

interface CardProps {
  readonly task: Task;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onFocus: () => void;
  readonly onSelect: () => void;
  readonly onDeed: (deed: Deed) => void;
}

export function TaskCard({ task, isActive, isSelected, onFocus, onSelect, onDeed }: CardProps) {
  const words = approvalsWords();
  const { select } = decidingWords();
  const title = titleOf(task);
  return (
    <li>
      <article
        class={`card task${isActive ? ' active' : ''}${isSelected ? ' selected' : ''}`}
        aria-label={words.taskOf(task.name, title)}
        data-task={idOf(task)}
        tabIndex={-1}
        onFocusCapture={onFocus}
      >
        <div class="task-head">
          <label class="task-check">
            <input type="checkbox" checked={isSelected} onChange={onSelect} />
            <span class="hidden-label">
              {select}: {title}
            </span>
          </label>
          <div class="task-title">
            <h2>
              <a href={pathOf(task)}>{title}</a>
            </h2>
            <p class="soft small">{task.name === title ? task.workflowName : `${task.workflowName} · ${task.name}`}</p>
          </div>
          <span class="row task-chips">
            <Priority priority={task.priority} />
            <SlaChip dueAt={task.dueAt} />
          </span>
        </div>
        <Facts task={task} />
        <div class="task-foot">
          <Requester task={task} />
          <Actions task={task} isActive={isActive} onDeed={onDeed} />
        </div>
      </article>
    </li>
  );
}

export function Priority({ priority }: { readonly priority: string }) {
  const words = shared().priority as Readonly<Record<string, string>>;
  if (priority === 'medium' || priority === 'low') return null;
  return <Chip tone={priority === 'urgent' ? 'bad' : 'warn'}>{words[priority] ?? priority}</Chip>;
}

const Facts = ({ task }: { readonly task: Task }) => (
  <dl class="facts task-facts">
    {task.fields.slice(1).map((field) => (
      <div key={field.label}>
        <dt>{field.label}</dt>
        <dd>{value(field)}</dd>
      </div>
    ))}
  </dl>
);

function Requester({ task }: { readonly task: Task }) {
  const words = approvalsWords();
  const { person } = shared();
  const { nameOf } = usePeople();
  const name = nameOf(task.requester);
  return (
    <p class="task-from soft small">
      <Avatar name={name} />
      <span>
        {name}, <Time at={task.assignedAt} />
        {task.onBehalfOf && <> · {person.absentFor(nameOf(task.onBehalfOf))}</>}
      </span>
      <span class="hidden-label">{words.asked}</span>
    </p>
  );
}

interface Action {
  readonly deed: Deed;
  readonly command: string;
  readonly icon: IconName;
  readonly hotkey: string;
}
/** In the order of the buttons; a step offers those whose command it takes. */
export const ACTIONS: readonly Action[] = [
  { deed: 'reject', command: 'reject_step', icon: 'close', hotkey: 'R' },
  { deed: 'sendBack', command: 'request_changes', icon: 'back', hotkey: 'S' },
  { deed: 'delegate', command: 'delegate_task', icon: 'delegate', hotkey: 'D' },
  { deed: 'comment', command: '', icon: 'comment', hotkey: 'C' },
];

interface ActionsProps {
  readonly task: Pick<Task, 'instanceId' | 'stepId' | 'actions'>;
  readonly isActive: boolean;
  readonly onDeed: (deed: Deed) => void;
}
function Actions({ task, isActive, onDeed }: ActionsProps) {
  const words = decidingWords();
  const hotkey = (key: string) => (isActive ? { hotkey: key } : {});
  return (
    <div class="task-actions">
      {task.actions.includes('approve_step') ? (
        <Button tone="primary" icon="check" {...hotkey('A')} onClick={() => onDeed('approve')}>
          {words.approve}
        </Button>
      ) : (
        <ButtonLink tone="primary" icon="edit" href={pathOf(task)}>
          {words.fillIn}
        </ButtonLink>
      )}
      {ACTIONS.filter(({ command }) => command === '' || task.actions.includes(command)).map((action) => (
        <Button
          key={action.deed}
          tone={action.deed === 'reject' ? 'danger' : action.deed === 'sendBack' ? 'neutral' : 'quiet'}
          icon={action.icon}
          {...hotkey(action.hotkey)}
          onClick={() => onDeed(action.deed)}
        >
          {words[action.deed]}
        </Button>
      ))}
    </div>
  );
}
