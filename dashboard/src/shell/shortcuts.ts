// Keys: a screen says what its keys do while it is shown; nothing happens while somebody types, or a dialog or a panel is open.
import { signal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';

export interface Shortcut {
  /** One key as `event.key` has it, or two after each other: "g a". */
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
}
export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

/** All that is in force, the newest group last. */
export const groups = signal<readonly ShortcutGroup[]>([]);

/**
 * In force as long as the component, and renewed with each of its drawings before the next key can come: a key never means
 * what was there before.
 */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  useLayoutEffect(() => {
    const group = { title, shortcuts };
    groups.value = [...groups.peek(), group];
    return () => {
      groups.value = groups.peek().filter((one) => one !== group);
    };
  });
}

const SEQUENCE_MS = 1_200;
let first: { readonly key: string; readonly at: number } | null = null;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]') !== null;
const isCovered = (): boolean => document.querySelector('dialog[open], :popover-open') !== null;

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isCovered()) return;
  const before = first !== null && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ` : '';
  first = null;
  const all = groups.peek().flatMap(({ shortcuts }) => shortcuts);
  const pressed = before + event.key;
  const found = all.findLast(({ keys }) => keys === pressed) ?? all.findLast(({ keys }) => keys === event.key);
  if (found !== undefined) {
    event.preventDefault();
    found.run();
  } else if (all.some(({ keys }) => keys.startsWith(`${event.key} `))) first = { key: event.key, at: event.timeStamp };
});
