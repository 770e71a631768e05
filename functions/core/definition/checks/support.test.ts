// What this version does not run yet is refused by name, never silently left out.
import { describe, expect, it } from 'vitest';
import { APPROVAL, definitionWith, type written } from '../../testing/sample-workflow.ts';
import { checkSupport } from './support.ts';

const found = (fields: Parameters<typeof written>[0]): readonly string[] =>
  checkSupport(definitionWith(fields)).map(({ code, path, message }) => `${code} ${path} ${message}`);
const SYSTEM = { id: 'do', type: 'system' as const, actions: ['orders.validate'] };

describe('a definition within what is supported', () => {
  it('is taken as it is', () => {
    const steps = [
      {
        ...APPROVAL,
        timeout: '3 days',
        policy: 'all',
        onReject: 'continue',
        escalation: { levels: [{ after: 60, action: 'remind' }] },
      },
      { ...SYSTEM, onFailure: 'continue' as const, compensate: ['orders.release'] },
    ] as Parameters<typeof written>[0];
    expect(found({ steps } as Parameters<typeof written>[0])).toEqual([]);
  });
});

describe('what is not supported yet', () => {
  const step = (fields: object): readonly string[] => found({ steps: [{ ...APPROVAL, ...fields }] });
  const system = (fields: object): readonly string[] => found({ steps: [{ ...SYSTEM, ...fields }] });
  it.each([
    ['a calendar', found({ calendar: 'office' }), '/calendar "calendar"'],
    ['an sla', found({ sla: { maxDuration: 5 } }), '/sla "sla"'],
    ['a trigger', found({ trigger: { collection: 'orders', on: ['create'] } }), '/trigger "trigger"'],
    ['sensitive data', found({ sensitive: ['/a'] }), '/sensitive "sensitive"'],
    ['personal data', found({ personal: [{ pointer: '/a', subject: '/b' }] }), '/personal "personal"'],
    ['the calendar of a step', step({ calendar: 'office' }), '/steps/0 "calendar"'],
    ['a timeout in working time', step({ timeout: '2 working days' }), '/steps/0 working time'],
    [
      'a level in working time',
      step({ escalation: { levels: [{ after: '4 working hours', action: 'remind' }] } }),
      '/steps/0 working time',
    ],
    ['votes in sequence', step({ policy: 'sequence' }), '/steps/0 policy "sequence"'],
    ['a scope', step({ scope: ['/a'] }), '/steps/0 "scope"'],
    ['going back after a rejection', step({ onReject: { goto: 'review' } }), '/steps/0 onReject "goto"'],
    ['a pool', step({ assignedTo: 'pool:sr' }), '/steps/0/assignedTo "pool:"'],
    ['retries', system({ retry: { attempts: 2 } }), '/steps/0 "retry"'],
    ['going back after a failure', system({ onFailure: { goto: 'do' } }), '/steps/0 onFailure "goto"'],
    [
      'a built-in action',
      system({ actions: ['orders.validate', { use: 'wait.until' }] }),
      '/steps/0 the action "wait.until"',
    ],
  ])('is found: %s', (_what, findings, what) =>
    expect(findings).toEqual([`NOT_SUPPORTED_YET ${what} is not supported yet.`]),
  );
});
