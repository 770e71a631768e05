// What people asked for and what they were told: an acknowledged command is kept, a repeated one answered the same.

import type { JsonObject } from '../functions/core/json.ts';
import { jsonEquals } from '../functions/core/json.ts';
import type { Reason } from '../functions/core/rejection.ts';
import type { Account } from './ledger.ts';
import type { Process, World } from './world.ts';

export interface Request {
  readonly operation: string;
  readonly user: string;
  readonly input: JsonObject;
  /** What it tries that must not succeed, or null. */
  readonly forbidden: string | null;
  /** Sent as one of several decisions in one request. */
  readonly batch?: boolean;
}

/** How an engine takes a request of a person; a refusal is thrown. */
export type Ask<E> = (engine: E, request: Request) => Promise<JsonObject>;
export type ReasonOf = (error: unknown) => Reason | 'TRANSIENT' | null;

interface Asked {
  readonly request: Request;
  readonly answers: JsonObject[];
  readonly refusals: (Reason | 'TRANSIENT')[];
}

const keyOf = ({ input, operation }: Request): string =>
  `${operation === 'startWorkflow' ? 'start' : String(input.instanceId)}|${String(input.commandId ?? input.idempotencyKey)}`;

/** Refusals after which the same request may well succeed: it is sent again. */
const AGAIN: ReadonlySet<string> = new Set(['TRANSIENT', 'UNAVAILABLE']);
const BEGINS_ANEW: ReadonlySet<string> = new Set(['rejectStep', 'requestChanges']);
/** What these ask for may be so already: then they are answered, and nothing is written. */
const MAY_BE_SO: ReadonlySet<string> = new Set([
  'reassignTask',
  'assignTask',
  'delegateTask',
  'claimTask',
  'releaseTask',
  'updateWorkflowData',
]);

export class Commands<E> {
  readonly #world: World<E>;
  readonly #ask: Ask<E>;
  readonly #reasonOf: ReasonOf;
  readonly #accounts: ReadonlyMap<string, Account>;
  /** By key: usually one request, two where somebody used a key again for something else. */
  readonly #asked = new Map<string, Asked[]>();
  /** Sent, and not heard of since: the person will try again. */
  readonly unanswered: Request[] = [];
  readonly sent: Request[] = [];
  started = 0;
  underWay = 0;

  constructor(world: World<E>, ask: Ask<E>, reasonOf: ReasonOf, accounts: ReadonlyMap<string, Account>) {
    this.#world = world;
    this.#accounts = accounts;
    this.#ask = ask;
    this.#reasonOf = reasonOf;
  }

  send(request: Request, process: Process<E>): void {
    const key = keyOf(request);
    const known = this.#asked.get(key) ?? [];
    this.#asked.set(key, known);
    let asked = known.find(
      (other) => jsonEquals(other.request.input, request.input) && other.request.user === request.user,
    );
    if (asked === undefined) {
      asked = { request, answers: [], refusals: [] };
      known.push(asked);
      this.sent.push(request);
    }
    const own = asked;
    const wasDone = own.answers.length > 0;
    this.underWay += 1;
    this.#world.launch(process, {
      name: `${request.user} ${request.operation} ${key} ${String(request.input.stepId ?? '')}`,
      run: (engine) => this.#ask(engine, request),
      answered: (value) => {
        this.underWay -= 1;
        this.#answered(own, known, value as JsonObject);
      },
      failed: (error) => {
        this.underWay -= 1;
        this.#failed(own, error, wasDone);
      },
      lost: () => {
        this.underWay -= 1;
        this.unanswered.push(request);
      },
    });
  }

  #answered(asked: Asked, sameKey: readonly Asked[], answer: JsonObject): void {
    const { request, answers } = asked;
    const world = this.#world;
    const name = `${request.user} ${request.operation} ${keyOf(request)}`;
    if (request.forbidden !== null) world.violate('S7', `${name} succeeds: ${request.forbidden}`);
    const [first] = answers;
    world.note(`answered ${request.operation}`);
    // What was so already writes nothing, so it is not remembered: a repeat is answered as things stand then.
    if (MAY_BE_SO.has(request.operation) && !this.#isKept(request, answer)) return;
    if (first !== undefined && !jsonEquals(first, answer))
      world.violate('S17', `${name} is answered ${JSON.stringify(answer)} after ${JSON.stringify(first)}`);
    const used = (other: Asked): boolean => other !== asked && other.answers.length > 0;
    if (sameKey.some(used)) world.violate('S17', `${name} is done although its key was used for something else`);
    const step = answer.step as JsonObject | undefined;
    // Whoever sends the workflow back, or ends what leads back, sees the attempt that follows at once.
    const loops = this.#accounts.get(String(answer.instanceId))?.loops.size ?? 0;
    const follows =
      (BEGINS_ANEW.has(request.operation) || loops > 0) && step?.attempt === Number(request.input.attempt) + 1;
    if (request.input.attempt !== undefined && step !== undefined && step.attempt !== request.input.attempt && !follows)
      world.violate(
        'S8',
        `${name} asked for attempt ${String(request.input.attempt)}, done in ${String(step.attempt)}`,
      );
    answers.push(answer);
    if (answers.length > 1) world.note('answered again');
  }

  #failed(asked: Asked, error: unknown, wasDone: boolean): void {
    const { request } = asked;
    const reason = this.#reasonOf(error);
    if (reason === null) {
      this.#world.violate(
        'DEFECT',
        `${request.operation} throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      return;
    }
    this.#world.note(`refused ${reason}`);
    if (AGAIN.has(reason)) this.unanswered.push(request);
    else if (wasDone)
      this.#world.violate(
        'S17',
        `${request.user} ${request.operation} ${keyOf(request)} is refused ${reason} after it was done`,
      );
    asked.refusals.push(reason);
  }

  #isKept({ operation, input }: Request, answer: JsonObject): boolean {
    const account = this.#accounts.get(String(answer.instanceId));
    if (operation === 'startWorkflow') return account?.status !== undefined && account.status !== null;
    return account?.commandIds.has(String(input.commandId)) === true;
  }

  /** S1: every acknowledged command stands in the audit, once; `S1` for the rest is checked at every commit. */
  verify(): void {
    for (const asked of this.#asked.values())
      for (const { request, answers } of asked) {
        const [answer] = answers;
        if (answer === undefined || this.#isKept(request, answer)) continue;
        const id = String(request.input.commandId ?? request.input.idempotencyKey);
        this.#world.violate('S1', `${request.operation} ${id} was acknowledged and is not in the audit`);
      }
  }
}
