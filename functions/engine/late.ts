// What is late and what comes due, from the store alone: overdue instances, and the timers of the next while.
import { dueAtOf } from '../core/document.ts';
import type { Timer } from '../core/effects.ts';
import type { Instance } from '../core/instance.ts';
import type { JsonObject } from '../core/json.ts';
import { WAKE_GRACE_MS } from '../core/limits.ts';
import { timersOf } from '../core/react.ts';
import type { InputOf, listOverdueRequest, listTimersRequest } from '../core/requests.ts';
import { statusAnswer } from '../core/views/status.ts';
import { iso } from '../core/views/time.ts';
import { definitionOf, pageOf, requirePermission } from './asking.ts';
import type { Caller, Parts } from './parts.ts';

const PAGE_SIZE = 50;
const MINUTE_MS = 60_000;

/** Running instances with a deadline that has passed, the earliest first. */
export async function overdueInstances(
  parts: Parts,
  caller: Caller,
  { pageSize = PAGE_SIZE, pageToken }: InputOf<typeof listOverdueRequest>,
): Promise<JsonObject> {
  await requirePermission(parts, caller, ['modify_instance', 'view_instance'], 'see what is late');
  const { clock, instances } = parts.platform;
  const query = { before: clock.now(), pageSize, ...(pageToken === undefined ? {} : { pageToken }) };
  const { documents, next } = await pageOf(instances.overdue(query));
  const rows = await Promise.all(
    documents.map(async (document) => ({
      ...statusAnswer(await definitionOf(parts, document), document.instance),
      dueAt: iso(dueAtOf(document.instance) as number),
    })),
  );
  return { instances: rows, ...next };
}

/** Timers that have come or will within the while, the earliest first. Reads at most as many instances as asked for. */
export async function timers(
  parts: Parts,
  caller: Caller,
  { withinMinutes = 60, pageSize = PAGE_SIZE }: InputOf<typeof listTimersRequest>,
): Promise<JsonObject> {
  await requirePermission(parts, caller, ['modify_instance'], 'see timers');
  const { clock, instances } = parts.platform;
  const now = clock.now();
  const until = now + withinMinutes * MINUTE_MS;
  const ids = await instances.due(until + WAKE_GRACE_MS, pageSize + 1);
  const waiting = await Promise.all(ids.slice(0, pageSize).map((id) => instances.read(id)));
  const rows = waiting
    .flatMap(({ stored }) => (stored === null ? [] : timersIn(stored.document.instance)))
    .filter(({ timer }) => timer.at <= until)
    .sort((a, b) => a.timer.at - b.timer.at)
    .map((row) => timerRow(row, now));
  return { timers: rows, more: ids.length > pageSize };
}

interface InstanceTimer {
  readonly instance: Instance;
  readonly timer: Timer;
}
const timersIn = (instance: Instance): readonly InstanceTimer[] =>
  timersOf(instance).map((timer) => ({ instance, timer }));

const timerRow = ({ instance, timer: { at, ...timer } }: InstanceTimer, now: number): JsonObject => ({
  instanceId: instance.id,
  workflowId: instance.definition.id,
  ...timer,
  at: iso(at),
  isLate: at < now,
});
