// Which tasks are shown, where the reader is among them, and which are selected.
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Task } from '../../api/api.ts';
import { now } from '../../data/live.ts';
import { usePeople } from '../../data/people.ts';
import { idOf } from '../../deciding/deeds.ts';
import { place } from '../../router/router.ts';
import { DUE, type Due, type Filter, filterTasks } from './filter.ts';

/** Thousands may wait: as many are drawn as somebody can look at, and more as they come to the end. */
export const PAGE_TASKS = 30;

export function filterNow(): Filter {
  const { due, workflow, find } = place.value.query;
  return { due: DUE.includes(due as Due) ? (due as Due) : 'all', workflowId: workflow ?? '', find: find ?? '' };
}

export interface TaskList {
  readonly all: readonly Task[];
  readonly shown: readonly Task[];
  readonly activeIndex: number;
  readonly active: Task | undefined;
  activate(index: number): void;
  /** Moves by so many and takes the focus along. */
  move(by: number): void;
  readonly selected: readonly Task[];
  isSelected(task: Task): boolean;
  toggle(task: Task): void;
  selectAll(): void;
  clear(): void;
  showMore(): void;
}

export function useTaskList(tasks: readonly Task[]): TaskList {
  const { nameOf, all: people } = usePeople();
  const { due, workflowId, find } = filterNow();
  const all = useMemo(
    () => filterTasks(tasks, { due, workflowId, find }, now.value, nameOf),
    [tasks, due, workflowId, find, now.value, people],
  );
  const [shownMax, setShownMax] = useState(PAGE_TASKS);
  const [activeIndex, setActive] = useState(0);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const isFocusWanted = useRef(false);
  // After the last one is decided, the one before it is meant.
  const index = Math.max(0, Math.min(activeIndex, all.length - 1));
  const active = all[index];
  const id = active && idOf(active);

  useLayoutEffect(() => {
    if (!isFocusWanted.current || id === undefined) return;
    isFocusWanted.current = false;
    const card = document.querySelector<HTMLElement>(`[data-task="${CSS.escape(id)}"]`);
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest' });
  }, [id, shownMax]);

  return {
    all,
    shown: all.slice(0, shownMax),
    activeIndex: index,
    active,
    activate: setActive,
    move: (by) => {
      const next = Math.max(0, Math.min(index + by, all.length - 1));
      isFocusWanted.current = true;
      if (next >= shownMax) setShownMax(next + PAGE_TASKS);
      setActive(next);
    },
    // What somebody else decided meanwhile is selected no more.
    selected: all.filter((task) => chosen.has(idOf(task))),
    isSelected: (task) => chosen.has(idOf(task)),
    toggle: (task) => setChosen((before) => toggled(before, idOf(task))),
    selectAll: () => setChosen(new Set(all.map(idOf))),
    clear: () => setChosen(new Set()),
    showMore: () => setShownMax((before) => before + PAGE_TASKS),
  };
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}
