// The demo tells a true story: it ends well when all goes as it should, and says so when it does not.
import { expect, it, vi } from 'vitest';
import { CASES } from './cases.ts';
import { duration, eventLines } from './report.ts';
import { runDemo } from './run.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

it('every order ends as the story says, every audit verifies, in a few seconds', async () => {
  const lines: string[] = [];
  const startedAt = performance.now();
  const { rows, problems } = await runDemo((line) => lines.push(line));
  expect(problems).toEqual([]);
  expect(performance.now() - startedAt).toBeLessThan(30_000);
  expect(rows.length).toBe(CASES.length);
  expect(rows.length).toBeGreaterThanOrEqual(12);
  const story = lines.join('\n');
  expect(story).toContain('stock of ROD-16 now: 15000 on hand, 0.8 reserved'.replace('15000', '14999.64'));
  expect(story).toContain('after it was cancelled: 14999.64 on hand, 0 reserved');
  for (const part of [
    'A reminder is sent.',
    'Escalated: now',
    'rejects: “',
    'cancels: “',
    '✉ whatsapp to',
    'on hold until',
  ])
    expect.soft(story).toContain(part);
  expect(new Set(rows.map(({ route }) => route)).size).toBe(4);
  expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['approved', 'rejected', 'failed', 'cancelled']));
});

it('an ending that the story does not expect is named, and so is a decision that was refused', async () => {
  const [first] = CASES;
  if (first === undefined) throw new Error('there are cases');
  const acts = [{ kind: 'approve', by: 'bdo' }] as const;
  const wrong = { ...first, acts, expect: { ...first.expect, outcome: 'rejected' as const, decidedBy: 'sr-1' } };
  const { problems } = await runDemo(() => {}, [wrong]);
  expect(problems).toEqual([
    expect.stringMatching(/^ORD-1001: bdo could not approve: /),
    'ORD-1001: outcome should be "rejected" and is "approved"',
    'ORD-1001: decidedBy should be "sr-1" and is null',
  ]);
});

it('durations are read in hours and minutes', () => {
  expect([5, 60, 65, 1520].map(duration)).toEqual(['5 min', '1 h', '1 h 05', '25 h 20']);
});

it('a step that nobody can take is told as such', () => {
  const event = { seq: 1, action: 'step_assigned', at: '', actor: 'engine', data: {} };
  expect(eventLines([event], new Map())).toEqual(['   Nobody is asked.']);
});
