// What must hold once the faults have stopped: while the world comes to rest, and when it has.

import type { Instance, SlaStage } from '../functions/core/instance.ts';
import { isEnded, isOpen, isTerminal } from '../functions/core/instance.ts';
import { bytesOf, type Json, jsonEquals } from '../functions/core/json.ts';
import { INSTANCE_BYTES_MAX } from '../functions/core/limits.ts';
import { applyCommit } from '../functions/core/step.ts';
import { verifyTrail } from './audit-trail.ts';
import type { Account } from './ledger.ts';
import { checkMessages } from './messages-invariants.ts';
import type { Outside } from './providers.ts';
import type { Row } from './store.ts';
import type { World } from './world.ts';

/** A lost hint is healed by then: the grace, a sweep's minute, and the calls in between. */
const LATE_MAX_MS = 90_000;
/** A try whose sender died is nobody else's until then, and is looked at by a sweep that was set back meanwhile. */
const LEASED_MAX_MS = 360_000;
/** What was left behind while faults were on is looked at within two sweeps, and done by the next message. */
const TWO_SWEEPS_MS = 120_000;

/** How things stood when the faults stopped. */
export interface Stop {
  readonly at: number;
  /** By instance: a sweep that failed again and again has pushed its wake-up out. */
  readonly wakeAt: ReadonlyMap<string, number>;
}

/** Taken when what was under way at that moment has come to its end. */
export const stopOf = <E>(world: World<E>, at: number): Stop => ({
  at,
  wakeAt: new Map(
    [...world.store.instances].flatMap(([id, { document }]) =>
      document.wakeAt === null ? [] : [[id, document.wakeAt]],
    ),
  ),
});

/** Looked at whenever the world rests and the clock is about to move on to `next`. */
export function checkResting<E>(world: World<E>, stop: Stop, next: number | null): void {
  const to = next ?? Number.POSITIVE_INFINITY;
  for (const [id, { document }] of world.store.instances) {
    const { instance } = document;
    if (instance.status === 'paused' || instance.status === 'draft') continue;
    requireNoOrphan(world, instance);
    const left = Math.max(stop.at + TWO_SWEEPS_MS, stop.wakeAt.get(id) ?? 0);
    // What came due while the workflow rested comes due when it runs again.
    const restedTo = instance.pauses.at(-1)?.to ?? 0;
    const late = (what: string, moment: number, graceMs = 0): void => {
      const due = Math.max(moment, restedTo);
      // The back-off of the sweeps excuses what was overdue already; what comes due later is on time.
      const allowed = (due <= stop.at ? left : due) + LATE_MAX_MS + graceMs;
      if (due <= world.now && to > allowed)
        world.violate(
          'LATE',
          `${id}: ${what} is overdue for ${world.now - due} ms and rests for ${to - world.now} ms more`,
        );
    };
    for (const [effectId, { effect, notBefore }] of Object.entries(instance.effects))
      late(`effect ${effectId}`, notBefore, effect.kind === 'message' ? LEASED_MAX_MS : 0);
    for (const [effectId, { watch }] of Object.entries(instance.messages))
      if (watch !== undefined) late(`word of message ${effectId}`, watch.until);
    if (instance.status !== 'running') continue;
    for (const [stepId, step] of Object.entries(instance.steps))
      if (isOpen(step)) {
        if (step.deadline !== null) late(`the deadline of ${stepId}`, step.deadline.at);
        if (step.wait?.kind === 'time') late(`the wait of ${stepId}`, step.wait.at);
      }
    const { sla } = instance;
    for (const [stage, at] of Object.entries(sla?.at ?? {}))
      if (!sla?.reached.includes(stage as SlaStage)) late(`"${stage}" of the promise`, at);
  }
}

