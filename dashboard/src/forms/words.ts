// Words of forms.
import { defineWords } from '../words/words.ts';

export const formWords = defineWords(
  {
    optional: '(optional)',
    choose: 'Choose …',
    add: (label: string) => `Add to ${label.toLowerCase()}`,
    remove: (label: string) => `Remove from ${label.toLowerCase()}`,
    row: (label: string, at: string) => `${label} ${at}`,
    yes: 'Yes',
    json: 'As JSON',
    problems: {
      required: 'This is needed.',
      number: 'A number, please.',
      minimum: (limit: string) => `At least ${limit}.`,
      maximum: (limit: string) => `At most ${limit}.`,
      short: (limit: string) => `At least ${limit} characters.`,
      long: (limit: string) => `At most ${limit} characters.`,
      pattern: 'This does not have the expected form.',
      json: 'This is not JSON.',
      email: 'An e-mail address, please.',
    },
  },
  {
    optional: '(ঐচ্ছিক)',
    choose: 'বেছে নিন …',
    add: (label) => `${label}: যোগ করুন`,
    remove: (label) => `${label}: সরান`,
    row: (label, at) => `${label} ${at}`,
    yes: 'হ্যাঁ',
    json: 'JSON হিসেবে',
    problems: {
      required: 'এটি প্রয়োজন।',
      number: 'একটি সংখ্যা লিখুন।',
      minimum: (limit) => `কমপক্ষে ${limit}।`,
      maximum: (limit) => `সর্বোচ্চ ${limit}।`,
      short: (limit) => `কমপক্ষে ${limit} অক্ষর।`,
      long: (limit) => `সর্বোচ্চ ${limit} অক্ষর।`,
      pattern: 'প্রত্যাশিত রূপের সঙ্গে মেলে না।',
      json: 'এটি JSON নয়।',
      email: 'একটি ই-মেইল ঠিকানা লিখুন।',
    },
  },
);
