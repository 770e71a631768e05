// What simulated people do: their work, their mistakes, and what they must not be allowed to.
import type { Instance, OpenStep } from '../functions/core/instance.ts';
import { isOpen } from '../functions/core/instance.ts';
import type { JsonObject } from '../functions/core/json.ts';
import type { Commands, Request } from './commands.ts';
import { DEFINITION_IDS, pinned } from './definitions.ts';
import { COLLEAGUES, dataOf, errand, isWanting, type Make, meddle, needed } from './errands.ts';
import type { Random } from './random.ts';
import { isRandomId } from './random-definitions.ts';
import type { Agent, World } from './world.ts';

/** A task that waits for somebody. */
export interface Task {
  readonly instance: Instance;
  readonly stepId: string;
  readonly step: OpenStep;
  readonly type: string;
  readonly user: string;
}

export const ADMIN = 'admin-1';
const REQUESTERS = ['requester-1', 'requester-2', 'cro-1', 'bdo-1'] as const;
const STRANGER = 'stranger-1';
/** How much people do, beside calls (10) and deliveries (3), from seed to seed: deadlines pass where they do little. */
const PEOPLE_WEIGHTS = [0.6, 1.2, 2.4] as const;
const ATTEMPTED_AGAIN = 0.8;

const typeOf = (instance: Instance, stepId: string): string =>
  pinned(instance.definition.id, instance.definition.version)?.steps.find(({ id }) => id === stepId)?.type ?? '';

/** Whether people do this step, so that one who is brought in may help. */
export const isForPeople = (instance: Instance, stepId: string): boolean =>
  ['approval', 'manual'].includes(typeOf(instance, stepId));

export function tasksOf(instance: Instance): readonly Task[] {
  if (instance.status !== 'running') return [];
  return Object.entries(instance.steps).flatMap(([stepId, step]) => {
    if (!isOpen(step)) return [];
    const type = typeOf(instance, stepId);
    if (type === 'system') return [];
    const waiting = step.assignees.filter(({ user }) => !Object.hasOwn(step.votes, user));
    return waiting.map(({ user }): Task => ({ instance, stepId, step, type, user }));
  });
}

export class People<E> {
  readonly #world: World<E>;
  readonly #commands: Commands<E>;
  readonly #random: Random;
  #toStart: number;
  #ids = 0;
  readonly #weight: number;
  readonly #diligence: number;

  constructor(world: World<E>, commands: Commands<E>, instances: number) {
    this.#world = world;
    this.#commands = commands;
    this.#random = world.random;
    this.#toStart = instances;
    this.#weight = world.random.pick(PEOPLE_WEIGHTS);
    this.#diligence = world.random.fraction();
  }

  get toStart(): number {
    return this.#toStart;
  }

  /** Before the faults stop: everybody acts as they like. */
  agent(): Agent<E> {
    return { name: 'people', weight: () => this.#weight, act: () => this.#act() };
  }

  #send(request: Request): void {
    this.#commands.send(request, this.#random.pick(this.#world.processes));
  }

