// Replies: what people write, in many ways; and everything that is no decision although it looks like one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TEXT_MAX } from './limits.ts';
import { readReply } from './reply.ts';
import { seeded } from './testing/seeded.ts';

const code = '4821';
const otherCodes: readonly string[] = [];
const approve = (notes: string | null = null) => ({ kind: 'approve', code, otherCodes, notes });
const reject = (reason: string | null = null) => ({ kind: 'reject', code, otherCodes, reason });
const nothing = { kind: 'nothing' };
const decides = (text: string): boolean => ['approve', 'reject'].includes(readReply(text).kind);

describe('an approval', () => {
  it.each([
    'A 4821',
    'a4821',
    'A: 4821',
    '  a - 4821 ',
    'A\n4821',
    'A #4821.',
    '*A 4821*',
    '"A 4821"',
    'Approve 4821',
    'APPROVED 4821!',
    'approve4821',
    'Yes 4821',
    'yes, 4821 👍',
    'A ৪৮২১',
    'A ٤٨٢١',
    'A ۴۸۲۱',
    'A ４８２１',
    'অনুমোদন ৪৮২১',
    'অনুমোদিত: 4821',
    'হ্যাঁ 4821',
    'A\u200b 48\u200d21',
    '\u202eA 4821\u202c',
    '\ufeffA\u00a04821',
    'A 4821\n> R 4821 too expensive',
    'A 4821\r\n  > the message it answers\nR 4821',
  ])('is read from %j', (text) => {
    expect(readReply(text)).toEqual(approve());
  });
  it.each([
    ['approved 4821 fine', 'fine'],
    ['A 4821 - as agreed, 50 bags', 'as agreed, 50 bags'],
    ['A 4821\nas agreed\nby phone', 'as agreed\nby phone'],
    ['A 4821 ধন্যবাদ', 'ধন্যবাদ'],
    ['A 4821 কার্য\u200cকর', 'কার্য\u200cকর'],
    ['A 4821 *good*', 'good'],
  ])('takes the rest of %j as notes', (text, notes) => {
    expect(readReply(text)).toEqual(approve(notes));
  });
  it('is understood in either form of letters that can be written in two', () => {
    expect(readReply('হ্যাঁ 4821'.normalize('NFD'))).toEqual(approve());
    expect(readReply('A 4821 e\u0301')).toEqual(approve('é'));
  });
  it('takes four to eight digits', () => {
    for (const digits of ['48213', '482133', '4821337', '48213370'])
      expect(readReply(`A ${digits}`)).toMatchObject({ kind: 'approve', code: digits });
  });
  it('in digits of a writing that nobody here uses names no code', () => {
    expect(readReply('A ๔๘๒๑')).toMatchObject({ kind: 'approve', code: '๔๘๒๑' });
  });
  it('names what else in it could be a code', () => {
    expect(readReply('A 4821 at most 5000, not more').kind).toBe('nothing');
    expect(readReply('A 4821 at most 5000, ৬০০০ 4821 or 12,000.50')).toMatchObject({ otherCodes: ['5000', '6000'] });
  });
});

describe('a rejection', () => {
  it.each(['R 4821', 'r4821', 'reject 4821', 'Rejected: 4821', 'No 4821', 'বাতিল ৪৮২১', 'প্রত্যাখ্যান 4821', 'না 4821'])(
    'is read from %j',
    (text) => {
      expect(readReply(text)).toEqual(reject());
    },
  );
  it.each([
    ['R 4821, price too low', 'price too low'],
    ['No 4821 not before Eid', 'not before Eid'],
    ['reject 4821 approved list is older', 'approved list is older'],
    ['বাতিল 4821 দাম কম', 'দাম কম'],
  ])('takes the rest of %j as its reason', (text, reason) => {
    expect(readReply(text)).toEqual(reject(reason));
  });
  it('may have numbers in its reason', () => {
    expect(readReply('R 4821 5000 is too much')).toEqual({ ...reject('5000 is too much'), otherCodes: ['5000'] });
  });
});

