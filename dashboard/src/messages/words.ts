// What is said about messages.
import { defineWords } from '../words/words.ts';

export const messagesWords = defineWords(
  {
    title: 'Messages',
    text: 'What Countersign has told you, the newest first.',
    bell: (count: string) => `Messages, ${count} new`,
    more: (count: string) => `${count}+`,
    show: 'Show messages',
    isNew: 'New',
    by: { whatsapp: 'By WhatsApp', email: 'By e-mail', in_app: 'In the app' },
    none: 'No messages yet',
    noneText:
      'When a task comes to you, is overdue or is decided, you are told, and what was meant for the app stays here. In Settings you see by which channel you are told.',
    toSettings: 'To Settings',
  },
  {
    title: 'বার্তা',
    text: 'Countersign আপনাকে যা জানিয়েছে, নতুনটি আগে।',
    bell: (count) => `বার্তা, ${count}টি নতুন`,
    more: (count) => `${count}+`,
    show: 'বার্তা দেখান',
    isNew: 'নতুন',
    by: { whatsapp: 'WhatsApp-এ', email: 'ই-মেইলে', in_app: 'অ্যাপে' },
    none: 'এখনো কোনো বার্তা নেই',
    noneText:
      'কোনো কাজ আপনার কাছে এলে, দেরি হলে বা সিদ্ধান্ত হলে আপনাকে জানানো হয়; অ্যাপের বার্তা এখানে থাকে। কোন মাধ্যমে জানানো হয় তা সেটিংসে দেখুন।',
    toSettings: 'সেটিংসে যান',
  },
);
