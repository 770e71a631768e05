// Codes of tasks: the same for the same task, others for everything else, and spread evenly.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replyCode, shortCode, tellingDigits } from './reply-code.ts';
import { seeded } from './testing/seeded.ts';

const task = ['i1', 'approve', 1, 'lea'] as const;

describe('the code of a task', () => {
  it('is eight digits, and the message shows four', () => {
    expect(replyCode(...task)).toMatch(/^\d{8}$/);
    expect(shortCode(...task)).toBe(replyCode(...task).slice(0, 4));
  });
  it('never changes, since it stands in messages that were sent', () => {
    expect(replyCode(...task)).toBe('82268380');
  });
  it('is another one for another instance, step, attempt or person', () => {
    const tasks: readonly Parameters<typeof replyCode>[] = [
      [...task],
      ['i2', 'approve', 1, 'lea'],
      ['i1', 'approv', 1, 'lea'],
      ['i1', 'approve', 2, 'lea'],
      ['i1', 'approve', 1, 'leo'],
    ];
    expect(new Set(tasks.map((each) => replyCode(...each))).size).toBe(5);
  });
  it('is eight digits whatever the ids are', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string(), fc.nat(), fc.string()), (each) =>
        /^\d{8}$/.test(replyCode(...each)),
      ),
      seeded(500),
    );
  });
  it('shares its four digits with others as rarely as chance has it', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 100_000; n += 1) {
      const code = shortCode(`i${n}`, 'approve', 1, 'lea');
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    expect(counts.size).toBeGreaterThan(9_990);
    expect(Math.max(...counts.values())).toBeLessThan(30);
  });
});

describe('the digits that tell a code from others', () => {
  it.each([
    ['48213370', [], 4],
    ['48213370', ['48223370'], 4],
    ['48213370', ['48219999'], 6],
    ['48213370', ['48213399'], 8],
  ])('of %s beside %j are %i', (code, others, digits) => {
    expect(tellingDigits(code, others)).toBe(digits);
  });
});
