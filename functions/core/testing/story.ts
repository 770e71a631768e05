// A story: one instance driven through commands, outcomes of effects and time, with every commit replayed.
import { expect } from 'vitest';
import type { Command, EffectOutcome, PersonalCommand, StartWorkflow } from '../commands.ts';
import type { Context } from '../context.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import type { MessageEffect, Timer } from '../effects.ts';
import type { Event, EventOf } from '../events.ts';
import { type EndedStep, type Instance, isEnded, isOpen, type OpenStep, type StepInstance } from '../instance.ts';
import type { JsonObject } from '../json.ts';
import { timersOf } from '../react.ts';
import type { Rejection } from '../rejection.ts';
import { applyCommit, step } from '../step.ts';
import type { User } from '../user.ts';
import { type Asked, contextOf, PEOPLE, personIn, START, startCommand } from './build.ts';

export interface StoryOptions {
  /** In addition to the sample people, or instead of those with the same id. */
  readonly people?: readonly User[];
  readonly openCounts?: Readonly<Record<string, number>>;
  readonly calendars?: Context['calendars'];
  readonly start?: Partial<StartWorkflow>;
}

export interface Commit {
  readonly at: number;
  readonly events: readonly Event[];
}

export class Story {
  readonly definition: WorkflowDefinition;
  readonly commits: Commit[] = [];
  readonly people: Map<string, User>;
  readonly openCounts: Readonly<Record<string, number>>;
  readonly calendars: Context['calendars'];
  now = START;
  #instance: Instance | null = null;

  constructor(definition: WorkflowDefinition, options: StoryOptions = {}) {
    this.definition = definition;
    this.people = new Map([...PEOPLE, ...(options.people ?? [])].map((user) => [user.id, user]));
    this.openCounts = options.openCounts ?? {};
    this.calendars = options.calendars ?? {};
    this.do(startCommand(options.start));
  }

