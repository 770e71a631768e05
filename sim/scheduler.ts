// Decides what happens next: in disorder while faults are on, and then quietly until nothing is left to do.
import { Transient } from '../functions/platform/platform.ts';
import type { Agent, Flight, Process, World } from './world.ts';
import { drained } from './world.ts';

const OPERATION_WEIGHT = 10;
const DELIVERY_WEIGHT = 3;
const RESTART_WEIGHT = 1;
const CLOCK_WEIGHT = 1;
const LATENCY_MAX_MS = 40;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const REDELIVERY_MS = 10_000;
const TRIES_MAX = 50;

const indexesOf = <T>(items: readonly T[], test: (item: T) => boolean): number[] => {
  const found: number[] = [];
  for (let i = 0; i < items.length; i++) if (test(items[i] as T)) found.push(i);
  return found;
};

/** What goes astray on its way to us: messages of our own bus, and reports of providers. */
const ASTRAY = {
  message: {
    lost: 'message_lost',
    delayed: 'message_delayed',
    doubled: 'message_doubled',
    reordered: 'message_reordered',
  },
  webhook: {
    lost: 'webhook_lost',
    delayed: 'webhook_delayed',
    doubled: 'webhook_doubled',
    reordered: 'webhook_reordered',
  },
} as const;

/** Whether something goes astray instead of arriving: lost, or on its way for longer. */
function strays<E>(world: World<E>, flight: Flight<E>): boolean {
  if (flight.kind === 'timer') return false;
  const { faults, random } = world;
  const { lost, delayed, doubled, reordered } = ASTRAY[flight.kind];
  if (faults.happens(lost)) {
    world.log(`${flight.label} lost`);
    return true;
  }
  if (faults.happens(delayed)) {
    world.log(`${flight.label} delayed`);
    world.fly({ ...flight, at: world.now + random.below(random.chance(0.2) ? DAY_MS : MINUTE_MS) });
    return true;
  }
  if (faults.happens(doubled)) world.fly({ ...flight, at: world.now + random.below(MINUTE_MS) });
  const isBefore = (other: Flight<E>): boolean =>
    other.kind === flight.kind && other.instanceId === flight.instanceId && other.order < flight.order;
  if (world.flights.some(isBefore)) faults.note(reordered);
  return false;
}

/** Hands one message, timer or report to a process; what fails or dies comes again. */
export function deliver<E>(world: World<E>, index: number, process: Process<E>): void {
  const [flight] = world.flights.splice(index, 1);
  if (flight === undefined) return;
  if (strays(world, flight)) return;
  const again = (): void => {
    world.faults.note('redelivered');
    if (flight.tries < TRIES_MAX) world.fly({ ...flight, at: world.now + REDELIVERY_MS, tries: flight.tries + 1 });
  };
  const failed = (error: unknown): void => {
    if (!(error instanceof Transient)) world.violate('DEFECT', `${flight.label} throws ${String(error)}`);
    again();
  };
  world.launch(process, { name: flight.label, run: flight.run, failed, lost: again });
}

function performSome<E>(world: World<E>): void {
  world.now += world.random.below(LATENCY_MAX_MS);
  world.perform(world.random.below(world.operations.length));
}

/** The next moment at which something that is already under way can go on, or null. */
export function nextMoment<E>(world: World<E>): number | null {
  let next: number | null = null;
  const consider = (at: number): void => {
    if (at > world.now && (next === null || at < next)) next = at;
  };
  for (const { until } of world.sleepers) consider(until);
  for (const { at } of world.flights) consider(at);
  return next;
}

function advance<E>(world: World<E>): void {
  const next = nextMoment(world);
  const dice = world.random.fraction();
  if (next !== null && dice < 0.6) world.now = next;
  else if (dice < 0.85) world.now += world.random.below(2 * MINUTE_MS);
  else world.now += world.random.below(8 * 60 * MINUTE_MS);
  world.log('clock');
}

/** Calls under way take the clock along only when they are slow. */
function advanceWhile<E>(world: World<E>): void {
  if (world.operations.length > 0) {
    if (!world.faults.happens('slow_call')) return;
    world.now += world.random.below(world.random.chance(0.2) ? 10 * MINUTE_MS : MINUTE_MS);
    world.log('clock while calls are slow');
  } else if (world.sleepers.length > 0) {
    world.now = Math.max(world.now, Math.min(...world.sleepers.map(({ until }) => until)));
    world.log('clock to the next sleeper');
  } else advance(world);
}

