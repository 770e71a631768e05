// What must hold of changes of the data, of loops, and of everything that time brings.
import { type Instance, isEnded, isOpen } from '../instance.ts';
import { WAKE_GRACE_MS } from '../limits.ts';
import { wakeAtOf } from '../react.ts';
import type { Observed, Require } from './invariants.ts';

/** What a change leaves alone stays; nothing loops more often, and no stage of a promise comes twice or early. */
export function checkChanges({ definition, before, events, after, context }: Observed, require: Require): void {
  const touched = events.flatMap((event) => (event.action === 'workflow_data_changed' ? event.data.changes : []));
  const byChange = touched.length > 0 && events.every(({ action }) => action !== 'workflow_looped');
  for (const event of events) {
    if (event.action === 'step_reset' && byChange) {
      const step = definition.steps.find(({ id }) => id === event.stepId);
      const scope = step?.type === 'approval' ? step.scope : undefined;
      const was = before?.steps[event.stepId];
      // What was left out because of the data is looked at again.
      const isLeftOut = isEnded(was) && was.outcome === 'conditions_not_met';
      const covers = isLeftOut || touched.some(({ pointer }) => scope?.some((part) => pointer.startsWith(part)));
      require(scope === undefined || covers, `S3: ${event.stepId} is asked again for what it does not cover`);
    }
    if (event.action === 'workflow_looped') {
      const step = definition.steps.find(({ id }) => id === event.data.from);
      const back = step?.type === 'approval' ? step.onReject : step?.type === 'system' ? step.onFailure : undefined;
      const loopsMax = typeof back === 'object' ? back.maxLoops : 0;
      require(event.data.count <= (loopsMax ?? 3), `S3: ${event.data.from} leads back ${event.data.count} times`);
    }
    if (event.action === 'sla_warned' || event.action === 'sla_escalated' || event.action === 'sla_breached')
      require(event.data.at <= context.now, `S9: ${event.action} early`);
  }
  const reached = after.sla?.reached ?? [];
  require(new Set(reached).size === reached.length, `S9: a stage of the promise twice: ${reached.join(', ')}`);
}

/** S19: work left means a wake-up in time, none left means none. */
export function checkWakeUp(instance: Instance, require: Require): void {
  const rests = instance.status === 'paused' || instance.status === 'draft';
  const moments = rests ? [] : Object.values(instance.effects).map(({ notBefore }) => notBefore);
  if (!rests)
    for (const { watch } of Object.values(instance.messages)) if (watch !== undefined) moments.push(watch.until);
  if (instance.status === 'running') {
    for (const step of Object.values(instance.steps)) {
      if (!isOpen(step)) continue;
      const waitsUntil = step.wait?.kind === 'time' ? step.wait.at : null;
      moments.push(...[step.deadline?.at ?? null, step.reassignAt, waitsUntil].filter((at) => at !== null));
    }
    for (const [stage, at] of Object.entries(instance.sla?.at ?? {}))
      if (!instance.sla?.reached.some((one) => one === stage)) moments.push(at);
  }
  const expected = moments.length === 0 ? null : Math.min(...moments) + WAKE_GRACE_MS;
  require(wakeAtOf(instance) === expected, `S19: wakes at ${wakeAtOf(instance)}, not ${expected}`);
}
