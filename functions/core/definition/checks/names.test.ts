// Everything a definition names exists.
import { describe, expect, it } from 'vitest';
import { RULE_CHAIN_MAX } from '../../limits.ts';
import { APPROVAL, definitionWith, type written } from '../../testing/sample-workflow.ts';
import type { Vocabulary } from '../finding.ts';
import { checkNames } from './names.ts';

const vocabulary: Vocabulary = {
  actions: new Set(['orders.validate', 'orders.release']),
  calendars: {},
  checkTemplate: (text) => (text.includes('{{{') ? 'an unclosed tag' : null),
};
const found = (fields: Parameters<typeof written>[0]): readonly (readonly [string, string])[] =>
  checkNames(definitionWith(fields), vocabulary).map(({ code, path }) => [code, path]);
const ofStep = (fields: object): readonly (readonly [string, string])[] =>
  found({ steps: [{ ...APPROVAL, ...fields }] });
const table = (...thens: readonly string[]) => ({
  hit: 'first' as const,
  rows: thens.map((then) => ({ when: {}, then })),
});

describe('people to assign', () => {
  it.each([
    'role:sr',
    'load_balance:sr',
    'each:cro',
    'pool:sr',
    'user:anybody',
    'manager_of:requester',
    'condition:data.to',
  ])('%s is known', (assignedTo) => expect(ofStep({ assignedTo })).toEqual([]));
  it.each([
    ['role:bdo', 'UNKNOWN_ROLE'],
    ['load_balance:bdo', 'UNKNOWN_ROLE'],
    ['each:bdo', 'UNKNOWN_ROLE'],
    ['pool:bdo', 'UNKNOWN_ROLE'],
    ['sr', 'UNKNOWN_ASSIGNMENT_RULE'],
    ['team:sr', 'UNKNOWN_ASSIGNMENT_RULE'],
    ['manager_of:sr-1', 'UNKNOWN_ASSIGNMENT_RULE'],
    ['requester', 'UNKNOWN_ASSIGNMENT_RULE'],
    ['rule:missing', 'UNKNOWN_RULE'],
    ['rule:constructor', 'UNKNOWN_RULE'],
  ])('%s is not: %s', (assignedTo, code) => {
    expect(ofStep({ assignedTo })).toEqual([[code, '/steps/0/assignedTo']]);
    expect(ofStep({ escalation: { levels: [{ after: 5, action: 'reassign', to: assignedTo }] } })).toEqual([
      [code, '/steps/0/escalation/levels/0/to'],
    ]);
  });
  it('are checked in the rows of tables, also of tables that nobody uses', () => {
    const use = { steps: [{ ...APPROVAL, assignedTo: 'rule:t' }] };
    expect(found({ rules: { t: table('role:sr', 'role:bdo', 'nobody') }, ...use })).toEqual([
      ['UNKNOWN_ROLE', '/rules/t/rows/1/then'],
      ['UNKNOWN_ASSIGNMENT_RULE', '/rules/t/rows/2/then'],
    ]);
  });
  it('cannot be a condition where a table is needed', () => {
    expect(found({ rules: { c: { a: 1 } }, steps: [{ ...APPROVAL, assignedTo: 'rule:c' }] })).toEqual([
      ['UNKNOWN_RULE', '/steps/0/assignedTo'],
    ]);
  });
  const chain = (length: number) =>
    Object.fromEntries(
      Array.from({ length }, (_, i) => [`t${i}`, table('role:sr', i === length - 1 ? 'role:cro' : `rule:t${i + 1}`)]),
    );
  it(`may be found through ${RULE_CHAIN_MAX} tables and not more, whichever row leads on`, () => {
    const use = { steps: [{ ...APPROVAL, assignedTo: 'rule:t0' }] };
    expect(found({ rules: chain(RULE_CHAIN_MAX), ...use })).toEqual([]);
    const rules = chain(RULE_CHAIN_MAX + 1);
    expect(found({ rules, ...use })).toEqual([['UNKNOWN_ASSIGNMENT_RULE', '/steps/0/assignedTo']]);
  });
  it('are not found in tables that lead to each other', () => {
    expect(found({ rules: { t: table('role:sr', 'rule:u'), u: table('rule:t') } }).map(([code]) => code)).toEqual([
      'UNKNOWN_ASSIGNMENT_RULE',
      'UNKNOWN_ASSIGNMENT_RULE',
    ]);
    expect(found({ rules: { t: table('rule:t') } })).toHaveLength(1);
  });
  it('may be computed at the end of a chain that is short enough', () => {
    const rules = { ...chain(RULE_CHAIN_MAX - 1), [`t${RULE_CHAIN_MAX - 2}`]: table('condition:data.to') };
    const use = { steps: [{ ...APPROVAL, assignedTo: 'rule:t0' }] };
    expect(found({ rules, ...use })).toEqual([]);
    const longer = { ...chain(RULE_CHAIN_MAX), [`t${RULE_CHAIN_MAX - 1}`]: table('condition:data.to') };
    expect(found({ rules: longer, ...use })).toEqual([['UNKNOWN_ASSIGNMENT_RULE', '/steps/0/assignedTo']]);
  });
});

