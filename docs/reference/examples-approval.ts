// Examples of the fields of approval steps.
import type { Example } from './example.ts';

const THREE = ['user:lea', 'user:leo', 'user:dan'] as const;
const FORM = { type: 'object', required: ['costCentre'], properties: { costCentre: { type: 'string' } } } as const;
const PREPARE = { id: 'prepare', type: 'manual', assignedTo: 'user:pia' } as const;

export const APPROVAL_EXAMPLES: readonly Example[] = [
  {
    field: 'approval.type',
    isUsual: true,
    json: { id: 'approve', type: 'approval', assignedTo: 'user:dan' },
    says: 'Dan is asked; his yes approves the request.',
    happens: [{ open: { approve: ['dan'] } }, 'dan approves', { status: 'completed', outcome: 'approved' }],
  },
  {
    field: 'approval.assignedTo',
    json: { assignedTo: ['manager_of:requester', 'role:director'] },
    says: 'Rita’s manager Lea and the director Dan both have the task; the first of them who decides, decides.',
    happens: [{ open: { approve: ['dan', 'lea'] } }, 'dan approves', { outcome: 'approved' }],
  },
  {
    field: 'approval.where',
    json: { assignedTo: 'each:lead', where: { territory: '$data.territory' } },
    says: 'A request from the south goes to Leo, the only lead there.',
    data: { territory: 'south' },
    happens: [{ open: { approve: ['leo'] } }],
  },
  {
    field: 'approval.where.territory',
    json: { assignedTo: 'each:lead', where: { territory: 'north' } },
    says: 'Only Lea works in the north, so only she is asked.',
    happens: [{ open: { approve: ['lea'] } }],
  },
  {
    field: 'approval.where.businessUnit',
    json: { assignedTo: 'each:lead', where: { businessUnit: 'wholesale' } },
    says: 'Only Leo belongs to wholesale, so only he is asked.',
    happens: [{ open: { approve: ['leo'] } }],
  },
  {
    field: 'approval.where.skills',
    json: { assignedTo: 'each:lead', where: { skills: ['audit'] } },
    says: 'Only Lea knows how to audit, so only she is asked.',
    happens: [{ open: { approve: ['lea'] } }],
  },
  {
    field: 'approval.policy',
    json: { assignedTo: [...THREE], policy: 'all' },
    says: 'All three have to approve.',
    happens: [
      'lea approves',
      'leo approves',
      { status: 'running' },
      'dan approves',
      { status: 'completed', outcome: 'approved' },
    ],
  },
  {
    field: 'approval.policy',
    isUsual: true,
    json: { assignedTo: [...THREE], policy: 'any' },
    says: 'The first vote decides, as it does without "policy".',
    happens: ['leo approves', { status: 'completed', outcome: 'approved' }],
  },
  {
    field: 'approval.policy',
    json: { assignedTo: [...THREE], policy: 'sequence' },
    says: 'They are asked one after the other: Leo when Lea has approved, then Dan.',
    happens: [
      { open: { approve: ['lea'] } },
      'lea approves',
      'leo approves',
      { status: 'running' },
      'dan approves',
      { outcome: 'approved' },
    ],
  },
  {
    field: 'approval.policy.quorum',
    json: { assignedTo: [...THREE], policy: { quorum: 2 } },
    says: 'Two of the three have to approve.',
    happens: ['dan approves', { status: 'running' }, 'lea approves', { status: 'completed', outcome: 'approved' }],
  },
  {
    field: 'approval.policy.percent',
    json: { assignedTo: [...THREE], policy: { percent: 60 } },
    says: 'Sixty percent of three is 1.8, so two have to approve.',
    happens: ['dan approves', { status: 'running' }, 'lea approves', { status: 'completed', outcome: 'approved' }],
  },
  {
    field: 'approval.rejection',
    json: { assignedTo: [...THREE], rejection: 'majority' },
    says: 'One rejection of three does not reject; the second does.',
    happens: ['lea rejects', { status: 'running' }, 'leo rejects', { status: 'completed', outcome: 'rejected' }],
  },
  {
    field: 'approval.rejection',
    isUsual: true,
    json: { assignedTo: [...THREE], policy: 'all', rejection: 'majority' },
    says: 'All have to approve, so after one rejection that cannot be reached any more: it is rejected at once.',
    happens: ['lea rejects', { status: 'completed', outcome: 'rejected' }],
  },
  {
    field: 'approval.distinctFrom',
    json: {
      steps: [
        { id: 'check', type: 'approval', assignedTo: 'each:lead' },
        { id: 'approve', type: 'approval', assignedTo: 'each:lead', distinctFrom: ['requester', 'check'] },
      ],
    },
    says: 'Lea has checked, so only Leo is asked to approve: two people see every request.',
    happens: ['lea approves', { open: { approve: ['leo'] } }],
  },
  {
    field: 'approval.distinctFrom',
    json: { assignedTo: 'user:rita', distinctFrom: [] },
    says: 'Rita may approve her own request; the check warns of it (SELF_APPROVAL_POSSIBLE).',
    findings: ['SELF_APPROVAL_POSSIBLE'],
    happens: ['rita approves', { outcome: 'approved' }],
  },
  {
    field: 'approval.autoApprove',
    json: { autoApprove: { total: { $lt: 100 } } },
    says: 'Below 100 it is approved and nobody is asked.',
    data: { total: 99 },
    happens: [
      { status: 'completed', outcome: 'approved', told: ['rita workflow_step_approved email'] },
      'rita starts {"total": 100}',
      { open: { approve: ['dan'] } },
    ],
  },
  {
    field: 'approval.scope',
    json: { scope: ['/total'] },
    after: [{ id: 'review', type: 'approval', assignedTo: 'user:lea' }],
    data: { total: 100 },
    says: 'When the requester changes a note, Dan’s approval stays valid; when the total changes, Dan is asked again.',
    happens: [
      'dan approves',
      'lea asks for changes',
      'rita resubmits {"note": "for the office"}',
      { open: { review: ['lea'] } },
      'lea asks for changes',
      'rita resubmits {"total": 90}',
      { open: { approve: ['dan'] }, attempts: { approve: 2 } },
    ],
  },
  {
    field: 'approval.form',
    json: { form: FORM },
    says: 'An approval without a cost centre is refused; with one it becomes the output of the step.',
    happens: [
      'dan approves',
      { refused: 'INVALID_DATA' },
      'dan approves {"costCentre": "IT"}',
      { outcome: 'approved', output: { approve: { costCentre: 'IT' } } },
    ],
  },
  {
    field: 'approval.onReject',
    json: { onReject: 'continue' },
    after: [{ id: 'second', type: 'approval', assignedTo: 'user:lea' }],
    says: 'Dan’s no does not end it: the next step runs, and the last decision is the outcome.',
    happens: [
      'dan rejects',
      { open: { second: ['lea'] }, steps: { approve: 'completed rejected' } },
      'lea approves',
      { status: 'completed', outcome: 'approved' },
    ],
  },
  {
    field: 'approval.onReject.goto',
    json: { onReject: { goto: 'prepare' } },
    before: [PREPARE],
    says: 'After a rejection Pia prepares it again, and then Dan is asked again.',
    happens: [
      'pia completes',
      'dan rejects',
      { open: { prepare: ['pia'] }, attempts: { prepare: 2 } },
      'pia completes',
      { open: { approve: ['dan'] }, attempts: { approve: 2 } },
    ],
  },
  {
    field: 'approval.onReject.maxLoops',
    json: { onReject: { goto: 'prepare', maxLoops: 1 } },
    before: [PREPARE],
    says: 'The first rejection goes back; the second one ends the workflow.',
    happens: [
      'pia completes',
      'dan rejects',
      'pia completes',
      'dan rejects',
      { status: 'completed', outcome: 'rejected' },
    ],
  },
];
