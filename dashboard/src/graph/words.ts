// Words of graphs.
import { defineWords } from '../words/words.ts';

export const graphWords = defineWords(
  {
    kind: { approval: 'Approval', manual: 'Task', notification: 'Message', system: 'Automatic' },
    about: (count: string) => `${count} steps from the top down. Arrow keys move between them, Enter opens one.`,
    begin: 'Begin',
    end: 'End',
    together: 'at the same time',
    attempt: (number: string) => `Attempt ${number}`,
    waitsFor: (names: string) => `waits for ${names}`,
    loop: (count: string, max: string) => `${count} of ${max}`,
    back: {
      reject: (from: string, to: string) => `When “${from}” is rejected, back to “${to}”`,
      failure: (from: string, to: string) => `When “${from}” fails, back to “${to}”`,
    },
    atMost: (max: string) => `at most ${max} times`,
    times: (count: string, max: string) => `so far ${count} of at most ${max} times`,
    after: (names: string) => `after ${names}`,
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    fit: 'All of it',
    list: 'The steps as a list',
  },
  {
    kind: { approval: 'অনুমোদন', manual: 'কাজ', notification: 'বার্তা', system: 'স্বয়ংক্রিয়' },
    about: (count) => `উপর থেকে নিচে ${count}টি ধাপ। তীর চিহ্নের কি দিয়ে এক ধাপ থেকে অন্য ধাপে যান, Enter দিয়ে খুলুন।`,
    begin: 'শুরু',
    end: 'শেষ',
    together: 'একই সময়ে',
    attempt: (number) => `চেষ্টা ${number}`,
    waitsFor: (names) => `${names}-এর অপেক্ষায়`,
    loop: (count, max) => `${max}-এর ${count}`,
    back: {
      reject: (from, to) => `“${from}” প্রত্যাখ্যাত হলে আবার “${to}”`,
      failure: (from, to) => `“${from}” ব্যর্থ হলে আবার “${to}”`,
    },
    atMost: (max) => `সর্বোচ্চ ${max} বার`,
    times: (count, max) => `এ পর্যন্ত ${count} বার, সর্বোচ্চ ${max} বার`,
    after: (names) => `${names}-এর পরে`,
    zoomIn: 'বড় করুন',
    zoomOut: 'ছোট করুন',
    fit: 'সবটা',
    list: 'ধাপগুলো তালিকায়',
  },
);
