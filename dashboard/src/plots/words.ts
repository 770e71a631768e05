// Words of plots.
import { defineWords } from '../words/words.ts';

type Point = readonly [value: string, day: string];

export const plotWords = defineWords(
  {
    table: 'As a table',
    day: 'Day',
    hint: 'Point at a day, or use the arrow keys',
    keys: 'Arrow keys, Home and End go from day to day',
    nothing: (label: string) => `${label}: nothing was measured.`,
    summary: (label: string, first: Point, last: Point, top: Point) =>
      `${label}: ${first[0]} on ${first[1]}, ${last[0]} on ${last[1]}, at most ${top[0]} on ${top[1]}.`,
  },
  {
    table: 'সারণি হিসেবে',
    day: 'দিন',
    hint: 'কোনো দিনে নির্দেশ করুন, বা তীর চাবি ব্যবহার করুন',
    keys: 'তীর, Home ও End চাবি দিন থেকে দিনে যায়',
    nothing: (label) => `${label}: কিছু মাপা হয়নি।`,
    summary: (label, first, last, top) =>
      `${label}: ${first[1]} তারিখে ${first[0]}, ${last[1]} তারিখে ${last[0]}, সর্বোচ্চ ${top[1]} তারিখে ${top[0]}।`,
  },
);
