// The status of a business record as workflows write it: each step attempt leaves a mark, and undoing a mark
// commutes with making it. A workflow that starts later on the same record takes it over.
import type { ActionCall, ActionResult } from '../core/commands.ts';
import { isObject, type Json, type JsonObject, ownValue } from '../core/json.ts';
import type { Records } from '../platform/platform.ts';
import { type Action, done, identityOf, isoTime, recordIdAt, refused, setting, textAt } from './action.ts';

export interface RecordKind {
  readonly collection: string;
  /** What a person calls one, as in "the order ORD-1". */
  readonly noun: string;
  readonly idField: string;
  /** All statuses there are; a record begins with the first. */
  readonly statuses: readonly [string, ...string[]];
  /** What is copied from the request's data; everything else stays with the request. */
  readonly fields: readonly string[];
}

/** More than any one workflow makes; older marks are forgotten, so a record that is used again and again stays small. */
const MARKS_MAX = 64;

interface Mark {
  /** The status it set; null for one that was undone before it was made. */
  readonly status: string | null;
  /** Keys of the calls that are in it: a repeat changes nothing. */
  readonly keys: readonly string[];
  readonly undone: boolean;
  /** Epoch ms. */
  readonly at: number;
}

export interface MarkRequest {
  readonly status: string;
  /** The first action of a workflow on a record makes the record its own. */
  readonly claim?: boolean;
  readonly changes?: JsonObject;
  readonly output?: JsonObject;
  /** Sets a mark apart from the step's own, so that undoing the step leaves it. */
  readonly part?: string;
}

/** Sets the status, once for each call. */
export async function mark(
  kind: RecordKind,
  call: ActionCall,
  records: Records,
  request: MarkRequest,
): Promise<ActionResult> {
  const id = recordIdAt(call.data, kind.idField);
  if (id === undefined) return refused(missingId(kind));
  if (!kind.statuses.includes(request.status)) return refused(unknownStatus(kind, request.status));
  const identity = `${identityOf(call)}${request.part ?? ''}`;
  const record = await records.update(kind.collection, id, (current) => marked(kind, current, call, identity, request));
  const made = markOf(record, identity);
  if (made === undefined) return done({ ...request.output, status: record.status ?? null, superseded: true });
  if (made.undone) return refused(`The ${kind.noun} ${id} is left as it is: this step was already undone.`);
  return done({ ...request.output, status: request.status });
}

function marked(
  kind: RecordKind,
  current: JsonObject | null,
  call: ActionCall,
  identity: string,
  request: MarkRequest,
): JsonObject {
  const before = current ?? created(kind, call);
  const made = markOf(before, identity);
  if (made?.undone === true || made?.keys.includes(call.key) === true) return before;
  if (request.claim !== true && !isOwner(before, call)) return before;
  const facts = request.claim === true ? pick(call.data, kind.fields) : {};
  const keys = [...(made?.keys ?? []), call.key];
  const next: Mark = { status: request.status, keys, undone: false, at: call.now };
  return withMark(
    { ...before, ...facts, ...request.changes, instanceId: call.instanceId },
    call,
    identity,
    next,
    request.status,
  );
}

/** What undoing leaves. */
export interface Undoing {
  readonly status: string;
  /** Goes with the status into the record, as `statusReason`. */
  readonly reason?: string;
}

/** Undoes what this step attempt marked; what has moved on since stays. */
export async function unmark(
  kind: RecordKind,
  call: ActionCall,
  records: Records,
  request: Undoing & { readonly changes?: JsonObject },
): Promise<ActionResult> {
  const id = recordIdAt(call.data, kind.idField);
  if (id === undefined) return refused(missingId(kind));
  if (!kind.statuses.includes(request.status)) return refused(unknownStatus(kind, request.status));
  const identity = identityOf(call);
  const record = await records.update(kind.collection, id, (current) => {
    const before = current ?? created(kind, call);
    const made = markOf(before, identity);
    if (made?.undone === true) return before;
    const tombstone: Mark = { status: made?.status ?? null, keys: made?.keys ?? [], undone: true, at: call.now };
    if (!isOwner(before, call)) return withMark(before, call, identity, tombstone, null);
    const isCurrent = made === undefined || before.status === made.status;
    const reason = isCurrent && request.reason !== undefined ? { statusReason: request.reason } : {};
    const after = { ...before, ...request.changes, ...reason, instanceId: call.instanceId };
    return withMark(after, call, identity, tombstone, isCurrent ? request.status : null);
  });
  return done({ status: record.status ?? null });
}

