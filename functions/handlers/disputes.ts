// Disputes: each action moves the record one status on; `disputes.reopen` undoes such a move.
import { type Action, type Actions, refused, setting, textAt } from './action.ts';
import { mark, markStatus, type RecordKind, refuse, undoing, unmark, unmarkStatus } from './marks.ts';

const DISPUTE: RecordKind = {
  collection: 'disputes',
  noun: 'dispute',
  idField: 'disputeId',
  statuses: ['submitted', 'assigned', 'in-review', 'resolved', 'closed'],
  fields: ['type', 'title', 'description', 'priority', 'orderId', 'attachments', 'territory', 'raisedBy'],
};

/** with {types: [...], refusedStatus}: takes the dispute in → {type, status: "submitted"}. */
const open: Action = async (call, { records }) => {
  const type = textAt(call.data, 'type');
  const types = setting(call, 'types');
  if (type === undefined || (Array.isArray(types) && !types.includes(type)))
    return refuse(DISPUTE, call, records, `Nobody handles disputes of type "${type ?? ''}".`, { claim: true });
  if (textAt(call.data, 'title') === undefined)
    return refuse(DISPUTE, call, records, 'The dispute has no title.', { claim: true });
  return mark(DISPUTE, call, records, { status: 'submitted', claim: true, output: { type } });
};

const assign: Action = async (call, { records }) => mark(DISPUTE, call, records, { status: 'assigned' });
const review: Action = async (call, { records }) => mark(DISPUTE, call, records, { status: 'in-review' });

/** with {resolution}: what was agreed, which every resolved dispute has. */
const resolve: Action = async (call, { records }) => {
  const resolution = textAt(call.with, 'resolution');
  if (resolution === undefined) return refused('A dispute is resolved by a resolution; none was given.');
  return mark(DISPUTE, call, records, { status: 'resolved', changes: { resolution } });
};

const close: Action = async (call, { records }) => mark(DISPUTE, call, records, { status: 'closed' });

/**
 * Undoes `assign`, `review` or `resolve` of the same step attempt; with {status, cases?}, else "submitted": the dispute
 * waits again for somebody to take it up.
 */
const reopen: Action = async (call, { records }) => unmark(DISPUTE, call, records, undoing(call, 'submitted'));

export const disputes: Actions = {
  'disputes.open': open,
  'disputes.assign': assign,
  'disputes.review': review,
  'disputes.resolve': resolve,
  'disputes.close': close,
  'disputes.reopen': reopen,
  'disputes.markStatus': markStatus(DISPUTE),
  'disputes.unmarkStatus': unmarkStatus(DISPUTE),
};
