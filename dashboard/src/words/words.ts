// Words in the reader's language. Each screen keeps its own beside it; what several need is in en.ts and bn.ts.
import { bn } from './bn.ts';
import { en } from './en.ts';
import { language } from './preferences.ts';

/** The same keys with the same arguments, said in another language. */
export type Said<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Said<T[K]> };

/** Answers a function that a component calls while it renders: it is drawn anew when the language changes. */
export const defineWords =
  <const T extends object>(english: T, bengali: Said<T>): (() => Said<T>) =>
  () =>
    language.value === 'bn' ? bengali : (english as unknown as Said<T>);

export const shared = defineWords(en, bn);