/** Answers a refusal and, where the definition gives a `refusedStatus`, writes it to the record. */
export async function refuse(
  kind: RecordKind,
  call: ActionCall,
  records: Records,
  error: string,
  options: { readonly claim?: boolean } = {},
): Promise<ActionResult> {
  const status = setting(call, 'refusedStatus');
  if (typeof status === 'string')
    await mark(kind, call, records, { ...options, status, changes: { statusReason: error }, part: '#refused' });
  return refused(error);
}

/** `<collection>.markStatus` with {status}, and its compensation `unmarkStatus` with {status, cases?}. */
export const markStatus =
  (kind: RecordKind): Action =>
  async (call, { records }) =>
    mark(kind, call, records, { status: textAt(call.with, 'status') ?? '' });

export const unmarkStatus =
  (kind: RecordKind): Action =>
  async (call, { records }) =>
    unmark(kind, call, records, undoing(call, ''));

/**
 * What undoing leaves: the first of `cases` {status, reason?, when, in} whose list holds the value, such as the outcome
 * "rejected" among those of the approvals, or the state "pending" of a step that runs again; else `status`, else `standard`.
 */
export function undoing(call: ActionCall, standard: string): Undoing {
  const cases = setting(call, 'cases');
  const match = (Array.isArray(cases) ? cases : []).find((item: Json) => {
    const values = ownValue(item, 'in');
    return Array.isArray(values) && values.includes(ownValue(item, 'when'));
  });
  const status = textAt(match ?? call.with, 'status') ?? standard;
  const reason = textAt(match, 'reason');
  return reason === undefined ? { status } : { status, reason };
}

export const missingId = (kind: RecordKind): string =>
  `The ${kind.noun} has no usable "${kind.idField}": letters, digits and . _ : # @ - only.`;
const unknownStatus = (kind: RecordKind, status: string): string =>
  `"${status}" is no status of the ${kind.noun}; use ${kind.statuses.join(', ')}.`;

const isOwner = (record: JsonObject, call: ActionCall): boolean =>
  record.instanceId === undefined || record.instanceId === call.instanceId;

function created(kind: RecordKind, call: ActionCall): JsonObject {
  return {
    ...pick(call.data, kind.fields),
    [kind.idField]: recordIdAt(call.data, kind.idField) ?? null,
    status: kind.statuses[0],
    createdAt: isoTime(call.now),
  };
}

function withMark(
  record: JsonObject,
  call: ActionCall,
  identity: string,
  next: Mark,
  status: string | null,
): JsonObject {
  const others = Object.entries(marksOf(record)).filter(([key]) => key !== identity);
  const newest = others.sort(([, a], [, b]) => b.at - a.at).slice(0, MARKS_MAX - 1);
  const marks = Object.fromEntries([...newest, [identity, next]]) as unknown as JsonObject;
  return status === null ? { ...record, marks } : { ...record, marks, status, statusAt: isoTime(call.now) };
}

const marksOf = (record: JsonObject): Readonly<Record<string, Mark>> => {
  const marks = ownValue(record, 'marks');
  return isObject(marks) ? (marks as unknown as Record<string, Mark>) : {};
};
const markOf = (record: JsonObject, identity: string): Mark | undefined => {
  const marks = marksOf(record);
  return Object.hasOwn(marks, identity) ? marks[identity] : undefined;
};

const pick = (data: JsonObject, fields: readonly string[]): JsonObject =>
  Object.fromEntries(fields.filter((field) => Object.hasOwn(data, field)).map((field) => [field, data[field] as Json]));