describe('people to tell', () => {
  it.each(['requester', 'user:sr-1', 'role:sr', 'role:admin'])('%s is known everywhere', (to) => {
    expect(found({ notifications: { onCompleted: [to] } })).toEqual([]);
    expect(ofStep({ notifications: [{ on: 'approved', to }] })).toEqual([]);
  });
  it('the assignee is known in a step, and not for the whole workflow', () => {
    expect(ofStep({ notifications: [{ on: 'assigned', to: 'assignee' }] })).toEqual([]);
    expect(found({ notifications: { onFailed: ['assignee'] } })).toEqual([
      ['UNKNOWN_ASSIGNMENT_RULE', '/notifications/onFailed'],
    ]);
  });
  it.each([
    ['role:bdo', 'UNKNOWN_ROLE'],
    ['role:', 'UNKNOWN_ASSIGNMENT_RULE'],
    ['user:', 'UNKNOWN_ASSIGNMENT_RULE'],
    ['everybody', 'UNKNOWN_ASSIGNMENT_RULE'],
    ['each:sr', 'UNKNOWN_ASSIGNMENT_RULE'],
  ])('%s is not: %s', (to, code) =>
    expect(ofStep({ notifications: [{ on: 'approved', to }] })).toEqual([[code, '/steps/0/notifications/0/to']]),
  );
});

describe('actions', () => {
  it('are registered ones, to do and to undo', () => {
    const system = { id: 'do', type: 'system' as const };
    expect(
      found({ steps: [{ ...system, actions: ['orders.validate'], compensate: [{ use: 'orders.release' }] }] }),
    ).toEqual([]);
    expect(
      found({ steps: [{ ...system, actions: ['orders.validate', { use: 'orders.sell' }], compensate: ['toString'] }] }),
    ).toEqual([
      ['UNKNOWN_ACTION', '/steps/0/actions/1'],
      ['UNKNOWN_ACTION', '/steps/0/compensate/0'],
    ]);
  });
});

describe('what the engine itself does', () => {
  const uses = ['wait.signal', 'wait.until', 'wait.for', 'workflow.start'];
  const step = { id: 'do', type: 'system' as const };
  it('is there to do, without being registered', () =>
    expect(found({ steps: [{ ...step, actions: [...uses, { use: 'wait.for', with: {} }] }] })).toEqual([]));
  it('undoes nothing', () =>
    expect(found({ steps: [{ ...step, actions: ['orders.validate'], compensate: uses }] })).toEqual(
      uses.map((_use, i) => ['UNKNOWN_ACTION', `/steps/0/compensate/${i}`]),
    ));
});

