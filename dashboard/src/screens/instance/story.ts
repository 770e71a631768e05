// What the history of an instance tells besides its events: its messages, the workflows it started, its loops and waits.
import type { MessageEffect } from '../../../../functions/core/effects.ts';
import type { Wait } from '../../../../functions/core/instance.ts';
import type { InstanceView } from '../../api/api.ts';

export type Row = InstanceView['history'][number];

export interface Commit {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly rows: readonly Row[];
}

/** The newest first. */
export function commitsOf(rows: readonly Row[]): readonly Commit[] {
  const bySeq = Map.groupBy(rows, ({ seq }) => seq);
  return [...bySeq.values()]
    .flatMap((all) =>
      all[0] === undefined ? [] : [{ seq: all[0].seq, at: all[0].at, actor: all[0].actor, rows: all }],
    )
    .toReversed();
}

export type TryState = 'queued' | 'sent' | 'unconfirmed' | 'delivered' | 'read' | 'failed';
/** A message by one channel; where it did not arrive, the next channel is tried. */
export interface Try {
  readonly channel: string;
  readonly state: TryState;
  /** Of its state. */
  readonly at: string;
  readonly error?: string;
}
export interface Message {
  readonly id: string;
  readonly to: string;
  readonly template: string;
  readonly stepId?: string;
  readonly queuedAt: string;
  /** Held back until then: quiet hours of the person. */
  readonly heldUntil?: number;
  readonly tries: readonly Try[];
}

const STATES: Readonly<Record<string, TryState>> = {
  message_sent: 'sent',
  message_unconfirmed: 'unconfirmed',
  message_delivered: 'delivered',
  message_read: 'read',
  message_failed: 'failed',
};

/** The newest first. A message by the next channel has the id of the one before and ">" and the channel. */
export function messagesOf(history: readonly Row[]): readonly Message[] {
  const messages = new Map<string, Message>();
  const tries = new Map<string, Map<string, Try>>();
  for (const { action, at, data } of history) {
    if (action === 'messages_queued')
      for (const effect of data.messages as readonly MessageEffect[]) queue(effect, at, messages, tries);
    const state = data.state === 'delivered' ? 'delivered' : STATES[action];
    if (state === undefined || typeof data.effectId !== 'string') continue;
    const id = data.effectId;
    const before = tries.get(first(id))?.get(id);
    if (before === undefined) continue;
    const channel = typeof data.channel === 'string' ? data.channel : before.channel;
    const error = typeof data.error === 'string' ? { error: data.error } : {};
    tries.get(first(id))?.set(id, { channel, state, at, ...error });
  }
  return [...messages.values()]
    .map((one) => ({ ...one, tries: [...(tries.get(one.id)?.values() ?? [])] }))
    .toReversed();
}

const first = (id: string): string => id.split('>', 1)[0] ?? id;

function queue(
  { id, to, template, stepId, channel, notBefore }: MessageEffect,
  at: string,
  messages: Map<string, Message>,
  tries: Map<string, Map<string, Try>>,
): void {
  const own = first(id);
  const all = tries.get(own) ?? new Map<string, Try>();
  tries.set(own, all.set(id, { channel, state: 'queued', at }));
  if (messages.has(own)) return;
  const held = notBefore === undefined ? {} : { heldUntil: notBefore };
  messages.set(own, {
    id: own,
    to,
    template,
    queuedAt: at,
    tries: [],
    ...held,
    ...(stepId === undefined ? {} : { stepId }),
  });
}

export interface Child {
  readonly childId: string;
  readonly stepId: string;
  readonly isAwaited: boolean;
}
export const childrenOf = (history: readonly Row[]): readonly Child[] =>
  history.flatMap(({ action, stepId = '', data }) =>
    action === 'child_started' ? [{ childId: String(data.childId), stepId, isAwaited: data.isAwaited === true }] : [],
  );

/** By step: how often it has sent the workflow back. */
export function loopsOf(history: readonly Row[]): ReadonlyMap<string, number> {
  const loops = history.filter(({ action }) => action === 'workflow_looped');
  return new Map(loops.map(({ data }) => [String(data.from), Number(data.count)]));
}

/** What an open step of the engine itself waits for; null where it is at work. */
export function waitOf(history: readonly Row[], stepId: string, attempt: number): Wait | null {
  const row = history.findLast(
    (one) => one.action === 'wait_started' && one.stepId === stepId && one.data.attempt === attempt,
  );
  return (row?.data.wait as Wait | undefined) ?? null;
}

export interface DataChange {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  readonly changes: readonly { readonly pointer: string; readonly from: unknown; readonly to: unknown }[];
}
/** The newest first. */
export const dataChangesOf = (history: readonly Row[]): readonly DataChange[] =>
  history
    .filter(({ action }) => action === 'workflow_data_changed')
    .map(({ seq, at, data }) => ({
      seq,
      at,
      by: String(data.by),
      reason: (data.reason as string | null | undefined) ?? null,
      changes: (data.changes ?? []) as DataChange['changes'],
    }))
    .toReversed();
