// Who could take over tasks, what a person's form sends, and moments in fields.
import { describe, expect, it } from 'vitest';
import type { User } from '../../api/api.ts';
import { fieldMoment, momentOf, nextWeek } from './moments.ts';
import { fieldsOf, lackingOf, userOf } from './person-fields.ts';
import { type LoadRow, suggestionsFor } from './suggest.ts';
import { tasksOf } from './tasks.ts';

const user = (id: string, more: Partial<User> = {}): User => ({
  id,
  name: id,
  email: `${id}@example.com`,
  roles: ['cro'],
  territories: [],
  skills: [],
  language: 'en',
  channel: 'email',
  ...more,
});
const load = (userId: string, openTasks: number, more: Partial<LoadRow> = {}): LoadRow => ({
  userId,
  name: userId,
  roles: ['cro'],
  openTasks,
  isAway: false,
  ...more,
});

describe('suggestions', () => {
  const people = [
    user('giver', { territories: ['north'] }),
    user('near', { territories: ['north', 'east'] }),
    user('far', { territories: ['south'] }),
    user('full', { territories: ['north'] }),
  ];
  const suggest = (loads: readonly LoadRow[], count = 2) =>
    suggestionsFor({ from: 'giver', count, people, loads }).map(({ userId }) => userId);

  it('put who has room before who has not, then who is of the same place, then who has least to do', () => {
    const loads = [
      load('full', 9, { capacity: 10 }),
      load('far', 1),
      load('near', 5),
      load('idle', 0),
      load('giver', 20),
    ];
    expect(suggest(loads)).toEqual(['near', 'idle', 'far', 'full']);
    expect(suggest([load('full', 8, { capacity: 10 }), load('near', 5)])).toEqual(['near', 'full']);
  });
  it('leave out who is away and who has no role in common', () => {
    const loads = [load('near', 0, { isAway: true }), load('far', 0, { roles: ['asm'] }), load('full', 0)];
    expect(suggest(loads)).toEqual(['full']);
  });
  it('say whether all of the tasks fit', () => {
    const ask = (count: number) =>
      suggestionsFor({ from: 'giver', count, people, loads: [load('near', 8, { capacity: 10 })] })[0]?.hasRoom;
    expect([ask(2), ask(3)]).toEqual([true, false]);
  });
  it('are none for somebody who is not known', () =>
    expect(suggestionsFor({ from: 'stranger', count: 1, people, loads: [load('near', 0)] })).toEqual([]));
});

describe('the tasks of a person', () => {
  it('are their open steps, those due first', () => {
    const openSteps = (stepId: string, assignees: readonly string[], dueAt?: string) => [
      { stepId, name: stepId, state: 'assigned' as const, assignees, level: 0, attempt: 1, ...(dueAt && { dueAt }) },
    ];
    const row = {
      workflowId: 'w',
      version: '1',
      status: 'running',
      revision: 1,
      priority: 'low',
      startedBy: 'r',
      startedAt: '',
      steps: {},
    } as const;
    const rows = [
      { ...row, instanceId: 'a', openSteps: openSteps('late', ['lea']) },
      { ...row, instanceId: 'b', openSteps: openSteps('other', ['leo']) },
      { ...row, instanceId: 'c', openSteps: openSteps('soon', ['leo', 'lea'], '2026-03-02') },
    ];
    expect(tasksOf(rows, 'lea').map(({ stepId }) => stepId)).toEqual(['soon', 'late']);
  });
});

describe('the form of a person', () => {
  const before = user('lea', {
    phone: '+8801712345678',
    manager: 'dan',
    capacity: 5,
    skills: ['steel'],
    businessUnit: 'ACL',
  });
  it('sends back what it was given, and keeps what it does not show', () =>
    expect(userOf(fieldsOf(before), before)).toEqual(before));
  it('takes away what was emptied', () => {
    const fields = { ...fieldsOf(before), phone: ' ', manager: '', capacity: '', roles: ' cro, , asm ' };
    const { phone: _phone, manager: _manager, capacity: _capacity, ...rest } = before;
    expect(userOf(fields, before)).toEqual({ ...rest, roles: ['cro', 'asm'] });
  });
  it('makes a new person of nothing but what was typed', () =>
    expect(
      userOf({ ...fieldsOf(null), id: 'new-1', name: 'New', email: 'new@example.com', capacity: '3' }, null),
    ).toEqual({
      id: 'new-1',
      name: 'New',
      email: 'new@example.com',
      roles: [],
      territories: [],
      language: 'en',
      channel: 'email',
      capacity: 3,
    }));
  it('says what is lacking', () => {
    expect(lackingOf(fieldsOf(null))).toEqual({ id: 'needed', name: 'needed', email: 'needed' });
    for (const capacity of ['-1', '1.5', 'many'])
      expect(lackingOf({ ...fieldsOf(before), capacity })).toEqual({ capacity: 'number' });
    expect(lackingOf(fieldsOf(before))).toEqual({});
  });
});

describe('moments in fields', () => {
  it('are read back as they were written, to the minute', () => {
    const now = Date.parse('2026-03-02T10:20:00Z');
    expect(momentOf(fieldMoment(now))).toBe('2026-03-02T10:20:00.000Z');
    for (const text of ['', 'soon', '2026-13-40T10:00']) expect(momentOf(text)).toBeNull();
  });
  it('begin at the next full hour and end a week later', () => {
    const { from, to } = nextWeek(Date.parse('2026-03-02T10:20:00Z'));
    expect(from).toBe(Date.parse('2026-03-02T11:00:00Z'));
    expect(to - from).toBe(7 * 86_400_000);
  });
});
