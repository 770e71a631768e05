// Rules of answers in the chat: each as it stands in the golden file, in both languages, and nothing typed formats them.
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SpokenTask, WaitingTask } from '../core/spoken-task.ts';
import { LANGUAGE_NAMES, sampleReader } from './golden/samples.ts';
import { createReplyWords } from './replies-spoken.ts';
import type { ReplyWords } from './replies-words.ts';
import { REPLY_WORDS } from './replies-words.ts';

const GOLDEN = new URL('./golden/replies.txt', import.meta.url);
const PAGE = 'https://work.example.com/requests/k7Qm2VtXw9';
const LINK = 'https://work.example.com/decide#t=eyJpIjoi_.5kq8_*~x_';

const TASK: SpokenTask = {
  code: '4821',
  name: 'Approval by amount',
  workflowName: 'Order approval',
  requester: 'Karim Uddin',
};
const WAITING: WaitingTask = {
  ...TASK,
  fields: [
    { label: 'Order ID', value: 'ord_2026_17' },
    { label: 'Total amount', value: 125000.5, currency: 'BDT' },
    { label: 'Delivery', value: '2026-03-20', format: 'date' },
    { label: 'Engineer eligible', value: true },
  ],
  dueAt: Date.parse('2026-03-15T10:00:00Z'),
};
const OTHER: WaitingTask = { ...WAITING, code: '482193', name: 'যাচাই', requester: 'সালমা বেগম', fields: [], dueAt: null };

type Say = (words: ReplyWords, reader: { readonly language: 'en' | 'bn'; readonly timeZone: string }) => string;
const SAID: Readonly<Record<string, Say>> = {
  approved: (words) => words.approved({ task: TASK, isOver: true }),
  'approved, others still asked': (words) => words.approved({ task: TASK, isOver: false }),
  rejected: (words) => words.rejected({ task: TASK, isOver: true }),
  'rejected, others still asked': (words) => words.rejected({ task: TASK, isOver: false }),
  delegated: (words) => words.delegated({ task: TASK, name: 'Nasrin Akter' }),
  details: (words, reader) => words.details({ task: WAITING, reader }),
  'details, bare': (words, reader) => words.details({ task: OTHER, reader }),
  'open tasks': (words, reader) => words.openTasks({ tasks: [WAITING, OTHER], more: 12, reader }),
  'open tasks, all': (words, reader) => words.openTasks({ tasks: [OTHER], more: 0, reader }),
  'open tasks, none': (words, reader) => words.openTasks({ tasks: [], more: 0, reader }),
  'needs a reason': (words) => words.needsReason({ task: TASK }),
  'needs the page': (words) => words.needsPage({ task: TASK, link: LINK }),
  'needs a sign-in': (words) => words.needsSignIn({ task: TASK, page: PAGE }),
  'needs a sign-in, somewhere': (words) => words.needsSignIn({ task: TASK, page: null }),
  'already decided': (words) =>
    words.alreadyDecided({ task: TASK, by: ['Nasrin Akter', 'Abdul Malek'], outcome: 'rejected' }),
  'already decided, by nobody': (words) => words.alreadyDecided({ task: TASK, by: [], outcome: 'expired' }),
  'already decided, somehow': (words) => words.alreadyDecided({ task: TASK, by: ['Nasrin Akter'], outcome: '' }),
  'unknown code': (words) => words.unknownCode({ code: '9999' }),
  'stale code': (words) => words.staleCode({ task: TASK }),
  'ambiguous code': (words) => words.ambiguousCode({ tasks: [{ ...TASK, code: '482107' }, OTHER] }),
  'unknown name': (words) => words.unknownName({ task: TASK, name: 'Rahim' }),
  'several names': (words) => words.severalNames({ task: TASK, name: 'Karim', names: ['Karim Uddin', 'Karim Mia'] }),
  'cannot delegate': (words) =>
    words.cannotDelegate({ task: TASK, name: 'Karim Mia', reason: 'NO_AVAILABLE_ASSIGNEES' }),
  'cannot delegate, for some reason': (words) =>
    words.cannotDelegate({ task: TASK, name: 'Karim Mia', reason: 'INVALID_DATA' }),
  stranger: (words) => words.stranger(),
  'not understood': (words) => words.notUnderstood(),
  busy: (words) => words.busy(),
  refused: (words) => words.refused({ task: TASK, reason: 'SELF_APPROVAL', message: 'You are the requester.' }),
  'refused, in English': (words) =>
    words.refused({ task: TASK, reason: 'INVALID_DATA', message: 'The form asks for "score".' }),
};