type Choice = readonly [weight: number, act: () => void];

function choicesOf<E>(world: World<E>, agents: readonly Agent<E>[]): readonly Choice[] {
  const { random, processes } = world;
  const sleepers = indexesOf(world.sleepers, ({ until }) => until <= world.now);
  const restart: Choice = [processes.length < world.wanted ? RESTART_WEIGHT : 0, () => void world.spawn()];
  const calls: readonly Choice[] = [
    [world.operations.length > 0 ? OPERATION_WEIGHT : 0, () => performSome(world)],
    [sleepers.length > 0 ? OPERATION_WEIGHT : 0, () => world.wake(random.pick(sleepers))],
    [CLOCK_WEIGHT, () => advanceWhile(world)],
    restart,
  ];
  if (processes.length === 0) return calls;
  const flights = indexesOf(world.flights, ({ at }) => at <= world.now);
  return [
    ...calls,
    [flights.length > 0 ? DELIVERY_WEIGHT : 0, () => deliver(world, random.pick(flights), random.pick(processes))],
    ...agents.map((agent): Choice => [agent.weight(world), () => agent.act(world)]),
  ];
}

/** One thing, picked at random, happens with the faults on. */
export async function disorder<E>(world: World<E>, agents: readonly Agent<E>[]): Promise<void> {
  await drained();
  world.step += 1;
  if (world.processes.length > 0 && world.faults.happens('process_killed'))
    world.kill(world.random.pick(world.processes), 'killed');
  const choices = choicesOf(world, agents);
  let at = world.random.fraction() * choices.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, act] of choices) {
    at -= weight;
    if (at >= 0) continue;
    act();
    break;
  }
}

export interface Calm<E> {
  /** Lets one person do one thing; false: nobody does anything now. `last`: nothing else is left to happen. */
  readonly people: (world: World<E>, last: boolean) => boolean;
  /** The next moment at which the schedule wants a sweep, or null while there is nothing to sweep. */
  readonly nextSweep: (world: World<E>) => number | null;
  readonly sweep: (world: World<E>) => void;
  /** Looked at whenever everything rests and the clock is about to move to `next`. */
  readonly resting: (world: World<E>, next: number | null) => void;
  readonly turnsMax: number;
}

function nextTime<E>(world: World<E>, calm: Calm<E>): { readonly at: number; readonly sweep: boolean } | null {
  const next = nextMoment(world);
  const sweep = calm.nextSweep(world);
  if (sweep !== null && (next === null || sweep <= next)) return { at: Math.max(sweep, world.now), sweep: true };
  return next === null ? null : { at: next, sweep: false };
}

/** Lets something happen that is ready now; false: everything waits for people or the clock. */
function proceed<E>(world: World<E>): boolean {
  const { random } = world;
  if (world.operations.length > 0) {
    world.perform(random.below(world.operations.length));
    return true;
  }
  const sleepers = indexesOf(world.sleepers, ({ until }) => until <= world.now);
  const flights = sleepers.length > 0 ? [] : indexesOf(world.flights, ({ at }: Flight<E>) => at <= world.now);
  if (sleepers.length > 0) world.wake(random.pick(sleepers));
  else if (flights.length > 0) deliver(world, random.pick(flights), random.pick(world.processes));
  return sleepers.length > 0 || flights.length > 0;
}

/** Runs without faults until nothing is left to happen; false: it did not come to rest in time. */
export async function settle<E>(world: World<E>, calm: Calm<E>): Promise<boolean> {
  world.faults.stop();
  world.log('faults stop');
  while (world.processes.length < world.wanted) world.spawn();
  for (let turn = 0; turn < calm.turnsMax; turn++) {
    await drained();
    world.step += 1;
    if (proceed(world)) continue;
    const next = nextTime(world, calm);
    if (world.sleepers.length === 0 && calm.people(world, next === null)) continue;
    calm.resting(world, next?.at ?? null);
    if (next === null) return true;
    world.now = next.at;
    world.log('clock');
    if (next.sweep) calm.sweep(world);
  }
  return false;
}
