// One seed, one run: the real engine under faults, then at rest.
import type { ActionCall, ActionResult } from '../functions/core/commands.ts';
import { isTerminal } from '../functions/core/instance.ts';
import type { JsonObject } from '../functions/core/json.ts';
import type { Reason } from '../functions/core/rejection.ts';
import { WorkflowEngine } from '../functions/engine/engine.ts';
import { Refused } from '../functions/engine/failure.ts';
import type { EngineOptions } from '../functions/engine/parts.ts';
import type { Platform } from '../functions/platform/platform.ts';
import { Transient } from '../functions/platform/platform.ts';
import { checkEnd, checkResting, type Stop, stopOf } from './check-end.ts';
import { Commands, type ReasonOf, type Request } from './commands.ts';
import { FIRST, FIRST_VERSION, nextOf, randomPublished } from './definitions.ts';
import { DirectoryHistory } from './directory.ts';
import { EffectsInspector } from './effects-invariants.ts';
import type { FaultKind } from './faults.ts';
import { telephone } from './gateways.ts';
import { inspect } from './invariants.ts';
import { MessagesInspector } from './messages-invariants.ts';
import { People } from './people.ts';
import { type Entries, platformOf } from './platform.ts';
import { actionOf, createOutside, type Outside, wordsOf } from './providers.ts';
import { ACTIONS, CALENDARS, RANDOM_DEFINITIONS, randomIdOf } from './random-definitions.ts';
import { disorder, settle } from './scheduler.ts';
import { willing } from './willing.ts';
import type { Agent, Process, Violation } from './world.ts';
import { World } from './world.ts';

/** What the simulation needs of an engine; mutants are others of the same kind. */
export interface Engine {
  command(operation: string, userId: string, input: JsonObject): Promise<JsonObject>;
  performEffects: WorkflowEngine['performEffects'];
  timerFired: WorkflowEngine['timerFired'];
  sweep: WorkflowEngine['sweep'];
  snapshotRouting: WorkflowEngine['snapshotRouting'];
  rollUpMetrics: WorkflowEngine['rollUpMetrics'];
  recordDeliveries: WorkflowEngine['recordDeliveries'];
  channelReported: WorkflowEngine['channelReported'];
}
export type Boot = (platform: Platform, options: EngineOptions) => Engine;

export interface RunOptions {
  readonly keepTrace?: boolean;
  readonly boot?: Boot;
  readonly rates?: ReadonlyMap<FaultKind, number>;
}

export interface RunResult {
  readonly seed: number;
  readonly trace: string;
  readonly lines: readonly string[];
  readonly steps: number;
  readonly instances: number;
  /** Of these, how many had ended before the faults stopped. */
  readonly endedUnderFaults: number;
  readonly faults: ReadonlyMap<FaultKind, number>;
  readonly sometimes: ReadonlyMap<string, number>;
  readonly violations: readonly Violation[];
}

const DISORDER_TURNS = 840;
const CALM_TURNS_MAX = 20_000;
const INSTANCES_MAX = 4;
/** Random definitions in each world, beside those written by hand. */
const DRAWN = 3;
const MINUTE_MS = 60_000;

export const bootEngine: Boot = (platform, options) => {
  const engine = new WorkflowEngine(platform, options);
  const operations = engine as unknown as Record<string, (caller: object, input: JsonObject) => Promise<JsonObject>>;
  return {
    command: async (operation, userId, input) => {
      const run = operations[operation];
      if (run === undefined) throw new Error(`the engine has no operation ${operation}`);
      return run({ userId, channel: 'api', authentication: 'token' }, input);
    },
    performEffects: engine.performEffects,
    timerFired: engine.timerFired,
    sweep: engine.sweep,
    snapshotRouting: engine.snapshotRouting,
    rollUpMetrics: () => engine.rollUpMetrics(),
    recordDeliveries: engine.recordDeliveries,
    channelReported: engine.channelReported,
  };
};

const ACCESS: EngineOptions['access'] = {
  create_definition: ['admin'],
  view_instance: ['admin', 'cro'],
  modify_instance: ['admin'],
  view_analytics: ['admin'],
  manage_users: ['admin'],
};

function optionsOf(act: (call: ActionCall) => Promise<ActionResult>): EngineOptions {
  return {
    access: ACCESS,
    actions: Object.fromEntries(ACTIONS.map((name) => [name, act])),
    render: ({ effect, isReminder }) => ({ subject: effect.template, text: wordsOf(effect.id, isReminder) }),
    checkTemplate: () => null,
    calendars: CALENDARS,
  };
}

const ENTRIES: Entries<Engine> = {
  performEffects: (engine, message) => engine.performEffects(message),
  timerFired: (engine, instanceId, timer) => engine.timerFired(instanceId, timer),
  reported: (engine, handle, report) => engine.recordDeliveries([{ handle, report }]),
  channelReported: (engine, isDown) => engine.channelReported('whatsapp', isDown),
};

const reasonOf: ReasonOf = (error) =>
  error instanceof Refused ? error.rejection.reason : error instanceof Transient ? 'TRANSIENT' : null;

function launchSweep(world: World<Engine>, sweeping: Set<Process<Engine>>): void {
  const process = world.random.pick(world.processes);
  if (sweeping.size > 0) world.faults.note('sweeps_overlap');
  sweeping.add(process);
  const over = (): void => void sweeping.delete(process);
  const failed = (error: unknown): void => {
    over();
    if (reasonOf(error) !== 'TRANSIENT') world.violate('DEFECT', `a sweep throws ${String(error)}`);
  };
  world.launch(process, { name: 'sweep', run: (engine) => engine.sweep(), answered: over, failed, lost: over });
}

