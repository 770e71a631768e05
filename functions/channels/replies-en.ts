// What is said in the chat, in English.

import type { SpokenTask } from '../core/spoken-task.ts';
import { codesText, factsText, LISTED_MAX, namesText, waitingText, wordOf } from './replies-lists.ts';
import type { ReplyWords } from './replies-words.ts';
import { ENGLISH } from './templates-en.ts';

const named = ({ name, workflowName, requester }: SpokenTask): string =>
  `“${name}”, ${workflowName} (requested by ${requester})`;
const HELP = [
  'Please write one of these, with the code of the task:',
  '*A 4821* approves',
  '*R 4821 the reason* rejects',
  '*? 4821* tells more, *?* alone lists your tasks',
  '*D 4821 name* hands it on to somebody',
].join('\n');

/** Why something cannot be, by the core's reasons; the rest is told as it comes. */
const WHY: Readonly<Record<string, string>> = {
  NO_AVAILABLE_ASSIGNEES: 'they are away, or may not decide it',
  SELF_APPROVAL: 'who is part of a request does not decide on it',
  PERMISSION_DENIED: 'your role does not allow it',
  INVALID_STATE_TRANSITION: 'the request is paused or has ended',
  LIMIT_EXCEEDED: 'the text is too long',
};

export const ENGLISH_REPLIES: ReplyWords = {
  approved: ({ task, isOver }) =>
    isOver ? `*Approved:* ${named(task)}.` : `*Your approval is recorded:* ${named(task)}. Others are still asked.`,
  rejected: ({ task, isOver }) =>
    isOver ? `*Rejected:* ${named(task)}.` : `*Your rejection is recorded:* ${named(task)}. Others are still asked.`,
  delegated: ({ task, name }) => `*Handed on to ${name}:* ${named(task)}.`,
  details: ({ task, reader }) =>
    [
      `*${task.name}*\n${task.workflowName}, requested by ${task.requester}`,
      factsText(task, reader, ENGLISH),
      `\n${ENGLISH.deciding.replies(task.code).join('\n')}`,
    ]
      .filter((part) => part !== '')
      .join('\n'),
  openTasks: ({ tasks, more, reader }) => {
    const [first] = tasks;
    if (first === undefined) return 'Nothing is waiting for you.';
    const rest = more > 0 ? `\n\nAnd ${more} more.` : '';
    const list = waitingText(tasks.slice(0, LISTED_MAX), reader, ENGLISH);
    return `*Waiting for you:*\n${list}${rest}\n\n${ENGLISH.deciding.repliesToList(first.code)}`;
  },
  needsReason: ({ task }) =>
    `*Not rejected yet:* ${named(task)}. Please say why in the same message:\n*R ${task.code} the reason*`,
  needsPage: ({ task, link }) =>
    `*Not decided yet:* ${named(task)}. This one asks for more than a reply; please decide on its page:\n${link}`,
  needsSignIn: ({ task, page }) =>
    `*Not decided yet:* ${named(task)}. This one asks for a sign-in${page === null ? ' on the dashboard.' : `:\n${page}`}`,
  alreadyDecided: ({ task, by, outcome }) => {
    const how = outcome === '' ? '' : `: ${wordOf(outcome, ENGLISH)}`;
    return `${named(task)} was already decided${by.length === 0 ? '' : ` by ${namesText(by)}`}${how}. Nothing has changed.`;
  },
  unknownCode: ({ code }) =>
    `No task with the code *${code}* is waiting for you. Write *?* to see your tasks and their codes.`,
  staleCode: ({ task }) =>
    `${named(task)} is not waiting for you under this code any more: it is with somebody else, or was begun anew under another code. Write *?* to see your tasks.`,
  ambiguousCode: ({ tasks }) =>
    `Nothing is decided: more than one task begins with these digits. Please write the longer code:\n${codesText(tasks)}`,
  unknownName: ({ task, name }) =>
    `Not handed on: nobody called “${name}” can take this. Please write the name as the directory has it:\n*D ${task.code} name*`,
  severalNames: ({ task, name, names }) =>
    `Not handed on: “${name}” could be ${namesText(names)}. Please write the whole name:\n*D ${task.code} name*`,
  cannotDelegate: ({ task, name, reason }) =>
    `Not handed on: ${name} cannot take ${named(task)}${Object.hasOwn(WHY, reason) ? `, because ${WHY[reason]}` : ''}. It stays with you.`,
  stranger: () => 'This number is not known here. Please ask your administrator to add it to your name.',
  notUnderstood: () => `That was not understood, and nothing was done.\n${HELP}`,
  busy: () => 'That did not work just now. Please write the same again in a few minutes.',
  refused: ({ task, reason, message }) =>
    `That is not possible for ${named(task)}: ${Object.hasOwn(WHY, reason) ? `${WHY[reason]}.` : message}`,
};
