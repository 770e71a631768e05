// Entries of trails: who is asked for, when, and how they are said in a file.
import { describe, expect, it } from 'vitest';
import { dayMoment, type Entry, entriesOf, eventsText, fits } from './entries.ts';

const entry = (seq: number, at: string, actor = 'lea', more: Partial<Entry> = {}): Entry => ({
  seq,
  prev: 'p',
  hash: 'h',
  at,
  actor,
  channel: 'api',
  events: [
    { action: 'step_approved', stepId: 'sign', data: {} },
    { action: 'workflow_completed', data: {} },
  ],
  ...more,
});
const ALL = { person: '', from: '', to: '' };

describe('entries', () => {
  it('are found by who did it, or in whose place', () => {
    const own = entry(1, '2026-03-02');
    const inPlace = entry(2, '2026-03-02', 'leo', { onBehalfOf: 'lea' });
    for (const one of [own, inPlace]) expect(fits(one, { ...ALL, person: 'lea' })).toBe(true);
    expect(fits(entry(3, '2026-03-02', 'leo'), { ...ALL, person: 'lea' })).toBe(false);
  });
  it('are found by time, from the beginning and before the end', () => {
    const wanted = { ...ALL, from: '2026-03-02', to: '2026-03-03' };
    expect(['2026-03-01', '2026-03-02', '2026-03-02T23', '2026-03-03'].map((at) => fits(entry(1, at), wanted))).toEqual(
      [false, true, true, false],
    );
  });
  it('of many trails come the newest first, and of one moment the later before the earlier', () => {
    const trails = [
      { instanceId: 'a', entries: [entry(1, '2026-03-01'), entry(2, '2026-03-03'), entry(3, '2026-03-03')] },
      { instanceId: 'b', entries: [entry(1, '2026-03-02')] },
    ];
    expect(entriesOf(trails, ALL).map(({ instanceId, seq }) => `${instanceId}${seq}`)).toEqual([
      'a3',
      'a2',
      'b1',
      'a1',
    ]);
  });
  it('say their events in a line', () =>
    expect(eventsText(entry(1, ''))).toBe('step_approved sign; workflow_completed'));
});

describe('a day', () => {
  it('begins and ends where the reader is', () => {
    expect(dayMoment('2026-03-02')).toBe(new Date(2026, 2, 2).toISOString());
    expect(dayMoment('2026-03-31', true)).toBe(new Date(2026, 3, 1).toISOString());
  });
  it.each(['', 'today', '2026-3-2', '02.03.2026'])('%j is none', (text) => expect(dayMoment(text)).toBe(''));
});