/** What else the schedule asks of an engine: counts for routing, and the figures of days. */
const counter: Agent<Engine> = {
  name: 'counter',
  weight: () => 0.1,
  act: (world) => {
    const work = world.random.pick(['snapshotRouting', 'rollUpMetrics'] as const);
    world.launch(world.random.pick(world.processes), {
      name: work,
      run: (engine) => engine[work](),
      answered: () => world.note(`answered ${work}`),
      failed: (error) => {
        if (reasonOf(error) !== 'TRANSIENT') world.violate('DEFECT', `${work} throws ${String(error)}`);
      },
    });
  },
};

/** Some decisions travel in one request with another that is refused: that one must leave them alone. */
async function ask(engine: Engine, { operation, user, input, batch }: Request): Promise<JsonObject> {
  if (batch !== true) return engine.command(operation, user, input);
  const stray = { instanceId: 'nowhere', decision: 'approve' };
  const decision = { ...input, decision: operation === 'approveStep' ? 'approve' : 'reject' };
  const { results } = (await engine.command('decideMany', user, { decisions: [stray, decision] })) as unknown as {
    readonly results: readonly [JsonObject, JsonObject];
  };
  const [, { result, error }] = results;
  if (error === undefined) return result as JsonObject;
  const { message, details } = error as unknown as { message: string; details: { reason: Reason } };
  throw new Refused({ reason: details.reason, message });
}

/** Publishes a next version that asks other people, or closes the first one to new starts. */
const designer: Agent<Engine> = {
  name: 'designer',
  weight: () => 0.1,
  act: (world) => {
    if (!world.faults.happens('definition_changed')) return;
    const published = world.random.pick([...world.store.definitions.values()]);
    const { id } = published.definition;
    const next = nextOf(id) ?? published;
    if (world.random.chance(0.7)) world.store.publish(next);
    else world.store.setStatus(id, '1.0.0', world.random.pick(['active', 'inactive']), '2026-01-05T00:00:00Z');
    world.log(`definition ${id} changes`);
  },
};

function createWorld(seed: number, options: RunOptions, outside: Outside): World<Engine> {
  const boot = options.boot ?? bootEngine;
  const world = new World<Engine>({
    seed,
    processes: 2 + (seed % 2),
    keepTrace: options.keepTrace === true,
    ...(options.rates === undefined ? {} : { rates: options.rates }),
    boot: (own, process) =>
      boot(platformOf(own, process, outside, ENTRIES), optionsOf(actionOf(own, process, outside))),
  });
  for (const published of FIRST) world.store.publish(published);
  for (let i = 0; i < DRAWN; i++)
    world.store.publish(randomPublished(randomIdOf(world.random.below(RANDOM_DEFINITIONS)), FIRST_VERSION));
  return world;
}

const endedIn = (world: World<Engine>): number =>
  [...world.store.instances.values()].filter(({ document }) => isTerminal(document.instance.status)).length;

export async function runSeed(seed: number, options: RunOptions = {}): Promise<RunResult> {
  const outside = createOutside();
  const world = createWorld(seed, options, outside);
  const directory = new DirectoryHistory(world);
  const accounts = inspect(world, directory);
  new EffectsInspector(world, outside, accounts);
  new MessagesInspector(world, outside, accounts);
  const commands = new Commands(world, ask, reasonOf, accounts);
  const people = new People(world, commands, 1 + world.random.below(INSTANCES_MAX));
  const sweeping = new Set<Process<Engine>>();
  const sweeper: Agent<Engine> = { name: 'sweeper', weight: () => 0.25, act: () => launchSweep(world, sweeping) };
  const chat = telephone(world, outside, ENTRIES);
  const agents = [people.agent(), sweeper, directory.agent(), designer, counter, chat.agent];
  while (world.processes.length < world.wanted) world.spawn();
  for (let turn = 0; turn < DISORDER_TURNS; turn++) await disorder(world, agents);
  const endedUnderFaults = endedIn(world);
  directory.restore();
  chat.restore();
  const stoppedAt = world.now;
  let stop: Stop | null = null;
  const rested = await settle(world, {
    people: willing(world, people, commands),
    nextSweep: (own) => nextSweep(own),
    sweep: () => launchSweep(world, sweeping),
    resting: (own, next) => {
      stop ??= stopOf(own, stoppedAt);
      checkResting(own, stop, next);
    },
    turnsMax: CALM_TURNS_MAX,
  });
  if (!rested) world.violate('END', 'the world does not come to rest');
  else checkEnd(world, outside, accounts);
  commands.verify();
  return {
    seed,
    trace: world.trace.hash(),
    lines: world.trace.lines,
    steps: world.step,
    instances: world.store.instances.size,
    endedUnderFaults,
    faults: world.faults.hits,
    sometimes: world.sometimes,
    violations: world.violations,
  };
}

/** The next full minute at which a sweep would find something; the idle ones in between change nothing. */
function nextSweep(world: World<Engine>): number | null {
  let earliest: number | null = null;
  for (const { document } of world.store.instances.values())
    if (document.wakeAt !== null && (earliest === null || document.wakeAt < earliest)) earliest = document.wakeAt;
  return earliest === null ? null : (Math.floor(Math.max(earliest - 1, world.now) / MINUTE_MS) + 1) * MINUTE_MS;
}
