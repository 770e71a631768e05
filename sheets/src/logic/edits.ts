// What somebody typed into a status cell, read as a request to decide, and whether it can be one now.

import { viewOf } from './records.ts';
import type { Status } from './status.ts';

export type Wish =
  | { readonly kind: 'approve'; readonly text: string }
  | { readonly kind: 'reject'; readonly text: string }
  | { readonly kind: 'unclear'; readonly why: string };

const APPROVE = /^(?:approved?|অনুমোদিত|অনুমোদন)(?![\p{L}\p{M}])[\s:,.–—-]*(.*)$/isu;
const REJECT = /^(?:reject(?:ed)?|প্রত্যাখ্যাত|প্রত্যাখ্যান)(?![\p{L}\p{M}])[\s:,.–—-]*(.*)$/isu;
const TEXT_CHARS_MAX = 1_000;

export function wishOf(typed: string): Wish {
  const text = typed.trim();
  const approve = APPROVE.exec(text);
  if (approve !== null) return { kind: 'approve', text: (approve[1] ?? '').trim().slice(0, TEXT_CHARS_MAX) };
  const reject = REJECT.exec(text);
  const reason = (reject?.[1] ?? '').trim().slice(0, TEXT_CHARS_MAX);
  if (reject !== null && reason !== '') return { kind: 'reject', text: reason };
  if (reject !== null) return { kind: 'unclear', why: 'A rejection needs a reason: write “rejected” and why.' };
  return { kind: 'unclear', why: 'Write “approved”, or “rejected” and why.' };
}

export interface Task {
  readonly instanceId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly revision: number;
  readonly name: string;
  readonly actions: readonly string[];
}

/** A decision that is ready to be sent, all of it as the person was shown. */
export interface Decision {
  readonly instanceId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly revision: number;
  readonly kind: 'approve' | 'reject';
  readonly text: string;
}

export type Judged =
  | { readonly ok: true; readonly task: Task; readonly decision: Decision }
  | { readonly ok: false; readonly why: string };

/** `seen`: the row's view when it was last refreshed; the decision is about what the person saw, or it is none. */
export function judge(wish: Wish, status: Status, tasks: readonly Task[], seen: string): Judged {
  if (wish.kind === 'unclear') return { ok: false, why: wish.why };
  const mine = tasks.filter(
    ({ instanceId, actions }) => instanceId === status.instanceId && actions.includes(ACTION[wish.kind]),
  );
  const [task, ...others] = mine;
  if (task === undefined) return { ok: false, why: 'There is nothing here for you to decide now.' };
  if (others.length > 0)
    return { ok: false, why: 'Several steps wait for you here. Decide them under “My approvals”.' };
  const isSeen = seen === '' ? task.attempt === 1 : seen === viewOf(status.openSteps ?? []);
  if (!isSeen) return { ok: false, why: 'It moved on since this row was refreshed. Look at it again, then decide.' };
  const { instanceId, stepId, attempt, revision } = task;
  return { ok: true, task, decision: { instanceId, stepId, attempt, revision, kind: wish.kind, text: wish.text } };
}

const ACTION = { approve: 'approve_step', reject: 'reject_step' } as const;

export const sameDecision = (a: Decision, b: Decision): boolean =>
  (['instanceId', 'stepId', 'attempt', 'revision', 'kind', 'text'] as const).every((field) => a[field] === b[field]);
