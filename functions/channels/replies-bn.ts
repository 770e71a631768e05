// What is said in the chat, in Bengali.

import type { SpokenTask } from '../core/spoken-task.ts';
import { numberText } from './format.ts';
import { codesText, factsText, LISTED_MAX, namesText, waitingText, wordOf } from './replies-lists.ts';
import type { ReplyWords } from './replies-words.ts';
import { BENGALI } from './templates-bn.ts';

const named = ({ name, workflowName, requester }: SpokenTask): string =>
  `“${name}”, ${workflowName} (আবেদনকারী: ${requester})`;
const HELP = [
  'অনুগ্রহ করে কাজের কোডসহ এর যেকোনো একটি লিখুন:',
  '*A 4821* অনুমোদন',
  '*R 4821 কারণ* প্রত্যাখ্যান',
  '*? 4821* বিস্তারিত, শুধু *?* আপনার কাজের তালিকা',
  '*D 4821 নাম* অন্য কাউকে দেওয়া',
].join('\n');

/** Why something cannot be, by the core's reasons; the rest is told as it comes. */
const WHY: Readonly<Record<string, string>> = {
  NO_AVAILABLE_ASSIGNEES: 'তিনি অনুপস্থিত, অথবা এটির সিদ্ধান্ত দিতে পারেন না',
  SELF_APPROVAL: 'যিনি আবেদনের সঙ্গে যুক্ত, তিনি এটির সিদ্ধান্ত দিতে পারেন না',
  PERMISSION_DENIED: 'আপনার ভূমিকায় এর অনুমতি নেই',
  INVALID_STATE_TRANSITION: 'আবেদনটি স্থগিত আছে অথবা শেষ হয়ে গেছে',
  LIMIT_EXCEEDED: 'লেখাটি বেশি লম্বা',
};

export const BENGALI_REPLIES: ReplyWords = {
  approved: ({ task, isOver }) =>
    isOver ? `*অনুমোদিত:* ${named(task)}।` : `*আপনার অনুমোদন নেওয়া হয়েছে:* ${named(task)}। অন্যদের সিদ্ধান্ত এখনও বাকি।`,
  rejected: ({ task, isOver }) =>
    isOver ? `*প্রত্যাখ্যাত:* ${named(task)}।` : `*আপনার প্রত্যাখ্যান নেওয়া হয়েছে:* ${named(task)}। অন্যদের সিদ্ধান্ত এখনও বাকি।`,
  delegated: ({ task, name }) => `*${name}-কে দেওয়া হয়েছে:* ${named(task)}।`,
  details: ({ task, reader }) =>
    [
      `*${task.name}*\n${task.workflowName} (আবেদনকারী: ${task.requester})`,
      factsText(task, reader, BENGALI),
      `\n${BENGALI.deciding.replies(task.code).join('\n')}`,
    ]
      .filter((part) => part !== '')
      .join('\n'),
  openTasks: ({ tasks, more, reader }) => {
    const [first] = tasks;
    if (first === undefined) return 'আপনার অপেক্ষায় কোনো কাজ নেই।';
    const rest = more > 0 ? `\n\nআরও ${numberText(more, reader)}টি আছে।` : '';
    const list = waitingText(tasks.slice(0, LISTED_MAX), reader, BENGALI);
    return `*আপনার অপেক্ষায় আছে:*\n${list}${rest}\n\n${BENGALI.deciding.repliesToList(first.code)}`;
  },
  needsReason: ({ task }) => `*এখনও প্রত্যাখ্যাত হয়নি:* ${named(task)}। অনুগ্রহ করে একই বার্তায় কারণ লিখুন:\n*R ${task.code} কারণ*`,
  needsPage: ({ task, link }) =>
    `*এখনও সিদ্ধান্ত হয়নি:* ${named(task)}। এটির জন্য শুধু উত্তর যথেষ্ট নয়; অনুগ্রহ করে এই পাতায় সিদ্ধান্ত দিন:\n${link}`,
  needsSignIn: ({ task, page }) =>
    `*এখনও সিদ্ধান্ত হয়নি:* ${named(task)}। এটির জন্য ${page === null ? 'ড্যাশবোর্ডে সাইন ইন করতে হবে।' : `সাইন ইন করতে হবে:\n${page}`}`,
  alreadyDecided: ({ task, by, outcome }) => {
    const who = by.length === 0 ? '' : ` দিয়েছেন: ${namesText(by)}।`;
    const how = outcome === '' ? '' : ` ফলাফল: ${wordOf(outcome, BENGALI)}।`;
    return `${named(task)}: সিদ্ধান্ত আগেই হয়ে গেছে।${who}${how} কিছুই বদলায়নি।`;
  },
  unknownCode: ({ code }) => `*${code}* কোডের কোনো কাজ আপনার অপেক্ষায় নেই। আপনার কাজ ও কোডগুলো দেখতে *?* লিখুন।`,
  staleCode: ({ task }) =>
    `${named(task)}: এই কোডে কাজটি আর আপনার অপেক্ষায় নেই। এটি এখন অন্য কারও কাছে, অথবা অন্য কোডে নতুন করে শুরু হয়েছে। আপনার কাজগুলো দেখতে *?* লিখুন।`,
  ambiguousCode: ({ tasks }) =>
    `কোনো সিদ্ধান্ত হয়নি: একাধিক কাজের কোড এই সংখ্যা দিয়ে শুরু। অনুগ্রহ করে লম্বা কোডটি লিখুন:\n${codesText(tasks)}`,
  unknownName: ({ task, name }) =>
    `দেওয়া হয়নি: “${name}” নামে এমন কেউ নেই যিনি এটি নিতে পারেন। তালিকায় নামটি যেমন আছে তেমন লিখুন:\n*D ${task.code} নাম*`,
  severalNames: ({ task, name, names }) =>
    `দেওয়া হয়নি: “${name}” হতে পারেন ${namesText(names)}। অনুগ্রহ করে পুরো নাম লিখুন:\n*D ${task.code} নাম*`,
  cannotDelegate: ({ task, name, reason }) =>
    `দেওয়া হয়নি: ${name} এটি নিতে পারবেন না${Object.hasOwn(WHY, reason) ? `, কারণ ${WHY[reason]}` : ''}। ${named(task)} আপনার কাছেই আছে।`,
  stranger: () => 'এই নম্বরটি এখানে পরিচিত নয়। অনুগ্রহ করে আপনার প্রশাসককে নম্বরটি আপনার নামে যোগ করতে বলুন।',
  notUnderstood: () => `বার্তাটি বোঝা যায়নি, কিছুই করা হয়নি।\n${HELP}`,
  busy: () => 'এই মুহূর্তে কাজটি করা যায়নি। অনুগ্রহ করে কয়েক মিনিট পরে একই বার্তা আবার লিখুন।',
  refused: ({ task, reason, message }) =>
    `${named(task)}: এটি করা সম্ভব নয়। ${Object.hasOwn(WHY, reason) ? `${WHY[reason]}।` : message}`,
};
