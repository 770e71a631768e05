// Rules of formatting: the reader's language and zone, and no failure on values that are something else.
import { describe, expect, it } from 'vitest';
import { dayText, fieldText, momentText, moneyText, numberText } from './format.ts';

const dhaka = { language: 'en', timeZone: 'Asia/Dhaka' } as const;
const utc = { language: 'en', timeZone: 'UTC' } as const;

describe('formatting', () => {
  it('puts a moment into the zone, across midnight', () => {
    expect(momentText('2026-03-14T20:00:00Z', dhaka)).toBe('15 Mar 2026, 02:00 GMT+6');
    expect(momentText(Date.parse('2026-03-14T00:00:00Z'), utc)).toBe('14 Mar 2026, 00:00 UTC');
  });

  it('keeps a calendar day the day it is, in every zone', () => {
    expect(dayText('2026-03-14', { language: 'en', timeZone: 'Pacific/Honolulu' })).toBe('14 Mar 2026');
    expect(dayText('2026-03-14T20:00:00Z', dhaka)).toBe('15 Mar 2026');
  });

  it('leaves what is no date, number or amount as text', () => {
    for (const nothing of [null, undefined, {}, []]) {
      expect([
        momentText(nothing, utc),
        dayText(nothing, utc),
        numberText(nothing, utc),
        moneyText(nothing, 'BDT', utc),
      ]).toEqual(['', '', '', '']);
    }
    expect(momentText('2026-99-99', utc)).toBe('2026-99-99');
    expect(dayText('tomorrow', utc)).toBe('tomorrow');
    expect(momentText(9e15, utc)).toBe('9000000000000000');
    expect(momentText(Number.NaN, utc)).toBe('NaN');
    expect(numberText('12 bags', utc)).toBe('12 bags');
  });

  it('shows an amount with its code, and alone where the code is none', () => {
    expect(moneyText(1234.5, 'USD', utc)).toBe('USD 1,234.50');
    expect(moneyText(1234.5, 'usd', utc)).toBe('1,234.5');
    expect(moneyText(1234.5, undefined, utc)).toBe('1,234.5');
  });

  it('writes Bengali digits and groups for readers of Bengali, also below zero and with two decimals', () => {
    const bengali = { language: 'bn', timeZone: 'Asia/Dhaka' } as const;
    expect(moneyText(12345678.9, 'BDT', bengali)).toBe('১,২৩,৪৫,৬৭৮.৯০ BDT');
    expect(moneyText(-0.5, 'BDT', bengali)).toBe('-০.৫০ BDT');
    expect(numberText(2500, bengali)).toBe('২,৫০০');
    expect(dayText('2026-03-14', bengali)).toBe('১৪ মার্চ, ২০২৬');
    expect(momentText('2026-03-14T20:00:00Z', bengali)).toMatch(/^১৫ মার্চ, ২০২৬, ০২:০০/);
    expect(fieldText({ label: 'a', value: 'ord_2026_17' }, bengali, {})).toBe('ord_2026_17');
    expect(`${momentText(0, bengali)}${moneyText(1e9, 'BDT', bengali)}`).not.toMatch(/[0-9]/);
  });

  it('says yes and no in words that it was given', () => {
    expect(fieldText({ label: 'a', value: true }, utc, { true: 'yes' })).toBe('yes');
    expect(fieldText({ label: 'a', value: false }, utc, {})).toBe('false');
  });

  it('keeps working after more formats than it remembers', () => {
    const codes = Array.from(
      { length: 300 },
      (_, i) => `${String.fromCharCode(65 + Math.floor(i / 26))}A${String.fromCharCode(65 + (i % 26))}`,
    );
    expect(codes.map((code) => moneyText(1, code, utc))).toEqual(
      codes.map((code) => expect.stringMatching(new RegExp(`1\\.00|${code}`))),
    );
    expect(moneyText(1, 'USD', utc)).toBe('USD 1.00');
  });
});
