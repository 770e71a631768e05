// Where steps lead, and what is left to chance.
import { describe, expect, it } from 'vitest';
import { APPROVAL, definitionWith, type written } from '../../testing/sample-workflow.ts';
import { checkFlow } from './flow.ts';

type Fields = NonNullable<Parameters<typeof written>[0]>;
const found = (fields: object): readonly string[] =>
  checkFlow(definitionWith(fields as Fields)).map(({ code, severity, path }) => `${severity} ${code} ${path}`);
const SYSTEM = { id: 'do', type: 'system', actions: ['orders.validate'] };

describe('a loop', () => {
  const steps = (goto: string) => [
    { ...APPROVAL, id: 'first' },
    { ...APPROVAL, onReject: { goto } },
    { ...APPROVAL, id: 'last' },
  ];
  it('leads back, or to the step itself', () => {
    expect(found({ steps: steps('first') })).toEqual([]);
    expect(found({ steps: steps('review') })).toEqual([]);
    expect(found({ steps: [APPROVAL, { ...SYSTEM, onFailure: { goto: 'review' } }] })).toEqual([]);
  });
  it('does not lead on, for then nothing would be done again', () => {
    expect(found({ steps: steps('last') })).toEqual(['error INVALID_STEP_DEPENDENCY /steps/1/onReject/goto']);
    expect(found({ steps: [{ ...SYSTEM, onFailure: { goto: 'review' } }, APPROVAL] })).toEqual([
      'error INVALID_STEP_DEPENDENCY /steps/0/onFailure/goto',
    ]);
  });
  it('does not lead to a step that is not there', () => {
    expect(found({ steps: steps('gone') })).toEqual(['error INVALID_STEP_DEPENDENCY /steps/1/onReject/goto']);
    expect(found({ steps: [{ ...SYSTEM, onFailure: { goto: 'gone' } }] })).toEqual([
      'error INVALID_STEP_DEPENDENCY /steps/0/onFailure/goto',
    ]);
  });
  it('is not there where a step ends or goes on', () => {
    expect(
      found({
        steps: [
          { ...APPROVAL, onReject: 'continue' },
          { ...SYSTEM, onFailure: 'continue' },
        ],
      }),
    ).toEqual([]);
    expect(
      found({
        steps: [
          { ...APPROVAL, onReject: 'end' },
          { id: 'm', type: 'manual', assignedTo: 'role:sr' },
        ],
      }),
    ).toEqual([]);
  });
});

describe('a wait for a signal', () => {
  const wait = { ...SYSTEM, actions: ['orders.validate', { use: 'wait.signal', with: { name: 'paid' } }] };
  it('is doubtful where nobody hears that it never comes', () => {
    expect(found({ steps: [APPROVAL, wait] })).toEqual(['warning INFINITE_WAIT /steps/1']);
    expect(found({ steps: [{ ...SYSTEM, actions: ['wait.signal'] }] })).toEqual(['warning INFINITE_WAIT /steps/0']);
  });
  it('is fine with a timeout, a level or a promise of the whole', () => {
    expect(found({ steps: [{ ...wait, timeout: '1 day' }] })).toEqual([]);
    expect(found({ steps: [{ ...wait, escalation: { levels: [{ after: 5, action: 'fail' }] } }] })).toEqual([]);
    expect(found({ steps: [wait], sla: { maxDuration: '9 days' } })).toEqual([]);
  });
  it('is another thing than a wait that ends by itself', () => {
    expect(found({ steps: [{ ...SYSTEM, actions: ['wait.for', 'wait.until', 'workflow.start'] }] })).toEqual([]);
  });
});

describe('a decision by time', () => {
  const levels = (...actions: readonly string[]) => ({
    escalation: { levels: actions.map((action, i) => ({ after: i + 1, action })) },
  });
  it('is doubtful where it is a yes', () =>
    expect(found({ steps: [{ ...APPROVAL, ...levels('remind', 'approve') }] })).toEqual([
      'warning DEFAULT_APPROVES /steps/0/escalation/levels/1',
    ]));
  it('is fine where it is a no, a skip or a failure', () =>
    expect(found({ steps: [{ ...APPROVAL, ...levels('reject', 'skip', 'fail') }] })).toEqual([]));
  it('is a yes only where a step decides', () =>
    expect(found({ steps: [{ id: 'm', type: 'manual', assignedTo: 'role:sr', ...levels('approve') }] })).toEqual([]));
});

describe('who asks', () => {
  it('decides for nobody but others, unless the definition says so: that is doubtful', () => {
    expect(found({ steps: [APPROVAL] })).toEqual([]);
    expect(found({ steps: [APPROVAL, { ...APPROVAL, id: 'own', distinctFrom: ['review'] }] })).toEqual([
      'warning SELF_APPROVAL_POSSIBLE /steps/1/distinctFrom',
    ]);
  });
  it('may be kept apart together with others', () =>
    expect(found({ steps: [{ ...APPROVAL, distinctFrom: ['review', 'requester'] }] })).toEqual([]));
  it('may do manual work: it decides nothing', () =>
    expect(found({ steps: [{ id: 'm', type: 'manual', assignedTo: 'role:sr' }] })).toEqual([]));
});

describe('a field of the data', () => {
  const data = { type: 'object', properties: { total: { type: 'number' }, customer: { type: 'object' } } };
  const asked = (conditions: object, more: object = { data }) =>
    found({ ...more, steps: [{ ...APPROVAL, conditions }] });
  it('that the schema does not have is most likely misspelt', () => {
    expect(asked({ totl: { $gt: 5 } })).toEqual(['warning UNKNOWN_FIELD /steps/0/conditions']);
    expect(asked({ $or: [{ total: 1 }, { $not: { 'custmer.name': 'A' } }] })).toEqual([
      'warning UNKNOWN_FIELD /steps/0/conditions',
    ]);
    expect(asked({ toString: 1 })).toEqual(['warning UNKNOWN_FIELD /steps/0/conditions']);
  });
  it('is known by its first part: what is inside may be open', () =>
    expect(asked({ total: 1, 'customer.name': 'A' })).toEqual([]));
  it('is another thing than the steps, the circumstances and the operators', () =>
    expect(asked({ '$steps.review.outcome': 'approved', '$context.priority': 'high', $expr: 'data.x == 1' })).toEqual(
      [],
    ));
  it('is anything where the schema names none', () => {
    expect(asked({ totl: 1 }, {})).toEqual([]);
    expect(asked({ totl: 1 }, { data: { type: 'object' } })).toEqual([]);
  });
});