  #id(prefix: string): string {
    this.#ids += 1;
    return `${prefix}-${this.#ids}`;
  }

  #act(): void {
    const random = this.#random;
    const { unanswered } = this.#commands;
    if (this.#toStart > 0 && random.chance(0.3)) this.start();
    else if (unanswered.length > 0 && random.chance(0.4)) this.#again();
    else if (random.chance(0.2)) this.#odd();
    else if (random.chance(this.#diligence)) this.#work();
  }

  start(): void {
    const random = this.#random;
    this.#toStart -= 1;
    const drawn = [...this.#world.store.definitions.values()].map(({ definition }) => definition.id).filter(isRandomId);
    const workflowId = drawn.length > 0 && random.chance(0.5) ? random.pick(drawn) : random.pick(DEFINITION_IDS);
    const isDraft = random.chance(0.1);
    const input: JsonObject = {
      workflowId,
      data: isDraft ? {} : dataOf(random),
      ...(isDraft ? { draft: true } : {}),
      idempotencyKey: this.#id('start'),
      ...(random.chance(0.2) ? { version: '1.0.0' } : {}),
    };
    const request: Request = { operation: 'startWorkflow', user: random.pick(REQUESTERS), input, forbidden: null };
    this.#send(request);
    if (random.chance(0.2)) {
      this.#world.note('double start');
      this.#send(request);
    }
    if (random.chance(0.1)) {
      this.#world.note('key used for another start');
      this.#send({ ...request, input: { ...input, data: { amount: -1 } } });
    }
  }

  /** Somebody who heard nothing tries again, or lets it be. */
  #again(): void {
    const { unanswered } = this.#commands;
    const [request] = unanswered.splice(this.#random.below(unanswered.length), 1);
    if (request === undefined) return;
    if (this.#random.chance(ATTEMPTED_AGAIN)) this.#send(request);
    else unanswered.push(request);
  }

  /** Any instance, as somebody may have it on the screen: now or as it was a moment ago. */
  #seen(): Instance | null {
    const rows = [...this.#world.store.instances.values()];
    if (rows.length === 0) return null;
    const row = this.#random.pick(rows);
    return (this.#random.chance(0.2) && row.earlier !== null ? row.earlier : row.document).instance;
  }

  #work(): void {
    const all = this.#tasks();
    if (this.#random.chance(0.3) && this.#need()) return;
    if (all.length > 0) this.decide(this.#random.pick(all), 0.75);
    else this.#need();
  }

  get #make(): Make {
    return { random: this.#random, id: () => this.#id('c') };
  }

  /** Does what some instance waits for from its requester or from outside; false: none does. */
  #need(): boolean {
    const asked = [...this.#world.store.instances.values()].filter(({ document }) => isWanting(document.instance));
    const { document } = asked.length > 0 ? this.#random.pick(asked) : { document: null };
    return document !== null && this.answer(document.instance);
  }

  /** Answers what this instance waits for; false: it waits for nothing of the kind. */
  answer(instance: Instance): boolean {
    const request = needed(this.#make, instance);
    if (request === null) return false;
    this.#send(request);
    return true;
  }

  decide(task: Task, approving: number): void {
    const random = this.#random;
    const isBusy = random.chance(this.#world.faults.stopped ? 0.05 : 0.2);
    const request = isBusy ? errand(this.#make, task) : this.#decision(task, task.user, random.chance(approving), null);
    this.#send(request);
    if (this.#world.faults.stopped || !random.chance(0.15)) return;
    this.#world.note('double click');
    this.#send(request);
  }

  #decision(task: Task, user: string, approve: boolean, forbidden: string | null): Request {
    const { instance, stepId, step } = task;
    const common: JsonObject = {
      instanceId: instance.id,
      stepId,
      commandId: this.#id('c'),
      ...(this.#random.chance(0.5) ? { attempt: step.attempt } : {}),
    };
    if (task.type === 'manual')
      return { operation: 'completeStep', user, input: { ...common, output: { by: user } }, forbidden };
    const batch = this.#random.chance(0.2);
    if (approve) return { operation: 'approveStep', user, input: common, forbidden, batch };
    return { operation: 'rejectStep', user, input: { ...common, reason: 'not like this' }, forbidden, batch };
  }

  #odd(): void {
    const seen = this.#seen();
    if (seen === null) return;
    const random = this.#random;
    const [task] = tasksOf(seen);
    const acts: (() => void)[] = [
      () => this.#reuse(),
      () => this.#operate(seen),
      () => this.#operate(seen),
      () => this.#comment(seen),
      () => this.#send(meddle(this.#make, seen)),
      () => this.#send(meddle(this.#make, seen)),
    ];
    if (task !== undefined)
      acts.push(
        () => this.#trespass(task),
        () => this.#old(task),
        () => this.#old(task),
        () => this.#operateStep(task),
      );
    random.pick(acts)();
  }

  /** The same key for something else. */
  #reuse(): void {
    const { sent } = this.#commands;
    if (sent.length === 0) return;
    const request = this.#random.pick(sent);
    if (request.operation === 'startWorkflow') return;
    this.#world.note('key used for another command');
    this.#send({
      ...request,
      input: { ...request.input, notes: 'something else', reason: 'something else' },
      forbidden: request.forbidden,
    });
  }

  #trespass(task: Task): void {
    const { instance, step } = task;
    const requester = instance.context.startedBy;
    const own = this.#random.chance(0.5) && !step.assignees.some(({ user }) => user === requester);
    this.#world.note(own ? 'requester decides' : 'stranger decides');
    const user = own ? requester : STRANGER;
    const standsIn = Object.values(step.assignees).some(({ user: assignee }) => this.#standsIn(user, assignee));
    this.#send(this.#decision(task, user, true, own && standsIn ? null : 'nobody asked them'));
  }

  /** Somebody who is named as a delegate may be entitled after all. */
  #standsIn(user: string, assignee: string): boolean {
    const away = this.#world.store.users.get(assignee)?.away;
    return away?.delegate === user || away?.delegate !== undefined;
  }

  /** Somebody decides what stood on the screen before the step was begun anew. */
  #old(any: Task): void {
    const all = this.#tasks().filter(({ step }) => step.attempt > 1);
    const task = all.length > 0 ? this.#random.pick(all) : any;
    const attempt = task.step.attempt - 1;
    this.#world.note(attempt < 1 ? 'first attempt' : 'old attempt');
    const request = this.#decision(task, task.user, true, attempt < 1 ? null : 'it is an old attempt');
    this.#send({ ...request, input: { ...request.input, attempt: Math.max(1, attempt) } });
  }

  #tasks(): readonly Task[] {
    return [...this.#world.store.instances.values()].flatMap(({ document }) => tasksOf(document.instance));
  }

  #comment(seen: Instance): void {
    const input = { instanceId: seen.id, text: 'any news?', commandId: this.#id('c'), expectedRevision: seen.revision };
    this.#send({ operation: 'addComment', user: seen.context.startedBy, input, forbidden: null });
  }

  #operate(seen: Instance): void {
    const moves = ['pauseWorkflow', 'resumeWorkflow', 'cancelWorkflow', 'retryWorkflow'];
    // Mostly what the status asks for, sometimes what it does not allow.
    const sensible = { paused: 'resumeWorkflow', failed: 'retryWorkflow', running: 'pauseWorkflow' };
    const fitting = seen.status in sensible ? sensible[seen.status as keyof typeof sensible] : 'cancelWorkflow';
    this.operate(this.#random.chance(0.5) ? fitting : this.#random.pick(moves), seen);
  }

  operate(operation: string, seen: Instance): void {
    this.#world.note(operation);
    const input = {
      instanceId: seen.id,
      commandId: this.#id('c'),
      ...(operation === 'cancelWorkflow' || operation === 'pauseWorkflow' ? { reason: 'as asked' } : {}),
    };
    this.#send({ operation, user: ADMIN, input, forbidden: null });
  }

  #operateStep(task: Task): void {
    const random = this.#random;
    const operation = random.pick([
      'skipStep',
      'reassignTask',
      'reassignTask',
      'assignTask',
      'escalateTask',
      'retryStep',
    ]);
    this.operateStep(operation, task.instance, task.stepId);
  }

  operateStep(operation: string, instance: Instance, stepId: string, substitute?: string): void {
    this.#world.note(operation);
    const to =
      operation === 'reassignTask' || operation === 'assignTask'
        ? { to: substitute ?? this.#random.pick(COLLEAGUES) }
        : {};
    const reason = operation === 'retryStep' ? {} : { reason: 'it has to go on' };
    const input: JsonObject = { instanceId: instance.id, stepId, commandId: this.#id('c'), ...reason, ...to };
    this.#send({ operation, user: ADMIN, input, forbidden: null });
  }
}
