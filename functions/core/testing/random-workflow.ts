// Random definitions of all kinds of steps, and random things that happen to their instances.
import fc from 'fast-check';
import type { WorkflowDefinition } from '../definition/schema.ts';
import { approval, define, manual, notification, type StepInput, system } from './build.ts';

const PEOPLE_RULES = [
  'role:cro',
  'each:cro',
  'each:sr',
  'load_balance:sr',
  'user:cro-1',
  'user:bdo-1',
  'user:nobody',
  'user:requester-1',
  'manager_of:requester',
  'pool:cro',
  'pool:sr',
] as const;
const someone = fc.oneof(
  fc.constantFrom(...PEOPLE_RULES),
  fc.uniqueArray(fc.constantFrom(...PEOPLE_RULES), { minLength: 1, maxLength: 3 }),
);
/** The field in one of `rarity` + 1 cases; else it is left out. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>, rarity = 1): fc.Arbitrary<T | undefined> =>
  fc.tuple(fc.nat(rarity), arbitrary).map(([chance, value]) => (chance === 0 ? value : undefined));
const defined = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const conditionOver = (earlier: readonly string[]) =>
  fc.oneof(
    fc.constantFrom<object>({ amount: { $gt: 50 } }, { amount: { $lte: 50 } }, { '$context.priority': 'high' }),
    ...(earlier.length === 0
      ? []
      : [fc.constantFrom(...earlier).map((id): object => ({ [`$steps.${id}.outcome`]: { $ne: 'rejected' } }))]),
  );
const ACTIONS = ['remind', 'notify', 'add', 'reassign', 'approve', 'reject', 'skip', 'fail'] as const;
const levels = fc
  .array(fc.record({ hours: fc.integer({ min: 1, max: 5 }), action: fc.constantFrom(...ACTIONS), to: someone }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((rungs) => {
    let after = 0;
    return rungs.map(({ hours, action, to }) => {
      after += hours * 60;
      return { after, action, ...(action === 'add' || action === 'reassign' ? { to } : {}) };
    });
  });
const policy = fc.constantFrom('any' as const, 'all' as const, 'sequence' as const, { quorum: 2 }, { percent: 60 });
const ACTION_LISTS = [
  ['do.a'],
  ['do.a', 'do.b'],
  [{ use: 'wait.signal', with: { name: 'go' } }],
  [{ use: 'wait.for', with: { duration: 90 } }, 'do.b'],
  ['do.a', { use: 'wait.until', with: { at: '$data.when' } }],
  [{ use: 'workflow.start', with: { workflowId: 'other', await: true } }],
];
const gotoOf = (targets: readonly string[]) =>
  fc.record({ goto: fc.constantFrom(...targets), maxLoops: fc.integer({ min: 1, max: 2 }) });

const commonOf = (earlier: readonly string[]) =>
  fc.record({
    conditions: maybe(conditionOver(earlier), 3),
    dependencies: maybe(fc.subarray([...earlier]), 2),
    parallel: maybe(fc.constant(true), 2),
    timeout: maybe(fc.integer({ min: 30, max: 600 }), 3),
    escalation: maybe(
      levels.map((rungs) => ({ levels: rungs })),
      1,
    ),
  });

function stepOf(id: string, earlier: readonly string[]): fc.Arbitrary<StepInput> {
  const common = commonOf(earlier);
  const distinctFrom = maybe(fc.subarray(['requester', ...earlier]), 1);
  const approvals = fc.record({
    assignedTo: someone,
    policy: maybe(policy),
    rejection: maybe(fc.constantFrom('any' as const, 'majority' as const, 'all' as const)),
    distinctFrom,
    autoApprove: maybe(conditionOver(earlier), 5),
    onReject: maybe(fc.oneof(fc.constantFrom('end' as const, 'continue' as const), gotoOf([...earlier, id]))),
    scope: maybe(fc.constantFrom(['/amount'], ['/note'])),
  });
  const systems = fc.record({
    actions: fc.constantFrom(...ACTION_LISTS),
    retry: maybe(fc.record({ attempts: fc.integer({ min: 1, max: 3 }), backoff: fc.constant(5) }), 2),
    compensate: maybe(fc.constantFrom(['undo.a'], ['undo.a', 'undo.b'])),
    onFailure: maybe(fc.oneof(fc.constantFrom('fail' as const, 'continue' as const), gotoOf([...earlier, id]))),
  });
  const manuals = fc.record({ assignedTo: someone, distinctFrom });
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(common, approvals)
        .map((parts) => approval(id, defined({ ...parts[0], ...parts[1] }) as never)),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(common, manuals).map((parts) => manual(id, defined({ ...parts[0], ...parts[1] }) as never)),
    },
    {
      weight: 1,
      arbitrary: common.map((fields) =>
        notification(id, defined({ ...fields, assignedTo: ['requester', 'role:asm'] }) as never),
      ),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(common, systems).map((parts) => system(id, defined({ ...parts[0], ...parts[1] }) as never)),
    },
  );
}

export const definitions: fc.Arbitrary<WorkflowDefinition> = fc
  .integer({ min: 3, max: 8 })
  .chain((count) => {
    const ids = Array.from({ length: count }, (_, i) => `s${i}`);
    return fc.tuple(fc.nat(2), ...ids.map((id, i) => stepOf(id, ids.slice(0, i))));
  })
  .map(([promise, ...steps]) =>
    define(steps, {
      notifications: { onStarted: ['requester'], onCompleted: ['requester', 'role:asm'] },
      ...(promise === 0 ? {} : { sla: SLAS[promise - 1] }),
    }),
  );

const SLAS = [
  { maxDuration: '6 hours' },
  { maxDuration: '8 hours', warningThreshold: '2 hours', escalationThreshold: '5 hours', escalateTo: 'role:asm' },
];

export const HAPPENINGS = [
  'decide',
  'stray',
  'effects',
  'time',
  'hint',
  'skip',
  'retry_step',
  'reassign',
  'escalate',
  'comment',
  'pause',
  'resume',
  'cancel',
  'retry',
  'resolve',
  'away',
  'roles',
  'assign',
  'signal',
  'resubmit',
  'update',
  'submit',
  'child',
  'parent',
  'pool',
  'delivery',
] as const;
export type Happening = (typeof HAPPENINGS)[number];

/** Something that happens; `pick` and `turn` choose among what there is at that moment. */
export interface Chance {
  readonly what: Happening;
  readonly pick: number;
  readonly turn: number;
}

const WEIGHTS: { readonly [what in Happening]: number } = {
  decide: 14,
  stray: 3,
  effects: 14,
  time: 5,
  hint: 2,
  skip: 1,
  retry_step: 1,
  reassign: 2,
  escalate: 2,
  comment: 1,
  pause: 1,
  resume: 3,
  cancel: 1,
  retry: 3,
  resolve: 1,
  away: 2,
  roles: 1,
  assign: 1,
  signal: 3,
  resubmit: 4,
  update: 1,
  submit: 2,
  child: 3,
  parent: 1,
  pool: 3,
  delivery: 2,
};

export const chances = (count: number): fc.Arbitrary<readonly Chance[]> =>
  fc.array(
    fc.record({
      what: fc.oneof(...HAPPENINGS.map((what) => ({ weight: WEIGHTS[what], arbitrary: fc.constant(what) }))),
      pick: fc.nat(1_000),
      turn: fc.nat(1_000),
    }),
    { minLength: count, maxLength: count },
  );
