// Examples of the fields of manual steps.
import type { Example } from './example.ts';

const FORM = { type: 'object', required: ['costCentre'], properties: { costCentre: { type: 'string' } } } as const;

export const MANUAL_EXAMPLES: readonly Example[] = [
  {
    field: 'manual.type',
    isUsual: true,
    json: { id: 'pick', type: 'manual', assignedTo: 'user:pia' },
    says: 'Pia does it and says so; then the workflow goes on.',
    happens: [{ open: { pick: ['pia'] } }, 'pia completes', { status: 'completed', steps: { pick: 'completed done' } }],
  },
  {
    field: 'manual.assignedTo',
    json: { assignedTo: ['user:pia', 'user:leo'] },
    says: 'Pia and Leo have the task; whoever completes it first has done it.',
    happens: [
      { open: { pick: ['leo', 'pia'] } },
      'leo completes',
      { status: 'completed' },
      'pia completes pick',
      { refused: 'ALREADY_DECIDED' },
    ],
  },
  {
    field: 'manual.where',
    json: { assignedTo: 'each:lead', where: { territory: 'south' } },
    says: 'The work goes to Leo, the lead of the south.',
    happens: [{ open: { pick: ['leo'] } }],
  },
  {
    field: 'manual.distinctFrom',
    json: { assignedTo: ['user:rita', 'user:pia'], distinctFrom: ['requester'] },
    says: 'Rita, who asks, may not do it herself, so Pia does.',
    happens: [{ open: { pick: ['pia'] } }],
  },
  {
    field: 'manual.form',
    json: { form: FORM },
    says: 'It is completed only with a cost centre, which later steps see as "$steps.pick.output.costCentre".',
    after: [
      {
        id: 'it',
        type: 'approval',
        assignedTo: 'user:dan',
        conditions: { '$steps.pick.output.costCentre': 'IT' },
      },
    ],
    happens: [
      'pia completes',
      { refused: 'INVALID_DATA' },
      'pia completes {"costCentre": "IT"}',
      { open: { it: ['dan'] } },
    ],
  },
];
