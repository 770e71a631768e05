// Messages of people in a chat: each is looked at, and gets exactly one answer that says what happened.
import { randomUUID } from 'node:crypto';
import type { ChatEvent } from '../core/chat-event.ts';
import type { User } from '../core/user.ts';
import type { WorkflowEngine } from '../engine/engine.ts';
import { Transient, Unconfirmed } from '../engine/failure.ts';
import { sha256 } from '../engine/hash.ts';
import type { Log } from '../engine/parts.ts';
import { createSenderBound } from './replies-bound.ts';
import { type RespondParts, respond } from './replies-respond.ts';

export type Said = Omit<Extract<ChatEvent, { kind: 'said' }>, 'kind'>;

/** Says something in the chat. Throws `Transient` where it was surely not said, `Unconfirmed` where nobody knows. */
export interface Speaker {
  say(answer: {
    readonly key: string;
    readonly phone: string;
    readonly to: User | null;
    readonly text: string;
    readonly at: number;
  }): Promise<void>;
}

export interface RepliesParts extends RespondParts {
  readonly engine: RespondParts['engine'] & Pick<WorkflowEngine, 'personOfPhone'>;
  readonly chat: Speaker;
  readonly clock: { now(): number; sleep(ms: number): Promise<void> };
  readonly log: Log;
}

/** Throws `Transient` where the same message should come again; then nobody was answered. */
export type Replies = (said: Said) => Promise<void>;

const TRIES_MAX = 3;
const PAUSE_MS = 1_000;
const DAY_MS = 24 * 60 * 60_000;
const ID_CHARS = 32;

/** What telephones and their messages are called in keys, audits and logs: nobody's number, and nobody else's message. */
const hashed = (text: string): string => sha256(text).slice(0, ID_CHARS);

interface Answer {
  /** Whoever holds it says the answer. */
  readonly lease: string;
  readonly to: User | null;
  readonly text: string;
}

export function createReplies(parts: RepliesParts): Replies {
  const { clock, log } = parts;
  const isWithinBound = createSenderBound();
  return async ({ phone, text, messageId }) => {
    const said = { phone, text, messageId: hashed(`${phone} ${messageId}`) };
    if (!isWithinBound(phone, clock.now())) return log.write('warning', 'reply_dropped', { messageId: said.messageId });
    await answerOnce(parts, said, await answerTo(parts, said));
  };
}

/** Tried again where the store is busy: a gateway may or may not send the same message once more. */
async function answerTo(parts: RepliesParts, said: Said): Promise<Answer> {
  const { engine, words, clock } = parts;
  const lease = `reply/${said.messageId}`;
  let to: User | null = null;
  for (let tries = 1; ; tries += 1) {
    try {
      to = await engine.personOfPhone(said.phone);
      return to === null ? answerToStranger(parts, said) : { lease, to, text: await respond(parts, to, said) };
    } catch (error) {
      if (error instanceof Transient && tries < TRIES_MAX) await clock.sleep(PAUSE_MS * tries);
      else {
        tellFailure(parts, said, error);
        return { lease, to, text: words.busy(to) };
      }
    }
  }
}

/** A number that writes and writes is told once a day that nobody knows it. */
const answerToStranger = ({ words, clock }: RepliesParts, { phone }: Said): Answer => ({
  lease: `stranger/${hashed(phone)}/${Math.floor(clock.now() / DAY_MS)}`,
  to: null,
  text: words.stranger(),
});

function tellFailure({ log }: RepliesParts, { messageId }: Said, error: unknown): void {
  if (error instanceof Transient) log.write('warning', 'reply_unavailable', { messageId, error: error.message });
  else log.write('error', 'reply_defect', { messageId, error: textOf(error) });
}

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** After everything was decided: of all who look at the same message, one says the answer. */
async function answerOnce(
  { leases, chat, clock, log }: RepliesParts,
  { messageId, phone }: Said,
  { lease, to, text }: Answer,
): Promise<void> {
  const own = { holder: randomUUID(), takenAt: clock.now() };
  if ((await leases.take(lease, own)).holder !== own.holder) return;
  for (let tries = 1; ; tries += 1) {
    try {
      return await chat.say({ key: lease, phone, to, text, at: clock.now() });
    } catch (error) {
      const isFinal = !(error instanceof Transient) || tries === TRIES_MAX;
      if (isFinal)
        return log.write('error', 'reply_unanswered', {
          messageId,
          isUnconfirmed: error instanceof Unconfirmed,
          error: textOf(error),
        });
      await clock.sleep(PAUSE_MS * tries);
    }
  }
}
