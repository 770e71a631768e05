// The parts of answers in the chat that are the same in every language: tasks in one line, and their facts in several.

import type { SpokenTask, WaitingTask } from '../core/spoken-task.ts';
import type { Reader } from './format.ts';
import { fieldText, momentText } from './format.ts';
import type { Language } from './templates.ts';
import { cut, oneLine } from './values.ts';

/** The names of people or tasks that one answer lists at most. */
export const LISTED_MAX = 10;
const VALUE_CHARS_MAX = 80;

/** A list that ends in "…" where more could be named. */
export const namesText = (names: readonly string[]): string =>
  [...names.slice(0, LISTED_MAX), ...(names.length > LISTED_MAX ? ['…'] : [])].join(', ');

export const codesText = (tasks: readonly SpokenTask[]): string =>
  tasks
    .slice(0, LISTED_MAX)
    .map(({ code, name, workflowName, requester }) => `*${code}* ${name}, ${workflowName} (${requester})`)
    .join('\n');

/** Each task by its code, with the moment by which it is due. */
export const waitingText = (tasks: readonly WaitingTask[], reader: Reader, { labels }: Language): string =>
  tasks
    .map(
      (task) => codesText([task]) + (task.dueAt === null ? '' : `\n${labels.due}: ${momentText(task.dueAt, reader)}`),
    )
    .join('\n');

/** The values that decide, one a line, and the moment. */
export const factsText = ({ fields, dueAt }: WaitingTask, reader: Reader, { labels, words }: Language): string =>
  [
    ...fields.map((field) => `${field.label}: ${cut(oneLine(fieldText(field, reader, words)), VALUE_CHARS_MAX)}`),
    ...(dueAt === null ? [] : [`${labels.due}: ${momentText(dueAt, reader)}`]),
  ].join('\n');

/** How a word of the core reads; what is no such word stays as it is. */
export const wordOf = (word: string, { words }: { readonly words: Readonly<Record<string, string>> }): string =>
  Object.hasOwn(words, word) ? (words[word] ?? word) : word;
