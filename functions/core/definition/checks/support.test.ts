// What this version does not run yet is refused by name, never silently left out; everything else is taken.
import { describe, expect, it } from 'vitest';
import { APPROVAL, definitionWith, type written } from '../../testing/sample-workflow.ts';
import { checkSupport } from './support.ts';

type Fields = NonNullable<Parameters<typeof written>[0]>;
const found = (fields: Fields): readonly string[] =>
  checkSupport(definitionWith(fields)).map(({ code, path, message }) => `${code} ${path} ${message}`);
const step = (fields: object): Fields => ({ steps: [{ ...APPROVAL, ...fields }] });
const system = (fields: object): Fields => ({
  steps: [{ id: 'do', type: 'system' as const, actions: ['orders.validate'], ...fields }],
});

describe('what is not supported yet', () => {
  it('is found: a trigger, whatever else the definition has', () => {
    expect(found({ ...step({ scope: ['/a'] }), trigger: { collection: 'orders', on: ['create'] } })).toEqual([
      'NOT_SUPPORTED_YET /trigger "trigger" is not supported yet.',
    ]);
  });
});

describe('what is supported', () => {
  it.each<readonly [string, Fields]>([
    ['a calendar', { calendar: 'office' }],
    ['an sla', { sla: { maxDuration: 5 } }],
    ['the calendar of a step', step({ calendar: 'office' })],
    ['a timeout in working time', step({ timeout: '2 working days' })],
    ['a level in working time', step({ escalation: { levels: [{ after: '4 working hours', action: 'remind' }] } })],
    ['votes in sequence', step({ policy: 'sequence' })],
    ['a scope', step({ scope: ['/a'] })],
    ['going back after a rejection', step({ onReject: { goto: 'review' } })],
    ['a pool', step({ assignedTo: 'pool:sr' })],
    ['retries', system({ retry: { attempts: 2 } })],
    ['going back after a failure', system({ onFailure: { goto: 'do' } })],
    ['undoing', system({ compensate: ['orders.release'] })],
    ['a wait', system({ actions: ['orders.validate', { use: 'wait.until' }] })],
    ['a workflow under this one', system({ actions: [{ use: 'workflow.start' }] })],
  ])('is taken as it is: %s', (_what, fields) => expect(found(fields)).toEqual([]));
});