  get instance(): Instance {
    if (this.#instance === null) throw new Error('the story has not begun');
    return this.#instance;
  }
  get context(): Context {
    return contextOf(this.people.values(), this.now, this.openCounts, this.calendars);
  }
  /** Events of the newest commit. */
  get events(): readonly Event[] {
    return this.commits.at(-1)?.events ?? [];
  }
  /** Messages of the newest commit. */
  get messages(): readonly MessageEffect[] {
    return this.events.flatMap((event) => (event.action === 'messages_queued' ? event.data.messages : []));
  }
  /** Of the newest commit: who is told by which template. */
  get told(): readonly string[] {
    return this.messages.map(({ to, template }) => `${to} ${template.replace('workflow_', '')}`);
  }

  /** Changes what the directory says of people from now on. */
  change(id: string, fields: Partial<User>): this {
    this.people.set(id, { ...personIn(this.context, id), ...fields });
    return this;
  }

  /** Commits a command; the refusal where it is refused. */
  try(command: Command): Rejection | null {
    const result = step(this.definition, this.#instance, command, this.context);
    if (!result.ok) return result.error;
    const { instance, events } = result.value;
    if (events.length === 0) return null;
    this.commits.push({ at: this.now, events });
    // As the audit keeps it: what JSON loses must not matter.
    const audited = JSON.parse(JSON.stringify(events)) as readonly Event[];
    expect(applyCommit(this.definition, this.#instance, audited, this.now)).toEqual(instance);
    this.#instance = instance;
    return null;
  }

  do(command: Command): this {
    const refused = this.try(command);
    if (refused !== null) throw new Error(`${command.type} was refused: ${refused.reason}: ${refused.message}`);
    return this;
  }

  /** A command of a person, by id. */
  ask({ actor, ...command }: Asked): this {
    return this.do({ ...command, actor: personIn(this.context, actor) } as PersonalCommand);
  }
  /** The reason why a person's command is refused; null where it is not. */
  refusal({ actor, ...command }: Asked): Rejection['reason'] | null {
    return this.try({ ...command, actor: personIn(this.context, actor) } as PersonalCommand)?.reason ?? null;
  }
  approve(actor: string, stepId: string, fields: { notes?: string; output?: JsonObject } = {}): this {
    return this.ask({ type: 'approve_step', actor, stepId, ...fields });
  }
  reject(actor: string, stepId: string, reason = 'too expensive'): this {
    return this.ask({ type: 'reject_step', actor, stepId, reason });
  }
  complete(actor: string, stepId: string, output: JsonObject = {}): this {
    return this.ask({ type: 'complete_step', actor, stepId, output });
  }
  pause(): this {
    return this.ask({ type: 'pause_workflow', actor: 'admin-1' });
  }
  resume(): this {
    return this.ask({ type: 'resume_workflow', actor: 'admin-1' });
  }
  cancel(reason = 'not needed any more'): this {
    return this.ask({ type: 'cancel_workflow', actor: 'admin-1', reason });
  }

  /** Effects that wait, messages aside. */
  get work(): readonly string[] {
    return Object.values(this.instance.effects).flatMap(({ effect }) => (effect.kind === 'message' ? [] : [effect.id]));
  }
  record(...outcomes: readonly EffectOutcome[]): this {
    return this.do({ type: 'record_effects', outcomes });
  }
  /** The effect whose id begins so, such as "reserve" or "reserve:1:undo", is done. */
  done(id: string, output: JsonObject = {}): this {
    return this.record({ effectId: this.effectId(id), kind: 'done', output });
  }
  refused(id: string, error = 'out of stock'): this {
    return this.record({ effectId: this.effectId(id), kind: 'refused', error });
  }
  retry(id: string, delayMs = 1_000, error = 'no connection'): this {
    return this.record({ effectId: this.effectId(id), kind: 'retry', error, delayMs });
  }
  effectId(start: string): string {
    const id = this.work.find((one) => one === start || one.startsWith(`${start}:`));
    if (id === undefined) throw new Error(`no effect "${start}" waits, only ${this.work.join(', ')}`);
    return id;
  }

  check(...timers: readonly Timer[]): this {
    return this.do({ type: 'check_deadlines', timers });
  }
  /** Time passes, and every deadline and every second offer on the way comes at its moment. */
  pass(ms: number): this {
    const until = this.now + ms;
    const offered = new Set<number>();
    for (;;) {
      const offers = this.#offers().filter((at) => !offered.has(at));
      const next = Math.min(...this.deadlines().map(({ at }) => at), ...offers);
      if (next > until) break;
      this.now = Math.max(this.now, next);
      for (const at of offers) if (at <= this.now) offered.add(at);
      this.check(...this.deadlines().filter(({ at }) => at <= this.now));
    }
    this.now = until;
    return this;
  }
  deadlines(): readonly Timer[] {
    return timersOf(this.instance).filter(({ kind }) => kind !== 'retry');
  }
  #offers(): readonly number[] {
    if (this.instance.status !== 'running') return [];
    return Object.values(this.instance.steps).flatMap((one) =>
      isOpen(one) && one.reassignAt !== null ? [one.reassignAt] : [],
    );
  }

  step(id: string): StepInstance {
    const found = this.instance.steps[id];
    if (found === undefined) throw new Error(`there is no step "${id}"`);
    return found;
  }
  open(id: string): OpenStep {
    const found = this.step(id);
    if (!isOpen(found)) throw new Error(`"${id}" is ${found.state}`);
    return found;
  }
  ended(id: string): EndedStep {
    const found = this.step(id);
    if (!isEnded(found)) throw new Error(`"${id}" is ${found.state}`);
    return found;
  }
  state(id: string): StepInstance['state'] {
    return this.step(id).state;
  }
  /** All steps as "id state", in the order of the definition. */
  get states(): string {
    return this.definition.steps.map(({ id }) => `${id} ${this.state(id)}`).join(', ');
  }
  assignees(id: string): readonly string[] {
    return this.open(id).assignees.map(({ user }) => user);
  }
  /** Kinds of the incidents nobody has resolved. */
  get incidents(): readonly string[] {
    return Object.values(this.instance.incidents)
      .filter(({ resolvedAt }) => resolvedAt === undefined)
      .map(({ kind }) => kind);
  }
  /** All events of one kind, over all commits. */
  all<A extends Event['action']>(action: A): readonly EventOf<A>[] {
    return this.commits.flatMap(({ events }) => events.filter((event): event is EventOf<A> => event.action === action));
  }
}
