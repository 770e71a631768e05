// Deadlines of a step: its escalation levels in their order, or its timeout alone, counted from the assignment.
import { describe, expect, it } from 'vitest';
import { stepSchema } from '../definition/steps.ts';
import { HOUR_MS, MORNING } from '../testing/sample-people.ts';
import { deadlineAt, dueAtOf, ladderOf, momentAfter } from './ladder.ts';

const step = (fields: object) => stepSchema.parse({ id: 'a', type: 'approval', assignedTo: 'role:sr', ...fields });
const LEVELS = {
  escalation: {
    levels: [
      { after: '4 hours', action: 'remind' },
      { after: '8 hours', action: 'reassign', to: 'role:asm' },
      { after: '2 days', action: 'add', to: ['role:asm', 'user:asm-1'] },
    ],
  },
};

describe('the ladder', () => {
  it('has the levels in the order they are written, each with the rules it hands to', () => {
    expect(ladderOf(step(LEVELS)).map(({ action, to }) => [action, to])).toEqual([
      ['remind', []],
      ['reassign', ['role:asm']],
      ['add', ['role:asm', 'user:asm-1']],
    ]);
  });
  it('is one plain escalation where there is a timeout alone: it never decides', () => {
    expect(ladderOf(step({ timeout: 30 }))).toEqual([{ after: 30, action: 'escalate', to: [] }]);
  });
  it('is the levels where there are both', () => {
    expect(ladderOf(step({ ...LEVELS, timeout: 30 }))).toHaveLength(3);
  });
  it('is empty without either', () => expect(ladderOf(step({}))).toEqual([]));
});

describe('a deadline', () => {
  it('counts from the assignment, for every rung', () => {
    expect([0, 1, 2].map((rung) => deadlineAt(step(LEVELS), rung, MORNING))).toEqual([
      { at: MORNING + 4 * HOUR_MS, rung: 0 },
      { at: MORNING + 8 * HOUR_MS, rung: 1 },
      { at: MORNING + 48 * HOUR_MS, rung: 2 },
    ]);
  });
  it('is not there past the end of the ladder', () => expect(deadlineAt(step(LEVELS), 3, MORNING)).toBeNull());
});

describe('what people are told is due', () => {
  it('is the timeout, else the first escalation, else nothing', () => {
    expect(dueAtOf(step({ ...LEVELS, timeout: 30 }), MORNING)).toBe(MORNING + HOUR_MS / 2);
    expect(dueAtOf(step(LEVELS), MORNING)).toBe(MORNING + 4 * HOUR_MS);
    expect(dueAtOf(step({}), MORNING)).toBeNull();
  });
});

describe('working time', () => {
  it('is not taken for elapsed time', () => {
    expect(() => momentAfter('8 working hours', MORNING)).toThrow('8 working hours');
    expect(() => momentAfter('2 working days', MORNING)).toThrow('2 working days');
  });
});
