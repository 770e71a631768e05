// Answers to replies as their facts alone, so that tests read what is said and not how.
import type { SpokenTask, WaitingTask } from '../../core/spoken-task.ts';
import type { ReplyWords } from '../replies-words.ts';

const about = ({ code, name, requester }: SpokenTask): string => `${code} ${name} of ${requester}`;
const listed = (tasks: readonly SpokenTask[]): string => tasks.map(about).join('; ');
const inFull = (task: WaitingTask): string =>
  `${about(task)} (${task.fields.map(({ label, value }) => `${label}: ${value}`).join(', ')})`;

export const plainWords: ReplyWords = {
  approved: (_, { task, isOver }) => `approved ${about(task)}${isOver ? '' : ', others are asked'}`,
  rejected: (_, { task, isOver }) => `rejected ${about(task)}${isOver ? '' : ', others are asked'}`,
  delegated: (_, { task, name }) => `delegated ${about(task)} to ${name}`,
  details: (_, { task }) => `details ${inFull(task)}`,
  openTasks: (_, { tasks, more }) => `open [${listed(tasks)}]${more === 0 ? '' : ` and ${more} more`}`,
  needsReason: (_, { task }) => `why ${about(task)}?`,
  needsPage: (_, { task, link }) => `page ${about(task)} at ${link}`,
  needsSignIn: (_, { task, page }) => `sign in ${about(task)} at ${page}`,
  alreadyDecided: (_, { task, by, outcome }) => `already ${outcome} ${about(task)} by ${by.join(', ')}`,
  unknownCode: (_, { code }) => `unknown ${code}`,
  staleCode: (_, { task }) => `stale ${about(task)}`,
  ambiguousCode: (_, { tasks }) => `which of [${listed(tasks)}]`,
  unknownName: (_, { task, name }) => `${about(task)}: nobody is called ${name}`,
  severalNames: (_, { task, names }) => `${about(task)}: ${names.join(' or ')}`,
  cannotDelegate: (_, { task, name, reason }) => `${about(task)}: not to ${name}, ${reason}`,
  stranger: () => 'stranger',
  notUnderstood: () => 'not understood',
  busy: (to) => `busy, ${to?.name ?? 'whoever you are'}`,
  refused: (_, { task, reason }) => `refused ${about(task)}: ${reason}`,
};
