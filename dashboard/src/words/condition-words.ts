// The words of conditions.
import { conditionEnglish } from './condition-english.ts';
import { defineWords } from './words.ts';

export const conditionWords = defineWords(conditionEnglish, {
  and: ' এবং ',
  or: ' অথবা ',
  not: (text) => `(${text}) নয়`,
  $eq: (name, value) => `${name} হলো ${value}`,
  $ne: (name, value) => `${name} ${value} নয়`,
  $gt: (name, value) => `${name} ${value}-এর বেশি`,
  $gte: (name, value) => `${name} কমপক্ষে ${value}`,
  $lt: (name, value) => `${name} ${value}-এর কম`,
  $lte: (name, value) => `${name} সর্বোচ্চ ${value}`,
  $in: (name, value) => `${name} এর একটি: ${value}`,
  $nin: (name, value) => `${name} এর কোনোটি নয়: ${value}`,
  $exists: (name, value) => (value === 'false' ? `${name} নেই` : `${name} আছে`),
  $size: (name, value) => `${name}-এ ${value}টি`,
});
