// What would happen to a request, if nobody says no.
import { describe, expect, it } from 'vitest';
import type { WorkflowDefinition } from './definition/schema.ts';
import type { JsonObject } from './json.ts';
import { previewOf } from './preview.ts';
import {
  approval,
  away,
  contextOf,
  type DefinitionFields,
  define,
  manual,
  notification,
  PEOPLE,
  START,
  type StepInput,
  system,
} from './testing/build.ts';

interface Row {
  readonly stepId: string;
  readonly name: string;
  readonly will: string;
  readonly assignees: readonly string[];
  readonly dueAfter?: number;
  readonly because: string;
}
interface Previewed {
  readonly steps: readonly Row[];
  readonly outcomeIfApproved?: string;
}

const ask = (definition: WorkflowDefinition, data: JsonObject = {}, people = PEOPLE) =>
  previewOf(definition, { data, startedBy: 'requester-1', definitionHash: 'hash-1' }, contextOf(people, START));
function preview(steps: readonly StepInput[], data: JsonObject = {}, fields: DefinitionFields = {}): Previewed {
  const result = ask(define(steps, fields), data);
  if (!result.ok) throw new Error(result.error.message);
  return result.value as unknown as Previewed;
}
const first = (...args: Parameters<typeof preview>): Row | undefined => preview(...args).steps[0];

describe('a step that runs', () => {
  it('says who is asked, why, and in how many minutes they are to answer', () => {
    expect(first([approval('review', { name: 'Review', assignedTo: 'user:cro-1', timeout: '2 hours' })])).toEqual({
      stepId: 'review',
      name: 'Review',
      will: 'run',
      assignees: ['cro-1'],
      dueAfter: 120,
      because: 'assigned by user:cro-1',
    });
  });
  it('has its id for a name, and no time, where the definition gives none', () => {
    const row = first([manual('visit', { assignedTo: 'each:cro' })]);
    expect(row).toEqual({
      stepId: 'visit',
      name: 'visit',
      will: 'run',
      assignees: ['cro-1', 'cro-2', 'cro-3'],
      because: 'assigned by each:cro',
    });
  });
  it('names every rule that chose somebody once', () =>
    expect(first([approval('a', { assignedTo: ['each:cro', 'user:asm-1'], policy: 'all' })])?.because).toBe(
      'assigned by each:cro, user:asm-1',
    ));
  it('says so where nobody is there to decide', () => {
    const absent = PEOPLE.map((user) => (user.roles.includes('cro') ? { ...user, ...away() } : user));
    const result = ask(define([approval('review')]), {}, absent);
    expect(result).toMatchObject({
      ok: true,
      value: { steps: [{ will: 'run', assignees: [], because: 'nobody is present and eligible' }] },
    });
  });
  it('asks nobody where it tells somebody or does something', () => {
    expect(preview([notification('tell'), system('book')]).steps).toMatchObject([
      { stepId: 'tell', will: 'run', because: 'it asks nobody', assignees: [] },
      { stepId: 'book', will: 'run', because: 'it asks nobody', assignees: [] },
    ]);
  });
});

describe('a step that does not run', () => {
  it('is skipped by its conditions', () =>
    expect(first([approval('a', { conditions: { total: { $gt: 5 } } }), manual('b')], { total: 5 })).toEqual({
      stepId: 'a',
      name: 'a',
      will: 'skip',
      assignees: [],
      because: 'its conditions do not hold',
    }));
  it('is approved by its own conditions', () =>
    expect(first([approval('a', { autoApprove: { total: { $lt: 5 } } })], { total: 4 })).toEqual({
      stepId: 'a',
      name: 'a',
      will: 'auto_approve',
      assignees: [],
      because: 'its autoApprove conditions hold',
    }));
  it('is one that the workflow ends before', () => {
    const wait = system('wait', { actions: [{ use: 'wait.until', with: { at: '$data.when' } }] });
    const { steps, ...rest } = preview([wait, approval('later')], { when: 'soon' });
    expect(steps[1]).toMatchObject({ stepId: 'later', will: 'skip', because: 'the workflow ends before it' });
    expect(rest).toEqual({});
  });
});

describe('the whole walk', () => {
  it('goes through every kind of step to the end, with everybody saying yes', () => {
    const { steps, outcomeIfApproved } = preview([
      approval('review', { policy: 'all', assignedTo: 'each:cro' }),
      system('book', { actions: ['do.one', 'do.two'] }),
      system('paid', { actions: [{ use: 'wait.signal', with: { name: 'paid' } }] }),
      system('later', { actions: [{ use: 'wait.for', with: { duration: '9 days' } }] }),
      approval('pool', { assignedTo: 'pool:cro' }),
      manual('visit'),
      notification('tell'),
    ]);
    expect(steps.map(({ stepId, will }) => `${stepId}: ${will}`)).toEqual(
      ['review', 'book', 'paid', 'later', 'pool', 'visit', 'tell'].map((id) => `${id}: run`),
    );
    expect(outcomeIfApproved).toBe('approved');
  });
  it('follows the data and the outcomes of earlier steps', () => {
    const steps = [
      approval('review'),
      manual('deliver', { conditions: { '$steps.review.outcome': 'approved' } }),
      manual('explain', { conditions: { '$steps.review.outcome': 'rejected' } }),
    ];
    expect(preview(steps).steps.map(({ will }) => will)).toEqual(['run', 'run', 'skip']);
  });
  it('goes on where somebody is told by two channels on the way', () => {
    const notifications = [
      { on: 'assigned' as const, to: 'assignee', channels: ['email' as const, 'whatsapp' as const] },
    ];
    const told = { notifications: { onStarted: ['requester'], onCompleted: ['requester', 'role:admin'] } };
    expect(preview([approval('a', { notifications })], {}, told).outcomeIfApproved).toBe('approved');
  });
  it('asks of each step only once, though its conditions would send it back', () => {
    const { steps } = preview([manual('fix'), approval('review', { onReject: { goto: 'fix' } })]);
    expect(steps.map(({ stepId }) => stepId)).toEqual(['fix', 'review']);
  });
});

describe('a request that could not be started', () => {
  const data = { type: 'object', required: ['total'], properties: { total: { type: 'number' } } };
  it('is refused as a start would be', () => {
    expect(ask(define([approval('a')], { data }), {})).toMatchObject({ ok: false, error: { reason: 'INVALID_DATA' } });
    expect(ask(define([approval('a')], { status: 'inactive' }))).toMatchObject({
      ok: false,
      error: { reason: 'DEFINITION_INACTIVE' },
    });
    expect(ask(define([approval('a')], { data }), { total: 1 })).toMatchObject({ ok: true });
  });
});
