// The simulated world: one clock, one source of chance, processes that come and go, and everything that is in flight.
import { Transient } from '../functions/platform/platform.ts';
import type { CallFault, CallKind, FaultKind, Faults } from './faults.ts';
import { faultsFrom } from './faults.ts';
import type { Random } from './random.ts';
import { randomFrom } from './random.ts';
import type { Store } from './store.ts';
import { createStore } from './store.ts';
import type { Trace } from './trace.ts';
import { traceFrom } from './trace.ts';

/** One engine process: what it has in memory dies with it. */
export interface Process<E> {
  readonly id: number;
  readonly skewMs: number;
  readonly entropy: Random;
  readonly engine: E;
  readonly activities: Set<Activity<E>>;
  alive: boolean;
}

/** A piece of work that a process was given: a request, a message, a timer, a sweep. */
export interface Activity<E> {
  readonly name: string;
  run(engine: E): Promise<unknown>;
  answered?(value: unknown): void;
  failed?(error: unknown): void;
  /** The process died before it answered. */
  lost?(): void;
}

/** What a port does under a fault that it acts out itself. */
export type Variants<T> = { readonly [fault in CallFault]?: () => T };

export interface Call<T> {
  readonly name: string;
  readonly kind: CallKind;
  readonly apply: () => T;
  readonly variants?: Variants<T>;
}

interface Operation<E> extends Call<unknown> {
  readonly process: Process<E>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Sleeper<E> {
  readonly process: Process<E>;
  readonly until: number;
  readonly resolve: () => void;
}

/** A message, a timer or a provider's report on its way. */
export interface Flight<E> {
  readonly kind: 'message' | 'timer' | 'webhook';
  readonly label: string;
  readonly instanceId: string;
  /** Not before this moment of world time. */
  readonly at: number;
  readonly order: number;
  readonly tries: number;
  run(engine: E): Promise<unknown>;
}

export interface Violation {
  readonly code: string;
  readonly message: string;
  readonly step: number;
}

/** Someone or something that acts from outside: people, the sweeper's schedule, whoever changes the directory. */
export interface Agent<E> {
  readonly name: string;
  /** How readily it acts now, beside operations (10) and deliveries (3); 0: not at all. */
  weight(world: World<E>): number;
  act(world: World<E>): void;
}

export interface WorldOptions<E> {
  readonly seed: number;
  readonly boot: (world: World<E>, process: Omit<Process<E>, 'engine'>) => E;
  readonly processes: number;
  readonly keepTrace?: boolean;
  readonly rates?: ReadonlyMap<FaultKind, number>;
}

/** Monday, 5 January 2026, 09:00 in Dhaka. */
export const WORLD_BEGINS_AT = Date.UTC(2026, 0, 5, 3);
const VIOLATIONS_MAX = 20;
const SKEW_MAX_MS = 5 * 60_000;

/** All promises that can settle without the scheduler have settled when this one has: ticks run after every microtask. */
export const drained = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

export class World<E> {
  readonly random: Random;
  readonly faults: Faults;
  readonly trace: Trace;
  readonly store: Store = createStore();
  readonly violations: Violation[] = [];
  /** Things that ought to happen now and then, beside faults. */
  readonly sometimes = new Map<string, number>();
  readonly processes: Process<E>[] = [];
  operations: Operation<E>[] = [];
  sleepers: Sleeper<E>[] = [];
  flights: Flight<E>[] = [];
  /** Names of all timers ever made. */
  readonly timerNames = new Set<string>();
  /** Told of every message that is published, whether or not it arrives. */
  published: (instanceId: string, effectIds: readonly string[]) => void = () => {};
  /** World time, epoch ms. */
  now = WORLD_BEGINS_AT;
  step = 0;
  readonly #options: WorldOptions<E>;
  #born = 0;
  #order = 0;
  /** When each activity under way began; the oldest one bounds what anybody may still believe. */
  readonly #began = new Map<Activity<E>, number>();

  constructor(options: WorldOptions<E>) {
    this.#options = options;
    this.random = randomFrom(options.seed);
    this.faults = faultsFrom(this.random.fork(), options.rates);
    this.trace = traceFrom(options.keepTrace === true);
  }

  get wanted(): number {
    return this.#options.processes;
  }

  note(happening: string): void {
    this.sometimes.set(happening, (this.sometimes.get(happening) ?? 0) + 1);
  }

  violate(code: string, message: string): void {
    this.log(`VIOLATION ${code}: ${message}`);
    if (this.violations.length < VIOLATIONS_MAX) this.violations.push({ code, message, step: this.step });
  }

  log(line: string): void {
    this.trace.write(`${this.step} ${this.now - WORLD_BEGINS_AT} ${line}`);
  }

