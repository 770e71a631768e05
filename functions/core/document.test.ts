// What stores index of an instance.
import { describe, expect, it } from 'vitest';
import { dueAtOf, indexOf, openFor } from './document.ts';
import { MORNING } from './testing/sample-people.ts';
import { endedStep, instanceWith, openStep } from './testing/sample-workflow.ts';

const two = openStep({
  assignees: [
    { user: 'sr-1', via: 'each:sr' },
    { user: 'sr-2', via: 'each:sr' },
  ],
});

describe('openFor', () => {
  it('names everyone once for every open step that waits for them', () => {
    expect(openFor(instanceWith({ a: two, b: openStep() }))).toEqual(['sr-1', 'sr-2', 'sr-1']);
  });
  it('leaves out who has voted', () => {
    const voted = { ...two, votes: { 'sr-1': { decision: 'approved', at: MORNING } } } as const;
    expect(openFor(instanceWith({ a: voted }))).toEqual(['sr-2']);
  });
  it('names every member of a pool until one of them has claimed the task', () => {
    const pool = two.assignees;
    expect(openFor(instanceWith({ a: openStep({ assignees: pool, pool }) }))).toEqual(['sr-1', 'sr-2']);
    expect(openFor(instanceWith({ a: openStep({ assignees: pool.slice(1), pool }) }))).toEqual(['sr-2']);
  });
  it('names nobody for steps that have not begun or are over', () => {
    expect(openFor(instanceWith({ a: { state: 'pending', attempt: 0 }, b: endedStep() }))).toEqual([]);
  });
  it.each(['draft', 'paused', 'completed', 'failed', 'cancelled'] as const)('names nobody in a %s workflow', (status) =>
    expect(openFor(instanceWith({ a: two }, { status }))).toEqual([]),
  );
});

describe('indexOf', () => {
  it('has what queries filter on, and counts only incidents that are still open', () => {
    const incident = { kind: 'action_failed', at: MORNING, message: 'm' } as const;
    const instance = instanceWith(
      { a: openStep() },
      { incidents: { one: incident, two: { ...incident, resolvedAt: MORNING } }, viewers: ['requester-1', 'sr-1'] },
    );
    expect(indexOf({ instance, ring: [], seq: 1, head: 'h', wakeAt: 5, wakes: 0 })).toEqual({
      workflowId: 'sample',
      version: '1.0.0',
      status: 'running',
      outcome: null,
      startedBy: 'requester-1',
      startedAt: MORNING,
      endedAt: null,
      dueAt: null,
      tags: [],
      openFor: ['sr-1'],
      viewers: ['requester-1', 'sr-1'],
      openIncidents: 1,
      deliveries: [],
      wakeAt: 5,
    });
  });
  it('says by when something is to be done: the earliest deadline of a step or of the whole, while it runs', () => {
    const [early, late] = [openStep({ dueAt: MORNING + 1 }), openStep({ dueAt: MORNING + 3 })];
    const over = { ...endedStep(), dueAt: MORNING };
    const promised = { startedAt: MORNING, at: { breached: MORNING + 2 }, reached: [] };
    expect(dueAtOf(instanceWith({ a: late, b: early, c: over }))).toBe(MORNING + 1);
    expect(dueAtOf(instanceWith({ a: late }, { sla: promised }))).toBe(MORNING + 2);
    expect(dueAtOf(instanceWith({ a: openStep() }, { sla: { ...promised, at: {} } }))).toBeNull();
    expect(dueAtOf(instanceWith({ a: early }, { status: 'paused' }))).toBeNull();
  });
  it('says when the workflow ended', () => {
    const instance = instanceWith({ a: endedStep() }, { status: 'failed', endedAt: MORNING + 9 });
    expect(indexOf({ instance, ring: [], seq: 1, head: 'h', wakeAt: null, wakes: 0 }).endedAt).toBe(MORNING + 9);
  });
});
