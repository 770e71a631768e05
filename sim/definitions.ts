// The workflows that simulated people run: each is there for the rule its name says.
import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import type { WorkflowDefinition } from '../functions/core/definition/schema.ts';
import type { PublishedDefinition } from '../functions/platform/platform.ts';
import { checked, isRandomId, ROLES, randomDefinition } from './random-definitions.ts';

const approval = (id: string, more: object): object => ({ id, type: 'approval', assignedTo: 'role:cro', ...more });
const manual = (id: string, more: object = {}): object => ({ id, type: 'manual', assignedTo: 'role:bdo', ...more });
const system = (id: string, ...actions: (string | object)[]): object => ({ id, type: 'system', actions });
const startOf = (workflowId: string, isAwaited: boolean): object => ({
  use: 'workflow.start',
  with: { workflowId, data: { amount: '$data.amount' }, await: isAwaited },
});
const told = (channels: string[]): object => ({ on: 'assigned', to: 'assignee', channels });
const ladder = (...levels: object[]): object => ({ escalation: { levels } });

const STEPS: Readonly<Record<string, readonly object[]>> = {
  'auto-or-person': [approval('decide', { autoApprove: { amount: { $lt: 3_000 } } })],
  single: [approval('decide', { distinctFrom: ['requester'] })],
  'two-steps': [
    approval('first', { timeout: '2 hours', notifications: [told(['email', 'whatsapp'])] }),
    approval('second', { assignedTo: 'role:bdo', timeout: '4 hours', notifications: [told(['email', 'whatsapp'])] }),
  ],
  'parallel-join': [
    approval('left', {}),
    approval('right', { assignedTo: 'role:bdo', parallel: true }),
    { ...system('middle', 'credit.check'), parallel: true },
    manual('join'),
  ],
  diamond: [
    system('begin', 'order.validate'),
    approval('left', { dependencies: ['begin'], onReject: 'continue' }),
    manual('right', { dependencies: ['begin'] }),
    manual('end', { dependencies: ['left', 'right'], assignedTo: 'role:asm' }),
  ],
  'skip-by-condition': [
    approval('small', { conditions: { amount: { $lt: 5_000 } } }),
    approval('large', { conditions: { amount: { $gte: 5_000 } }, assignedTo: 'role:bdo' }),
    { id: 'tell', type: 'notification', assignedTo: 'requester', template: 'workflow_completed' },
  ],
  'ladder-approves': [
    approval(
      'decide',
      ladder(
        { after: '1 hour', action: 'remind' },
        { after: '2 hours', action: 'reassign', to: 'role:asm' },
        { after: '5 hours', action: 'approve' },
      ),
    ),
  ],
  'ladder-rejects': [
    system('begin', 'order.validate'),
    approval(
      'decide',
      ladder(
        { after: '1 hour', action: 'add', to: 'role:bd_incharge' },
        { after: '2 hours', action: 'notify', to: 'role:admin' },
        { after: '6 hours', action: 'reject' },
      ),
    ),
  ],
  'ladder-skips': [
    approval('decide', ladder({ after: '90 minutes', action: 'skip' })),
    manual('after', { timeout: '3 hours' }),
  ],
  'ladder-fails': [manual('work', ladder({ after: '3 hours', action: 'fail' }))],
  hurried: [
    manual('prepare', ladder({ after: '20 minutes', action: 'fail' })),
    approval('decide', ladder({ after: '40 minutes', action: 'fail' })),
  ],
  compensated: [
    { ...system('reserve', 'stock.reserve', 'stock.label'), compensate: ['stock.unlabel', 'stock.release'] },
    { ...system('charge', 'card.charge'), compensate: ['card.refund'], retry: { attempts: 3 } },
    approval('decide', { assignedTo: 'role:bdo', ...ladder({ after: '8 hours', action: 'reject' }) }),
    system('ship', 'parcel.ship'),
  ],
  'system-refused': [
    { ...system('reserve', 'stock.reserve'), compensate: ['stock.release'] },
    { ...system('optional', 'always.refused'), onFailure: 'continue' },
    { ...system('must', 'always.refused'), conditions: { amount: { $gte: 7_000 } } },
    manual('end'),
  ],
  'all-of-them': [
    approval('decide', { assignedTo: 'each:bdo', policy: 'all', ...ladder({ after: '12 hours', action: 'reject' }) }),
  ],
  quorum: [
    approval('decide', {
      assignedTo: 'each:cro',
      policy: { quorum: 2 },
      rejection: 'majority',
      ...ladder({ after: '6 hours', action: 'add', to: 'role:asm' }),
    }),
    manual('after'),
  ],
  'by-list': [
    approval('decide', { assignedTo: ['user:asm-1', 'each:bdo'], policy: { percent: 60 }, rejection: 'all' }),
    approval('again', { assignedTo: 'each:cro', distinctFrom: ['requester', 'decide'] }),
  ],
  pooled: [
    approval('decide', { assignedTo: 'pool:cro', onReject: { goto: 'decide', maxLoops: 2 } }),
    manual('work', { assignedTo: 'pool:bdo', timeout: '3 hours' }),
  ],
  'one-after-the-other': [
    approval('decide', { assignedTo: ['each:bdo', 'user:asm-1'], policy: 'sequence', scope: ['/amount'] }),
    manual('after'),
  ],
  waits: [
    system('until', 'order.validate', { use: 'wait.until', with: { at: '$data.until' } }),
    { ...system('signal', { use: 'wait.signal', with: { name: 'paid' } }), parallel: true },
    system('while', { use: 'wait.for', with: { duration: '90 minutes' } }),
  ],
  parent: [
    { ...system('reserve', 'stock.reserve'), compensate: ['stock.release'] },
    system('start', startOf('child', false), startOf('child-with-child', true)),
    approval('decide', { onReject: { goto: 'start', maxLoops: 1 } }),
  ],
  child: [
    approval('decide', { autoApprove: { amount: { $lt: 2_000 } }, ...ladder({ after: '6 hours', action: 'reject' }) }),
  ],
  'child-with-child': [system('start', startOf('child', true)), manual('after')],
};

