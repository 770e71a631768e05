// What somebody who writes back to a message wants: read leniently, and never guessed towards a decision.

import { TEXT_MAX } from './limits.ts';
import { CODE_DIGITS, SHORT_CODE_DIGITS } from './reply-code.ts';

interface Naming {
  /** Four to eight digits. */
  readonly code: string;
  /** Other numbers in the text that could be codes: where one of them is the code of a task, too, nothing is decided. */
  readonly otherCodes: readonly string[];
}

export type Reply =
  | ({ readonly kind: 'approve'; readonly notes: string | null } & Naming)
  | ({ readonly kind: 'reject'; readonly reason: string | null } & Naming)
  | ({ readonly kind: 'delegate'; readonly name: string } & Naming)
  | { readonly kind: 'details'; readonly code: string | null }
  | { readonly kind: 'help' }
  | { readonly kind: 'nothing' };

type Verb = 'approve' | 'reject' | 'delegate' | 'details';

const VERBS: Readonly<Record<Verb, readonly string[]>> = {
  approve: ['a', 'approve', 'approved', 'yes', 'অনুমোদন', 'অনুমোদিত', 'হ্যাঁ'],
  reject: ['r', 'reject', 'rejected', 'no', 'বাতিল', 'প্রত্যাখ্যান', 'না'],
  delegate: ['d', 'delegate'],
  details: ['?', 'details'],
};
const HELP: ReadonlySet<string> = new Set(['help', 'h', 'সাহায্য']);
const NEGATIONS = ['not', "\\p{L}+n['’]t", 'dont', 'cannot', 'never', 'wait', 'cancel', 'নয়'];

const spellings = (words: readonly string[]): string =>
  words
    .map((word) => word.normalize('NFC').replace('?', '\\?'))
    .toSorted((a, b) => b.length - a.length)
    .join('|');

const verbOf: ReadonlyMap<string, Verb> = new Map(
  (Object.keys(VERBS) as Verb[]).flatMap((verb) => VERBS[verb].map((word) => [word.normalize('NFC'), verb] as const)),
);
const ANY_VERB = spellings(Object.values(VERBS).flat());

/** Not the beginning of a longer number, an amount with decimals, or a word. */
const NUMBER = `\\p{Nd}{${SHORT_CODE_DIGITS},${CODE_DIGITS}}(?![\\p{L}\\p{M}\\p{Nd}]|[.,]\\p{Nd})`;
/** Whatever people put between the word and the code, except what makes it a question. */
const BETWEEN = '(?:(?!\\?)[\\s\\p{P}\\p{S}])*';
const COMMAND = new RegExp(`^(${ANY_VERB})${BETWEEN}(${NUMBER})(.*)$`, 'isu');
const BARE_CODE = new RegExp(`^(${NUMBER})\\s*\\??$`, 'u');
const NUMBERS = new RegExp(`(?<![\\p{L}\\p{M}\\p{Nd}])(?<!\\p{Nd}[.,])${NUMBER}`, 'gu');
/** A second command, or nothing but further numbers. */
const MORE = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{Nd}])(?:${ANY_VERB})${BETWEEN}${NUMBER}|^(?:${BETWEEN}(?:(?:and|or|ও|এবং)\\s+)?${NUMBER})+${BETWEEN}$`,
  'iu',
);
const wordsIn = (words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{M}])(?:${spellings(words)})(?![\\p{L}\\p{M}])`, 'iu');
const AGAINST = wordsIn([...VERBS.reject.filter((word) => word !== 'r'), ...NEGATIONS]);
const ONLY_A_VERB = new RegExp(`^(?:${spellings([...VERBS.approve, ...VERBS.reject, ...NEGATIONS])})$`, 'iu');

/** Reads at most TEXT_MAX characters. */
export function readReply(text: string): Reply {
  const said = ownWords(text.slice(0, TEXT_MAX));
  const command = COMMAND.exec(said);
  if (command !== null) return commanded(command);
  if (BARE_CODE.test(said)) return { kind: 'details', code: digitsOf(said) };
  const word = said.toLowerCase();
  if (VERBS.details.includes(word)) return { kind: 'details', code: null };
  return HELP.has(word) ? { kind: 'help' } : { kind: 'nothing' };
}

function commanded([, word = '', number = '', rest = '']: RegExpExecArray): Reply {
  const code = digitsOf(number);
  const verb = verbOf.get(word.toLowerCase());
  if (verb === 'details') return { kind: 'details', code };
  const otherCodes = [...new Set((rest.match(NUMBERS) ?? []).map(digitsOf))].filter((other) => other !== code);
  // "A 4821?" asks, and whoever says two things in one breath means something we do not know.
  if (/^\s*\?/u.test(rest) || MORE.test(rest)) return { kind: 'nothing' };
  const remark = remarkIn(rest);
  const naming = { code, otherCodes };
  switch (verb) {
    case 'approve':
      return AGAINST.test(rest) ? { kind: 'nothing' } : { kind: 'approve', ...naming, notes: remark };
    case 'reject':
      return ONLY_A_VERB.test(remark ?? '') ? { kind: 'nothing' } : { kind: 'reject', ...naming, reason: remark };
    case 'delegate':
      return delegated(naming, remark);
    // A letter that only looks like another one, such as the long s.
    case undefined:
      return { kind: 'nothing' };
  }
}

function delegated(naming: Naming, remark: string | null): Reply {
  const name = remark?.replace(/^to\s+/iu, '') ?? '';
  return name === '' ? { kind: 'nothing' } : { kind: 'delegate', ...naming, name };
}

/** What was typed now: without what it answers, without what cannot be seen, without what only makes letters bold. */
function ownWords(text: string): string {
  const [own = ''] = text
    .normalize('NFC')
    .slice(0, TEXT_MAX)
    .split(/^[ \t]*>/mu, 1);
  return (
    own
      // The joiners belong to the spelling of some scripts, but of no Latin word.
      .replace(/(?![\u200c\u200d])\p{Cf}|(?<!\p{Script=Bengali})[\u200c\u200d]/gu, '')
      .replace(/(?!\n)\p{Cc}/gu, ' ')
      .replace(/^[\s*_~"'“”‘’«([]+/u, '')
      .trim()
  );
}

/** Null where there is neither a letter nor a digit in it. */
function remarkIn(rest: string): string | null {
  const remark = rest.replace(/^[\s\p{P}\p{S}]+/u, '').replace(/[\s*_~"]+$/u, '');
  return remark === '' ? null : remark;
}

/** The zeros of the ten digits of Latin, Arabic, Persian, Devanagari, Bengali and full-width writing. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xff10];

/** The digits in a text as Latin ones; those of other writings stay as they are, and so are the code of nothing. */
const digitsOf = (text: string): string =>
  text.replace(/\P{Nd}/gu, '').replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) as number;
    const zero = ZEROS.find((each) => point >= each && point <= each + 9);
    return zero === undefined ? digit : String(point - zero);
  });
