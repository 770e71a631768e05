// Filters that a reader keeps under a name, in this browser.
import { signal } from '@preact/signals';
import type { Params } from '../../router/match.ts';

export interface SavedView {
  readonly name: string;
  readonly query: Params;
}

const KEY = 'countersign.views.instances';
const VIEWS_MAX = 50;

const stored = (): readonly SavedView[] => {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(found) ? found.filter(isView) : [];
  } catch {
    return [];
  }
};
const isView = (one: unknown): one is SavedView =>
  typeof one === 'object' && one !== null && 'name' in one && typeof one.name === 'string' && 'query' in one;

export const savedViews = signal(stored());

function keep(views: readonly SavedView[]): void {
  savedViews.value = views;
  localStorage.setItem(KEY, JSON.stringify(views));
}

/** A name that is there already gets the new filter. */
export const saveView = (view: SavedView): void =>
  keep([...savedViews.value.filter(({ name }) => name !== view.name), view].slice(-VIEWS_MAX));
export const forgetView = (name: string): void => keep(savedViews.value.filter((one) => one.name !== name));
