// Words that the screens of those who oversee share.
import { defineWords } from '../words/words.ts';

export const overseeingWords = defineWords(
  {
    instance: 'Request',
    workflow: 'Workflow',
    status: 'Status',
    step: 'Step',
    allWorkflows: 'All workflows',
    allStatuses: 'All statuses',
    reason: 'Reason',
    reasonHint: 'It stands in the audit, beside your name.',
    reasonNeeded: 'Say why: it stands in the audit.',
    done: (count: string) => `${count} done.`,
    someFailed: 'Not all could be done',
    someFailedText: (done: string, failed: string) => `${done} done, ${failed} not:`,
    busy: 'Working …',
    more: (count: string) => `The first ${count} are shown. Narrow the filter to see others.`,
    with: (deed: string, count: string) => `${deed} (${count})`,
  },
  {
    instance: 'অনুরোধ',
    workflow: 'কার্যপ্রবাহ',
    status: 'অবস্থা',
    step: 'ধাপ',
    allWorkflows: 'সব কার্যপ্রবাহ',
    allStatuses: 'সব অবস্থা',
    reason: 'কারণ',
    reasonHint: 'এটি নিরীক্ষায় আপনার নামের পাশে থাকে।',
    reasonNeeded: 'কারণ লিখুন: এটি নিরীক্ষায় থাকে।',
    done: (count) => `${count}টি হয়েছে।`,
    someFailed: 'সবগুলো করা যায়নি',
    someFailedText: (done, failed) => `${done}টি হয়েছে, ${failed}টি হয়নি:`,
    busy: 'কাজ চলছে …',
    more: (count) => `প্রথম ${count}টি দেখানো হয়েছে। বাকিগুলো দেখতে ছাঁকনি ছোট করুন।`,
    with: (deed, count) => `${deed} (${count})`,
  },
);
