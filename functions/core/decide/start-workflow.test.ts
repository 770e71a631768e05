// Starting a workflow.
import { describe, it } from 'vitest';
import { approval, contextOf, define, given, PEOPLE, START, startCommand } from '../testing/build.ts';

const schema = { type: 'object', required: ['orderId'], properties: { orderId: { type: 'string' } } } as const;
const nothingYet = (definition = define([approval('review')], { data: schema })) =>
  given({ definition, instance: null, context: contextOf(PEOPLE, START) });
const start = (data: Record<string, string | number>) =>
  startCommand({ data, priority: 'high', tags: ['a'], source: 'sheet' });

describe('starting', () => {
  it('pins the definition and begins the first step in the same commit', () =>
    nothingYet()
      .when(start({ orderId: 'o-1' }))
      .then(
        [
          'workflow_started',
          {
            data: {
              instanceId: 'instance-1',
              definition: { id: 'sample', version: '1.0.0', hash: 'hash-1' },
              data: { orderId: 'o-1' },
              startedBy: 'requester-1',
              priority: 'high',
              tags: ['a'],
              source: 'sheet',
              stepIds: ['review'],
            },
          },
        ],
        ['step_assigned', { stepId: 'review', data: { attempt: 1 } }],
      ));
  it.each(['draft', 'inactive'] as const)('is refused while the definition is %s', (status) =>
    nothingYet(define([approval('review')], { status }))
      .when(startCommand())
      .thenRefused('DEFINITION_INACTIVE'),
  );
  it('is refused with data that does not fit, and the refusal names the field', () =>
    nothingYet()
      .when(start({ orderId: 7 }))
      .thenRefused('INVALID_DATA', { details: { problems: [{ path: '/orderId' }] } }));
});

describe('an instance that does not exist', () => {
  it('takes no command but the start', () =>
    nothingYet().whenAsked({ type: 'approve_step', actor: 'cro-1', stepId: 'review' }).thenRefused('NOT_FOUND'));
  it('takes no outcome of an effect', () =>
    nothingYet().when({ type: 'record_effects', outcomes: [] }).thenRefused('NOT_FOUND'));
});