  /** The moment before which nothing is remembered by any process: the start of the oldest work under way. */
  oldestWork(): number {
    let oldest = this.now;
    for (const began of this.#began.values()) if (began < oldest) oldest = began;
    return oldest;
  }

  spawn(): Process<E> {
    this.#born += 1;
    const skewMs = this.faults.happens('clock_skew') ? this.random.below(2 * SKEW_MAX_MS + 1) - SKEW_MAX_MS : 0;
    const bare = {
      id: this.#born,
      skewMs,
      entropy: this.random.fork(),
      activities: new Set<Activity<E>>(),
      alive: true,
    };
    // One object, so that what the engine's ports hold is what dies.
    const process = Object.assign(bare, { engine: undefined as unknown as E });
    process.engine = this.#options.boot(this, process);
    this.processes.push(process);
    this.log(`p${process.id} born skew=${skewMs}`);
    return process;
  }

  kill(process: Process<E>, why: string): void {
    process.alive = false;
    this.log(`p${process.id} dies: ${why}`);
    this.processes.splice(this.processes.indexOf(process), 1);
    this.operations = this.operations.filter((operation) => operation.process !== process);
    this.sleepers = this.sleepers.filter((sleeper) => sleeper.process !== process);
    const activities = [...process.activities];
    process.activities.clear();
    for (const activity of activities) {
      this.#began.delete(activity);
      activity.lost?.();
    }
  }

  /** A port call: answered when, and as, the scheduler decides. */
  call<T>(process: Omit<Process<E>, 'engine'>, call: Call<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!process.alive) return;
      this.operations.push({ ...call, process, resolve, reject } as unknown as Operation<E>);
    });
  }

  sleep(process: Omit<Process<E>, 'engine'>, ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (process.alive)
        this.sleepers.push({ process: process as Process<E>, until: this.now + Math.max(0, Math.ceil(ms)), resolve });
    });
  }

  launch(process: Process<E>, activity: Activity<E>): void {
    process.activities.add(activity);
    this.#began.set(activity, this.now);
    this.log(`p${process.id} begins ${activity.name}`);
    const end = (settle: () => void): void => {
      if (!process.alive || !process.activities.delete(activity)) return;
      this.#began.delete(activity);
      settle();
      if (process.activities.size === 0) this.#requireNothingLeft(process, activity);
    };
    activity.run(process.engine).then(
      (value) => end(() => this.#settled(process, activity, 'ok', () => activity.answered?.(value))),
      (error: unknown) => end(() => this.#settled(process, activity, String(error), () => activity.failed?.(error))),
    );
  }

  /** Work that nobody waits for is lost on a platform that stops the clock after the answer. A read may be given up. */
  #requireNothingLeft(process: Process<E>, activity: Activity<E>): void {
    const left = this.operations.filter((operation) => operation.process === process);
    const lost = left.find(({ kind }) => kind !== 'read' && kind !== 'query');
    if (lost !== undefined) this.violate('FLOATING', `${activity.name} ended while "${lost.name}" was still under way`);
    else if (left.length > 0) this.note('read given up');
  }

  #settled(process: Process<E>, activity: Activity<E>, how: string, settle: () => void): void {
    this.log(`p${process.id} ends ${activity.name}: ${how}`);
    settle();
  }

  /** Puts a message or a timer on its way. */
  fly(flight: Omit<Flight<E>, 'order' | 'tries'> & { readonly tries?: number }): void {
    this.#order += 1;
    this.flights.push({ tries: 0, ...flight, order: this.#order });
  }

  /** Lets the scheduler's choice of one pending call happen, with the fault that befalls it. */
  perform(index: number): void {
    const [operation] = this.operations.splice(index, 1);
    if (operation === undefined) return;
    const { process, name } = operation;
    const fault = this.faults.ofCall(operation.kind);
    this.log(fault === null ? `p${process.id} ${name}` : `p${process.id} ${name} !${fault}`);
    this.#befall(operation, fault);
  }

  #befall(operation: Operation<E>, fault: CallFault | null): void {
    const { process, name, apply } = operation;
    switch (fault) {
      case null:
        this.#answer(operation, apply);
        break;
      case 'crash_before':
        this.kill(process, name);
        break;
      case 'crash_after':
        apply();
        this.kill(process, name);
        break;
      case 'error_not_applied':
        operation.reject(new Transient(`${name}: unavailable`));
        break;
      case 'error_applied':
        apply();
        operation.reject(new Transient(`${name}: deadline exceeded`));
        break;
      default:
        this.#answer(operation, operation.variants?.[fault] ?? apply);
    }
  }

  #answer(operation: Operation<E>, apply: () => unknown): void {
    try {
      operation.resolve(apply());
    } catch (error) {
      operation.reject(error);
    }
  }

  wake(index: number): void {
    const [sleeper] = this.sleepers.splice(index, 1);
    sleeper?.resolve();
  }
}