export const DEFINITION_IDS: readonly string[] = Object.keys(STEPS);

function definitionOf(id: string, version: string, steps: readonly object[]): WorkflowDefinition {
  return checked({
    id,
    name: id,
    version,
    status: 'active',
    roles: ROLES,
    calendar: 'office',
    steps,
    notifications: { onCompleted: ['requester'], onFailed: ['role:admin'] },
  });
}

export function publishedOf(definition: WorkflowDefinition): PublishedDefinition {
  const { status: _status, createdAt: _createdAt, updatedAt: _updatedAt, ...content } = definition;
  return { definition, hash: createHash('sha256').update(canonicalize(content)).digest('hex') };
}

export const FIRST_VERSION = '1.0.0';
/** The same definition asks other people in its next version: whoever reads the newest one decides wrongly. */
export const NEXT_VERSION = '2.0.0';

/** Every definition in its first version, parsed once for all seeds: definitions are immutable. */
export const FIRST: readonly PublishedDefinition[] = Object.entries(STEPS).map(([id, steps]) =>
  publishedOf(definitionOf(id, FIRST_VERSION, steps)),
);
export const NEXT: ReadonlyMap<string, PublishedDefinition> = new Map(
  DEFINITION_IDS.map((id) => [
    id,
    publishedOf(
      definitionOf(id, NEXT_VERSION, [...(STEPS[id] ?? []), manual('added', { assignedTo: 'user:incharge-1' })]),
    ),
  ]),
);

const drawn = new Map<string, PublishedDefinition>();

/** A random definition by its id, made when it is first asked for. */
export function randomPublished(id: string, version: string): PublishedDefinition {
  const key = `${id}@${version}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const added = version === NEXT_VERSION ? [manual('added', { assignedTo: 'user:incharge-1' })] : [];
  const published = publishedOf(randomDefinition(Number(id.slice('random-'.length)), version, added));
  drawn.set(key, published);
  return published;
}

/** The next version of any definition. */
export const nextOf = (id: string): PublishedDefinition | undefined =>
  isRandomId(id) ? randomPublished(id, NEXT_VERSION) : NEXT.get(id);

export const pinned = (id: string, version: string): WorkflowDefinition | undefined => {
  if (isRandomId(id)) return randomPublished(id, version).definition;
  return version === NEXT_VERSION
    ? NEXT.get(id)?.definition
    : FIRST.find(({ definition }) => definition.id === id)?.definition;
};
