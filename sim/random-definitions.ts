// Definitions drawn at random from the whole language: always valid, the same ones for the same number.
import { checkDefinition } from '../functions/core/definition/check.ts';
import type { Vocabulary } from '../functions/core/definition/finding.ts';
import type { WorkflowDefinition } from '../functions/core/definition/schema.ts';
import { type Calendar, calendarSchema } from '../functions/core/time/calendar.ts';
import { type Random, randomFrom } from './random.ts';

/** An office in Dhaka, with a holiday in the first week of every simulated world. */
export const CALENDARS: Readonly<Record<string, Calendar>> = {
  office: calendarSchema.parse({
    id: 'office',
    timeZone: 'Asia/Dhaka',
    week: Object.fromEntries(
      ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [
        day,
        day === 'fri' || day === 'sat'
          ? []
          : [
              { from: '09:00', to: '13:00' },
              { from: '14:00', to: '17:00' },
            ],
      ]),
    ),
    holidays: ['2026-01-07'],
  }),
};

export const ACTIONS = [
  'credit.check',
  'order.validate',
  'stock.reserve',
  'stock.release',
  'stock.label',
  'stock.unlabel',
  'card.charge',
  'card.refund',
  'parcel.ship',
  'always.refused',
] as const;

/** What random workflows start under them; both stand among the definitions written by hand. */
export const CHILDREN = ['auto-or-person', 'child', 'child-with-child'] as const;
export const SIGNALS = ['paid', 'arrived'] as const;
/** How many different random definitions there are: each is made, and checked, once. */
export const RANDOM_DEFINITIONS = 600;
export const ROLES = ['cro', 'bdo', 'asm', 'bd_incharge', 'admin'];

type Fields = Readonly<Record<string, unknown>>;
const NOTHING: Fields = {};

const VOCABULARY: Vocabulary = { actions: new Set(ACTIONS), calendars: CALENDARS, checkTemplate: () => null };
const SHORT = ['20 minutes', '2 hours', '1 working hour', '5 hours'] as const;
const RUNGS = [
  ['1 hour', '30 minutes', '1 working hour'],
  ['4 hours', '3 working hours'],
  ['2 days', '2 working days'],
] as const;
const PEOPLE = ['role:cro', 'each:cro', 'each:bdo', 'load_balance:bdo', 'user:asm-1', 'manager_of:requester'] as const;
const POOLS = ['pool:cro', 'pool:bdo'] as const;

interface Place {
  readonly random: Random;
  readonly earlier: readonly string[];
}

const maybe = (random: Random, part: number, fields: () => Fields): Fields =>
  random.chance(part) ? fields() : NOTHING;

function conditionOf({ random, earlier }: Place): Fields {
  if (earlier.length > 0 && random.chance(0.4))
    return { [`$steps.${random.pick(earlier)}.outcome`]: { $ne: 'rejected' } };
  return random.chance(0.5) ? { amount: { $lt: 7_000 } } : { amount: { $gte: 2_000 } };
}

function ladderOf(random: Random, actions: readonly string[]): Fields {
  const levels = RUNGS.slice(0, 1 + random.below(RUNGS.length)).map((moments) => {
    const action = random.pick(actions);
    const to =
      action === 'add' || action === 'reassign' || action === 'notify'
        ? { to: random.pick(['role:asm', 'role:bd_incharge']) }
        : {};
    return { after: random.pick(moments), action, ...to };
  });
  return { escalation: { levels } };
}

const deadlinesOf = (random: Random, actions: readonly string[]): Fields =>
  random.chance(0.3) ? { timeout: random.pick(SHORT) } : maybe(random, 0.45, () => ladderOf(random, actions));

const backFrom = ({ random, earlier }: Place, id: string): Fields => ({
  goto: random.pick([...earlier, id]),
  ...(random.chance(0.7) ? { maxLoops: 1 + random.below(2) } : {}),
});

function approvalOf(place: Place, id: string): Fields {
  const { random, earlier } = place;
  // Whoever claims a task of a pool decides it alone.
  const isPool = random.chance(0.25);
  const people = isPool ? random.pick(POOLS) : random.chance(0.25) ? ['user:asm-1', 'each:bdo'] : random.pick(PEOPLE);
  const policy = random.pick(['any', 'all', 'sequence', { quorum: 2 }, { percent: 60 }]);
  return {
    type: 'approval',
    assignedTo: people,
    ...(isPool ? NOTHING : { policy }),
    ...maybe(random, 0.4, () => ({ rejection: random.pick(['any', 'majority', 'all']) })),
    ...maybe(random, 0.3, () => ({ distinctFrom: ['requester', ...earlier.slice(0, random.below(2))] })),
    ...maybe(random, 0.1, () => ({ autoApprove: { amount: { $lt: 2_500 } } })),
    ...maybe(random, 0.4, () => ({ scope: [random.pick(['/amount', '/note'])] })),
    ...maybe(random, 0.7, () => ({ onReject: random.pick(['end', 'continue', backFrom(place, id)]) })),
    ...deadlinesOf(random, ['remind', 'notify', 'add', 'reassign', 'approve', 'reject', 'skip', 'fail']),
  };
}

const manualOf = ({ random }: Place): Fields => ({
  type: 'manual',
  assignedTo: random.chance(0.5) ? random.pick(POOLS) : random.pick(PEOPLE),
  ...deadlinesOf(random, ['remind', 'notify', 'add', 'reassign', 'skip', 'fail']),
});

