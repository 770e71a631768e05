// What a reader chose in this browser: theme and language.
import { computed, effect, signal } from '@preact/signals';
import { me } from '../session/session.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Language = 'en' | 'bn';

interface Preferences {
  readonly theme: Theme;
  /** null: the person's own, as the directory has it. */
  readonly language: Language | null;
}

/** Read by public/theme.js before the first paint. */
const KEY = 'countersign.preferences';
const stored = (): Partial<Preferences> => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
};

export const preferences = signal<Preferences>({ theme: 'system', language: null, ...stored() });

export const prefer = (change: Partial<Preferences>): void => {
  preferences.value = { ...preferences.value, ...change };
  localStorage.setItem(KEY, JSON.stringify(preferences.value));
};

export const language = computed<Language>(() => preferences.value.language ?? me.value?.language ?? 'en');

effect(() => {
  const { theme } = preferences.value;
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
});
effect(() => {
  document.documentElement.lang = language.value;
});