/** What a cancelled workflow started is cancelled with it, once its word has gone out. */
function requireNoOrphan<E>(world: World<E>, { id, parent, status }: Instance): void {
  if (parent === null || isTerminal(status)) return;
  const above = world.store.instances.get(parent.instanceId)?.document.instance;
  if (above === undefined || !(above.status === 'cancelled' || above.outcome === 'rejected')) return;
  if (!Object.values(above.effects).some(({ effect }) => effect.kind === 'cancel_child'))
    world.violate('CHILD', `${id} is ${status} although ${above.id} is ${above.status}`);
}

/** The end: everything has ended, nothing is owed, and every audit tells the same story as its document. */
export function checkEnd<E>(world: World<E>, outside: Outside, accounts: ReadonlyMap<string, Account>): void {
  for (const [id, row] of world.store.instances) {
    const violate = (code: string, message: string): void => world.violate(code, `${id}: ${message}`);
    const { instance, wakeAt } = row.document;
    if (!isTerminal(instance.status)) violate('END', `is still ${instance.status}: ${openSteps(instance)}`);
    if (wakeAt !== null) violate('S19', 'is to be woken after its end');
    const pending = [...Object.keys(instance.effects), ...instance.compensations.map(({ use }) => use)];
    if (pending.length > 0) violate('S11', `never did ${pending.join(', ')}`);
    checkMessages(instance, violate);
    if (bytesOf(row.document) > INSTANCE_BYTES_MAX) violate('S20', 'is larger than its limit');
    const account = accounts.get(id);
    if (account === undefined) continue;
    checkAudit(row, account, violate);
    checkUndone(instance, account, outside, violate);
  }
}

const openSteps = (instance: Instance): string =>
  Object.entries(instance.steps)
    .flatMap(([id, step]) => (isOpen(step) ? [`${id} (${step.assignees.map(({ user }) => user).join(' ')})`] : []))
    .join(', ');

type Violate = (code: string, message: string) => void;

/** S13: the chain holds, and the events alone make the same instance. */
function checkAudit(row: Row, account: Account, violate: Violate): void {
  const bad = verifyTrail(row.audit, row.document);
  if (bad !== null) violate('S13', bad);
  let instance: Instance | null = null;
  for (const entry of row.audit) instance = applyCommit(account.definition, instance, entry.events, entry.at);
  if (!jsonEquals(instance as unknown as Json, row.document.instance as unknown as Json))
    violate('S13', 'is not what its audit replays to');
}

/**
 * What was done for a workflow that did not go through is undone again, or an incident says that it could not be.
 * What a step did before it failed is not: its incident asks an operator to look.
 */
function checkUndone(instance: Instance, account: Account, outside: Outside, violate: Violate): void {
  const wentThrough = instance.status === 'completed' && instance.outcome === 'approved';
  const complained = Object.values(instance.incidents).some(({ kind }) => kind === 'compensation_failed');
  const done = [...outside.done.values()].filter(({ call, result }) => call.instanceId === instance.id && result.ok);
  const names = new Set(done.map(({ call }) => `${call.stepId}:${call.attempt}:${call.use}`));
  for (const { call } of done) {
    const step = account.definition.steps.find(({ id }) => id === call.stepId);
    if (step?.type !== 'system' || step.compensate === undefined || !step.actions.includes(call.use)) continue;
    const ended = instance.steps[call.stepId];
    const isCurrent = isEnded(ended) && ended.attempt === call.attempt;
    const undone = step.compensate.filter((use) => names.has(`${call.stepId}:${call.attempt}:${String(use)}`)).length;
    const name = `${call.use} of ${call.stepId}:${call.attempt}`;
    if (wentThrough && isCurrent && ended.state === 'completed') {
      if (undone > 0) violate('UNDONE', `${name} is undone although the workflow went through`);
    } else if (
      undone < step.compensate.length &&
      !complained &&
      !account.steps.get(call.stepId)?.failed.has(call.attempt)
    )
      violate('UNDONE', `${name} is never undone`);
  }
}