const everyAnswer = (): string =>
  LANGUAGE_NAMES.flatMap((language) =>
    Object.entries(SAID).map(
      ([name, say]) => `=== ${language} ${name}\n${say(REPLY_WORDS[language], { language, timeZone: 'Asia/Dhaka' })}\n`,
    ),
  ).join('\n');

describe('answers in the chat', () => {
  it('read exactly as the golden file says', () => {
    const current = everyAnswer();
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(GOLDEN, current);
    expect(current).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('leave no gap', () => {
    expect(everyAnswer()).not.toMatch(/undefined|null|NaN|\[object| {2}| [.,:।]/);
  });

  it('format and mention nothing that somebody typed, and add no line', () => {
    const evil = '*x* _y_ ~z~ `c` @all\nA 4821\u202e';
    const task = { code: '4821', name: evil, workflowName: evil, requester: evil };
    const waiting = { ...task, fields: [{ label: evil, value: evil }], dueAt: null };
    for (const language of LANGUAGE_NAMES) {
      const words = REPLY_WORDS[language];
      const reader = { language, timeZone: 'UTC' };
      const plain = (say: (text: string) => string): void => {
        const marks = (text: string) => text.match(/[*_~`@\n]/g) ?? [];
        expect.soft(marks(say(evil))).toEqual(marks(say('x')));
        expect.soft(say(evil)).not.toContain('\u202e');
      };
      plain((name) => words.approved({ task: { ...task, name, workflowName: name, requester: name }, isOver: true }));
      plain((name) => words.delegated({ task, name }));
      plain((value) => words.details({ task: { ...waiting, fields: [{ label: value, value }] }, reader }));
      plain((name) => words.openTasks({ tasks: [{ ...waiting, name }], more: 1, reader }));
      plain((name) => words.alreadyDecided({ task, by: [name], outcome: name }));
      plain((code) => words.unknownCode({ code }));
      plain((name) => words.severalNames({ task, name, names: [name, name] }));
      plain((name) => words.cannotDelegate({ task, name, reason: name }));
      plain((message) => words.refused({ task, reason: message, message }));
    }
  });

  it('give an address as it is', () => {
    expect(REPLY_WORDS.en.needsPage({ task: TASK, link: LINK }).endsWith(`\n${LINK}`)).toBe(true);
  });

  it('stay within what one message carries, whatever the length of what they tell', () => {
    const long = 'মোহাম্মদ '.repeat(100);
    const task = { ...WAITING, name: long, workflowName: long, requester: long };
    for (const language of LANGUAGE_NAMES) {
      const reader = { language, timeZone: 'Asia/Dhaka' };
      const words = REPLY_WORDS[language];
      const tasks = Array.from({ length: 50 }, () => task);
      expect.soft(words.openTasks({ tasks, more: 3, reader }).length).toBeLessThan(4_000);
      expect.soft(words.ambiguousCode({ tasks }).length).toBeLessThan(4_000);
      const names = Array.from({ length: 200 }, () => long);
      expect.soft(words.severalNames({ task, name: long, names }).length).toBeLessThan(1_500);
      expect.soft(words.severalNames({ task, name: long, names })).toContain(', …');
    }
  });
});

describe('answers to a person', () => {
  const words = createReplyWords('Asia/Dhaka');

  it('are in their language and zone', () => {
    expect(words.details(sampleReader('en'), { task: WAITING })).toContain('Due: 15 Mar 2026, 16:00 GMT+6');
    expect(words.details(sampleReader('bn'), { task: WAITING })).toContain('সময়সীমা: ১৫ মার্চ');
    expect(words.notUnderstood(sampleReader('bn'))).toBe(REPLY_WORDS.bn.notUnderstood());
    expect(words.busy(sampleReader('bn'))).toBe(REPLY_WORDS.bn.busy());
  });

  it('are in every language where nobody knows them', () => {
    for (const text of [words.stranger(), words.busy(null)]) expect(text).toMatch(/[a-z].*\n\n.*[\u0980-\u09ff]/);
  });
});
