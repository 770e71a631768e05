// What the outbox makes of texts, days and telephones.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../functions/platform/embedded/database.ts';
import { createRecords } from '../../functions/platform/embedded/records.ts';
import { chatText, linkedText, plainLine } from './chat-text.ts';
import { avatar, roleOf } from './people.ts';
import { createTelephones, LINES_MAX, type Line } from './telephones.ts';
import { phoneWords } from './words.ts';

it('a chat shows *bold* where the marks close around something, and nowhere else', () => {
  const bold: readonly (readonly [string, string])[] = [
    ['*Approved:* “Check”', '<strong>Approved:</strong> “Check”'],
    ['(*A 4821*), *? 4821*.', '(<strong>A 4821</strong>), <strong>? 4821</strong>.'],
    ['*আপনার কাজ:* দেখুন', '<strong>আপনার কাজ:</strong> দেখুন'],
    ['2*3*4 and * a * and **', '2*3*4 and * a * and **'],
    ['*one\ntwo*', '*one\ntwo*'],
    ['*<b>*', '<strong>&lt;b&gt;</strong>'],
  ];
  for (const [text, shown] of bold) expect.soft(chatText(text).text, text).toBe(shown);
});

it('an address is a link to all of itself and to nothing behind it, whatever marks it holds', () => {
  const url = 'https://work.example.com/decide#t=eyJ_.5kq8_*~x_A&choice=approve';
  const escaped = url.replace('&', '&amp;');
  const link = `<a href="${escaped}" target="_blank" rel="noopener">${escaped}</a>`;
  expect(chatText(`Look at ${url}.\n*Now*`).text).toBe(`Look at ${link}.\n<strong>Now</strong>`);
  expect(linkedText(`*Approve*: ${url}`).text).toBe(`*Approve*: ${link}`);
  expect(chatText('javascript:alert(1) http://').text).not.toContain('<a');
});

it('a list shows a message in one line without marks', () => {
  expect(plainLine('*For you:*  Check\n\nReply *A 1*')).toBe('For you: Check Reply A 1');
});

it('days and times are those of the company’s zone, in the words and digits of the person', () => {
  const at = Date.parse('2026-03-14T19:30:00Z');
  const english = phoneWords('en', 'Asia/Dhaka');
  expect(english.time(at)).toBe('01:30');
  expect(english.day(at, at)).toBe('Today');
  expect(english.day(at, Date.parse('2026-03-15T18:01:00Z'))).toBe('Yesterday');
  expect(english.day(at, Date.parse('2026-04-15T18:01:00Z'))).toBe('15 March 2026');
  expect(english.short(at, Date.parse('2026-04-15T18:01:00Z'))).toBe('15 Mar');
  const bengali = phoneWords('bn', 'Asia/Dhaka');
  expect(bengali.time(at)).toBe('০১:৩০');
  expect(bengali.day(at, at)).toBe('আজ');
});

const owner = { id: 'p-1', email: null, phone: '+8801700000099', language: 'en', channel: 'whatsapp' } as const;

it('a person is drawn by the first letters of their names, in any script, and called by their roles', () => {
  const lettersOf = (name: string) => /">(.*)</.exec(avatar({ ...owner, name, roles: [] }).text)?.[1];
  expect(['Rita van Sample', 'rita', 'বানু নমুনা', '  '].map(lettersOf)).toEqual(['RS', 'R', 'বান', '']);
  expect(roleOf({ ...owner, name: 'R', roles: ['sr', 'bd_incharge'] })).toBe('SR, Bd incharge');
});

let database: Database;
beforeEach(() => {
  database = openDatabase({ file: ':memory:' });
});
afterEach(() => database.close());

it('a telephone keeps the newest lines, each once, and never forgets how far its person has seen', async () => {
  const telephones = createTelephones(createRecords(database));
  const line = (id: number): Line => ({ id: `m${id}`, by: 'person', text: 'x', at: id, after: 0 });
  for (let id = 0; id <= LINES_MAX; id += 1) await telephones.add('+880170', line(id));
  await telephones.add('+880170', { ...line(LINES_MAX), text: 'again' });
  const lines = await telephones.lines('+880170');
  expect([lines.length, lines[0]?.id, lines.at(-1)]).toEqual([LINES_MAX, 'm1', line(LINES_MAX)]);
  expect(await telephones.lines('+880171')).toEqual([]);
  await telephones.mark('p-1', 'whatsapp', 7);
  await telephones.mark('p-1', 'whatsapp', 3);
  expect(await telephones.marks('p-1')).toEqual({ whatsapp: 7, email: 0, in_app: 0 });
});
