// My approvals: what waits for the reader, decided by a click or a key.
import './approvals.css';
import '../../deciding/deciding.css';
import { useMemo } from 'preact/hooks';
import type { Task } from '../../api/api.ts';
import { now } from '../../data/live.ts';
import { store } from '../../data/query.ts';
import { useTasks } from '../../data/tasks.ts';
import { idOf } from '../../deciding/deeds.ts';
import { type Deed, pathOf, useDeciding } from '../../deciding/use-deciding.tsx';
import { decidingWords } from '../../deciding/words.ts';
import { Button, ButtonLink } from '../../design/button.tsx';
import { Empty, Show, Skeleton } from '../../design/feedback.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { go, setQuery } from '../../router/router.ts';
import { ScreenHead } from '../../shell/head.tsx';
import { SavedViews } from '../../shell/saved-views.tsx';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { shared } from '../../words/words.ts';
import { BulkBar } from './bulk.tsx';
import { DUE, dueOf, titleOf } from './filter.ts';
import { MoreAtEnd } from './more.tsx';
import { ACTIONS, TaskCard } from './task-card.tsx';
import { filterNow, type TaskList, useTaskList } from './use-list.ts';
import { approvalsWords } from './words.ts';

export function ApprovalsScreen() {
  const words = approvalsWords();
  const { nav } = shared();
  const loaded = useTasks();
  return (
    <>
      <ScreenHead title={nav.approvals}>{words.text}</ScreenHead>
      <Show
        loaded={loaded}
        loading={<Skeleton rows={4} height={10} />}
        onRetry={() => void store.refresh('listMyTasks')}
      >
        {({ tasks }) => <Tasks tasks={tasks} />}
      </Show>
    </>
  );
}

function Tasks({ tasks }: { readonly tasks: readonly Task[] }) {
  const list = useTaskList(tasks);
  const { begin, dialog } = useDeciding();
  const onDeed = (task: Task, deed: Deed) => begin({ deed, target: task, title: titleOf(task) });
  useKeys(list, onDeed);
  return (
    <>
      {tasks.length > 0 && <Filters tasks={tasks} list={list} />}
      <BulkBar tasks={list.selected} onClear={list.clear} />
      {list.all.length === 0 ? (
        <Nothing isFiltered={tasks.length > 0} />
      ) : (
        <ol class="tasks">
          {list.shown.map((task, index) => (
            <Row
              key={idOf(task)}
              index={index}
              task={task}
              isActive={index === list.activeIndex}
              isSelected={list.isSelected(task)}
              list={list}
              onDeed={onDeed}
            />
          ))}
        </ol>
      )}
      <MoreAtEnd left={list.all.length - list.shown.length} onMore={list.showMore} />
      {dialog}
    </>
  );
}

interface RowProps {
  readonly task: Task;
  readonly index: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly list: TaskList;
  readonly onDeed: (task: Task, deed: Deed) => void;
}
/** Drawn anew only where something of it changed: there may be hundreds. */
const Row = ({ task, index, isActive, isSelected, list, onDeed }: RowProps) =>
  useMemo(
    () => (
      <TaskCard
        task={task}
        isActive={isActive}
        isSelected={isSelected}
        onFocus={() => list.activate(index)}
        onSelect={() => list.toggle(task)}
        onDeed={(deed) => onDeed(task, deed)}
      />
    ),
    [task, index, isActive, isSelected],
  );

function useKeys(list: TaskList, onDeed: (task: Task, deed: Deed) => void): void {
  const words = approvalsWords();
  const deciding = decidingWords();
  const withActive = (run: (task: Task) => void) => () => list.active && run(list.active);
  const decide = (deed: Deed, command: string) =>
    withActive((task) => (command === '' || task.actions.includes(command)) && onDeed(task, deed));
  useShortcuts(words.keys.title, [
    { keys: 'j', label: words.keys.next, run: () => list.move(1) },
    { keys: 'k', label: words.keys.previous, run: () => list.move(-1) },
    { keys: 'a', label: deciding.approve, run: decide('approve', 'approve_step') },
    ...ACTIONS.map(({ deed, command, hotkey }) => ({
      keys: hotkey.toLowerCase(),
      label: deciding[deed],
      run: decide(deed, command),
    })),
    { keys: 'x', label: deciding.select, run: withActive(list.toggle) },
    { keys: 'o', label: words.keys.open, run: withActive((task) => go(pathOf(task))) },
  ]);
}

interface FiltersProps {
  readonly tasks: readonly Task[];
  readonly list: TaskList;
}
function Filters({ tasks, list }: FiltersProps) {
  const words = approvalsWords();
  const { workflowId, find } = filterNow();
  const workflows = new Map(tasks.map((task) => [task.workflowId, task.workflowName]));
  const counts = Map.groupBy(tasks, (task) => dueOf(task, now.value));
  const tabs = DUE.map((id) => ({
    id,
    label: words[id],
    count: id === 'all' ? tasks.length : (counts.get(id)?.length ?? 0),
  }));
  return (
    <div class="task-filters">
      <Tabs label={words.due} name="due" tabs={tabs} />
      <div class="row">
        <input
          class="input grow"
          type="search"
          placeholder={words.find}
          aria-label={words.find}
          value={find}
          onInput={(event) => setQuery({ find: event.currentTarget.value })}
        />
        {workflows.size > 1 && (
          <select
            class="input"
            aria-label={words.workflow}
            value={workflowId}
            onChange={(event) => setQuery({ workflow: event.currentTarget.value })}
          >
            <option value="">{words.allWorkflows}</option>
            {[...workflows].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
        <Button tone="quiet" onClick={list.selectAll}>
          {words.selectAll}
        </Button>
        <SavedViews />
      </div>
    </div>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const words = approvalsWords();
  const { nav } = shared();
  if (isFiltered)
    return (
      <Empty
        icon="search"
        title={words.nothingFits}
        action={<Button onClick={() => setQuery({ due: null, workflow: null, find: null })}>{words.showAll}</Button>}
      >
        {words.nothingFitsText}
      </Empty>
    );
  return (
    <Empty icon="inbox" title={words.empty} action={<ButtonLink href="/requests/new">{nav.submit}</ButtonLink>}>
      {words.emptyText}
    </Empty>
  );
}