const noticeOf = ({ random }: Place): Fields => ({
  type: 'notification',
  assignedTo: random.pick(['requester', 'role:asm']),
  template: 'workflow_completed',
});

function waitOf(random: Random): Fields {
  const use = random.pick(['wait.signal', 'wait.until', 'wait.for']);
  if (use === 'wait.signal') return { use, with: { name: random.pick(SIGNALS) } };
  if (use === 'wait.for') return { use, with: { duration: random.pick(SHORT) } };
  return { use, with: { at: random.chance(0.5) ? '2026-01-05T06:00:00Z' : '$data.until' } };
}

const startOf = (random: Random): Fields => ({
  use: 'workflow.start',
  with: { workflowId: random.pick(CHILDREN), data: { amount: '$data.amount' }, await: random.chance(0.6) },
});

const DONE_AND_UNDONE = [
  [
    ['stock.reserve', 'stock.label'],
    ['stock.unlabel', 'stock.release'],
  ],
  [['card.charge'], ['card.refund']],
] as const;

function systemOf(place: Place, id: string): Fields {
  const { random } = place;
  const [done, undone] = random.pick(DONE_AND_UNDONE);
  const acts: readonly unknown[] = random.pick([
    done,
    ['order.validate', waitOf(random)],
    [waitOf(random), { use: 'parcel.ship', with: { amount: '$data.amount' } }],
    [startOf(random)],
    [startOf(random), 'credit.check'],
    [waitOf(random)],
    random.chance(0.3) ? ['always.refused'] : ['credit.check'],
  ]);
  return {
    type: 'system',
    actions: acts,
    ...(acts === done ? { compensate: undone } : NOTHING),
    ...maybe(random, 0.4, () => ({
      retry: {
        attempts: 1 + random.below(4),
        ...maybe(random, 0.5, () => ({ backoff: random.pick(['10 seconds', '1 working hour']) })),
      },
    })),
    ...maybe(random, 0.6, () => ({ onFailure: random.pick(['fail', 'continue', backFrom(place, id)]) })),
    ...maybe(random, 0.2, () =>
      random.chance(0.5) ? { timeout: '2 hours' } : ladderOf(random, ['remind', 'notify', 'fail']),
    ),
  };
}

function stepOf(place: Place, id: string, isGraph: boolean): Fields {
  const { random, earlier } = place;
  const dice = random.fraction();
  const fields =
    dice < 0.45
      ? approvalOf(place, id)
      : dice < 0.62
        ? manualOf(place)
        : dice < 0.68
          ? noticeOf(place)
          : systemOf(place, id);
  return {
    id,
    ...fields,
    ...maybe(random, 0.15, () => ({ conditions: conditionOf(place) })),
    ...(isGraph
      ? { dependencies: earlier.filter(() => random.chance(0.5)) }
      : maybe(random, earlier.length > 0 ? 0.25 : 0, () => ({ parallel: true }))),
    ...maybe(random, 0.2, () => ({ notifications: [{ on: 'assigned', to: 'assignee', channels: ['email'] }] })),
  };
}

function contentOf(random: Random): Fields {
  const count = 1 + random.below(4);
  const ids = Array.from({ length: count }, (_, i) => `s${i}`);
  const isGraph = random.chance(0.25);
  const working = random.chance(0.5);
  return {
    steps: ids.map((id, i) => stepOf({ random, earlier: ids.slice(0, i) }, id, isGraph)),
    calendar: 'office',
    ...maybe(random, 0.5, () => ({
      data: { type: 'object', properties: { amount: { type: 'number' } }, required: ['amount'] },
    })),
    ...maybe(random, 0.4, () => ({
      sla: {
        maxDuration: working ? '9 working hours' : '8 hours',
        ...maybe(random, 0.7, () => ({ warningThreshold: '1 hour' })),
        ...maybe(random, 0.7, () => ({ escalationThreshold: working ? '6 working hours' : '4 hours' })),
        ...maybe(random, 0.5, () => ({ escalateTo: 'role:asm' })),
      },
    })),
    notifications: { onStarted: ['requester'], onCompleted: ['requester'], onFailed: ['role:admin'] },
  };
}

/** Parses and checks what stands below as the engine would; what is wrong with it is a defect of the simulation. */
export function checked(input: unknown): WorkflowDefinition {
  const { definition, findings } = checkDefinition(input, VOCABULARY);
  const wrong = findings.filter(({ severity }) => severity === 'error');
  if (definition === null || wrong.length > 0)
    throw new Error(`a definition of the simulation is wrong: ${JSON.stringify(wrong)} in ${JSON.stringify(input)}`);
  return definition;
}

export const randomIdOf = (number: number): string => `random-${number}`;
export const isRandomId = (id: string): boolean => id.startsWith('random-');

/** The definition with this number, in the version asked for; `added` are steps after its own. */
export function randomDefinition(number: number, version: string, added: readonly object[] = []): WorkflowDefinition {
  const { steps, ...content } = contentOf(randomFrom(1_000_003 + number));
  return checked({
    id: randomIdOf(number),
    name: randomIdOf(number),
    version,
    status: 'active',
    roles: ROLES,
    ...content,
    steps: [...(steps as readonly object[]), ...added],
  });
}