describe('templates', () => {
  it('are those that can be sent, in steps and in their notifications', () => {
    const tell = { id: 'tell', type: 'notification' as const, assignedTo: 'requester' };
    expect(
      found({
        steps: [{ ...tell, template: 'workflow_completed', notifications: [{ on: 'completed', to: 'requester' }] }],
      }),
    ).toEqual([]);
    expect(
      found({
        steps: [
          { ...tell, template: 'welcome', notifications: [{ on: 'completed', to: 'requester', template: 'toString' }] },
        ],
      }),
    ).toEqual([
      ['UNKNOWN_TEMPLATE', '/steps/0/template'],
      ['UNKNOWN_TEMPLATE', '/steps/0/notifications/0/template'],
    ]);
  });
  it('that the definition words itself have to parse, in every channel', () => {
    const templates = {
      workflow_completed: { subject: 'Done', email: '{{{' },
      workflow_failed: { whatsapp: '{{{' },
      workflow_started: {},
    };
    expect(found({ notifications: { templates } })).toEqual([
      ['INVALID_DEFINITION', '/notifications/templates/workflow_completed/email'],
      ['INVALID_DEFINITION', '/notifications/templates/workflow_failed/whatsapp'],
    ]);
  });
});

describe('named conditions', () => {
  it('are there, also where they are named deep inside', () => {
    const rules = { high: { total: { $gt: 5 } }, higher: { $and: [{ $rule: 'high' }, { total: { $gt: 9 } }] } };
    expect(found({ rules, steps: [{ ...APPROVAL, conditions: { $not: { $rule: 'higher' } } }] })).toEqual([]);
    expect(
      found({
        rules,
        steps: [
          { ...APPROVAL, conditions: { $or: [{ $not: { $rule: 'low' } }] }, autoApprove: { $rule: 'constructor' } },
        ],
      }),
    ).toEqual([
      ['UNKNOWN_RULE', '/steps/0/conditions'],
      ['UNKNOWN_RULE', '/steps/0/autoApprove'],
    ]);
  });
  it('are no tables', () => {
    expect(found({ rules: { t: table('role:sr') }, steps: [{ ...APPROVAL, conditions: { $rule: 't' } }] })).toEqual([
      ['UNKNOWN_RULE', '/steps/0/conditions'],
    ]);
  });
  it('do not lead to each other in a circle, or through too many', () => {
    const circle = { a: { $rule: 'b' }, b: { $not: { $rule: 'a' } } };
    expect(found({ rules: circle })).toEqual([
      ['INVALID_DEFINITION', '/rules/a'],
      ['INVALID_DEFINITION', '/rules/b'],
    ]);
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, i) => [`r${i}`, i === length - 1 ? { a: 1 } : { $rule: `r${i + 1}` }]),
      );
    const use = { steps: [{ ...APPROVAL, conditions: { $rule: 'r0' } }] };
    expect(found({ rules: chain(RULE_CHAIN_MAX), ...use })).toEqual([]);
    expect(found({ rules: chain(RULE_CHAIN_MAX + 1), ...use })).toEqual([
      ['INVALID_DEFINITION', '/steps/0/conditions'],
    ]);
  });
  it('that name a missing one or a table are found once, where they stand', () => {
    expect(
      found({
        rules: { a: { $rule: 'gone' }, t: table('role:sr'), b: { $rule: 't' } },
        steps: [{ ...APPROVAL, conditions: { $or: [{ $rule: 'a' }, { $rule: 'b' }] } }],
      }),
    ).toEqual([
      ['UNKNOWN_RULE', '/rules/a'],
      ['UNKNOWN_RULE', '/rules/b'],
    ]);
  });
});

describe('steps that are named', () => {
  it('exist, in separation of duties', () => {
    expect(ofStep({ distinctFrom: ['requester', 'review'] })).toEqual([]);
    expect(ofStep({ distinctFrom: ['requester', 'first', 'assignee'] })).toEqual([
      ['INVALID_STEP_DEPENDENCY', '/steps/0/distinctFrom/1'],
      ['INVALID_STEP_DEPENDENCY', '/steps/0/distinctFrom/2'],
    ]);
  });
  it('exist, in the paths of conditions', () => {
    expect(ofStep({ conditions: { '$steps.review.outcome': 'approved', review: 1 } })).toEqual([]);
    expect(ofStep({ conditions: { $and: [{ '$steps.toString.outcome': 'approved' }] } })).toEqual([
      ['UNKNOWN_FIELD', '/steps/0/conditions'],
    ]);
  });
});