describe('a question', () => {
  it.each([
    ['? 4821', '4821'],
    ['?4821', '4821'],
    ['details 4821 please', '4821'],
    ['4821', '4821'],
    ['৪৮২১ ?', '4821'],
    ['?', null],
    ['Details', null],
  ])('is read from %j', (text, asked) => {
    expect(readReply(text)).toEqual({ kind: 'details', code: asked });
  });
  it.each(['help', 'HELP', 'h', 'সাহায্য'])('for help is read from %j', (text) => {
    expect(readReply(text)).toEqual({ kind: 'help' });
  });
});

describe('a delegation', () => {
  it.each([
    ['D 4821 Nasrin', 'Nasrin'],
    ['d4821: Nasrin Akter', 'Nasrin Akter'],
    ['delegate 4821 to Nasrin', 'Nasrin'],
    ['D 4821 নাসরিন', 'নাসরিন'],
  ])('is read from %j', (text, name) => {
    expect(readReply(text)).toEqual({ kind: 'delegate', code, otherCodes, name });
  });
  it('without a name is none', () => {
    expect(readReply('D 4821')).toEqual(nothing);
    expect(readReply('D 4821 to ')).toEqual({ kind: 'delegate', code, otherCodes, name: 'to' });
  });
});

describe('never a decision is', () => {
  it.each([
    '',
    '   ',
    'A',
    'approve',
    'A 482',
    'A 482133701',
    'A 4821.50',
    'A 4,821',
    'A 4821st',
    'Hello A 4821',
    'please approve 4821',
    'order 4821 approved',
    'not approve 4821',
    "don't approve 4821",
    'do not approve 4821',
    'approve not 4821',
    'No, approve 4821',
    'A? 4821',
    'A 4821?',
    'Approve 4821 ? or what',
    'A 4821 no',
    'A 4821, no: wait',
    "A 4821 I can't",
    'A 4821 I don’t know',
    'A 4821 না',
    'A 4821 অনুমোদন নয়',
    'A 4821 reject',
    'R 4821 no',
    'R 4821 approve',
    'R 4821 A',
    'A 4821 R 4821',
    'R 4821 A 4821',
    'A 4821 A 3312',
    'A 4821\nR 3312 too expensive',
    'A 4821 and 3312',
    'A 4821, 3312, 7745',
    'A 4821 ও ৩৩১২',
    'D 4821 Nasrin, R 3312',
    '> A 4821',
    '> A 4821\nA 4821',
    'ye\u017f 4821',
    'নাম 4821',
    'Añ 4821',
  ])('%j', (text) => {
    expect(readReply(text)).toEqual(nothing);
  });

  const START =
    /^[\s\p{P}\p{S}\p{C}]*(?:a|approved?|yes|অনুমোদন|অনুমোদিত|হ্যাঁ|r|reject(?:ed)?|no|বাতিল|প্রত্যাখ্যান|না)[^\p{L}]*\p{Nd}/iu;
  const pieces = fc.constantFrom(
    ...['A', 'r', 'yes', 'no', 'not ', ' 4821', '৪৮২১', '?', ' ', '\n', '>', '\u200b', ', ', 'approve', 'না', 'x', '12'],
  );
  it('any text that does not begin with its word and a code', () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.string({ unit: pieces }));
    fc.assert(
      fc.property(texts, (text) => !decides(text) || START.test(text)),
      seeded(5_000),
    );
  });
  it('any text with "not" before the word', () => {
    fc.assert(
      fc.property(fc.string({ unit: pieces }), (text) => !decides(`not ${text}`)),
      seeded(1_000),
    );
  });
});

describe('a long text', () => {
  it('is read up to a bound, and its notes are no longer than notes may be', () => {
    const { notes } = readReply(`A 4821 ${'\u09dc'.repeat(10_000)}`) as { notes: string };
    expect(notes.length).toBeLessThanOrEqual(TEXT_MAX);
  });
  it.each(['A 4821', 'a', ' ', 'a.', '4821 ', '>', '?', '\u200d', "n't"])(
    'of many times %j is no decision',
    (piece) => {
      for (const start of ['', 'not ', 'A 4821? ']) expect(decides(start + piece.repeat(TEXT_MAX))).toBe(false);
    },
  );
});
