// What the stores ask, in the messages of Firestore's API, and its answers in theirs.

import type { google } from '@google-cloud/firestore-api/protos';
import type { Filter, FirestoreDocument, Precondition, Query, Write } from './firestore.ts';
import { protos } from './firestore-protos.ts';
import type { Value } from './values.ts';

type Timestamp = google.protobuf.ITimestamp;
type Documented = google.firestore.v1.IDocument;
type Structured = google.firestore.v1.IStructuredQuery;
const { StructuredQuery } = protos.google.firestore.v1;
const { Direction, FieldFilter, CompositeFilter } = StructuredQuery;

/** `seconds.nanos`: as text the time of an update keeps every digit. */
const textOfTime = ({ seconds, nanos }: Timestamp): string => `${seconds ?? 0}.${nanos ?? 0}`;
const timeOfText = (text: string): Timestamp => {
  const [seconds, nanos] = text.split('.').map(Number);
  return { seconds: seconds ?? 0, nanos: nanos ?? 0 };
};
/** Epoch ms. */
export const msOfTime = ({ seconds, nanos }: Timestamp): number =>
  Number(seconds ?? 0) * 1_000 + Math.floor((nanos ?? 0) / 1_000_000);

/** `root`: `projects/<project>/databases/<database>/documents`. */
export const nameOf = (root: string, path: string): string => `${root}/${path}`;

export function documentOf(root: string, { name, fields, updateTime }: Documented): FirestoreDocument {
  return {
    path: (name ?? '').slice(root.length + 1),
    fields: fields ?? {},
    updateTime: textOfTime(updateTime ?? {}),
  };
}

const preconditionOf = (precondition: Precondition): google.firestore.v1.IPrecondition =>
  'exists' in precondition ? { exists: false } : { updateTime: timeOfText(precondition.updateTime) };

export function writeMessage(root: string, write: Write): google.firestore.v1.IWrite {
  const name = nameOf(root, write.path);
  const demand = write.precondition === undefined ? {} : { currentDocument: preconditionOf(write.precondition) };
  if (write.kind === 'delete') return { delete: name, ...demand };
  const mask = write.mask === undefined ? {} : { updateMask: { fieldPaths: [...write.mask] } };
  return { update: { name, fields: write.fields }, ...mask, ...demand };
}

/** A reference is a path from the root here, and the whole name there. */
const valueMessage = (root: string, value: Value): Value =>
  value.referenceValue == null ? value : { referenceValue: nameOf(root, value.referenceValue) };

const filterMessage = (root: string, { field, op, value }: Filter): google.firestore.v1.StructuredQuery.IFilter => ({
  fieldFilter: { field: { fieldPath: field }, op: FieldFilter.Operator[op], value: valueMessage(root, value) },
});

/** The query and the document (or root) it begins from. */
export function queryMessage(
  root: string,
  { collection, everywhere, filters, orders, limit, select, startAfter }: Query,
): { readonly parent: string; readonly structuredQuery: Structured } {
  const query: Structured = {
    ...structured(root, collection, filters),
    orderBy: orders.map(({ field, direction }) => ({ field: { fieldPath: field }, direction: Direction[direction] })),
    limit: { value: limit },
  };
  if (everywhere) query.from = [{ ...query.from?.[0], allDescendants: true }];
  if (select !== undefined) query.select = { fields: select.map((fieldPath) => ({ fieldPath })) };
  if (startAfter !== undefined)
    query.startAt = { values: startAfter.map((value) => valueMessage(root, value)), before: false };
  return { parent: parentOf(root, collection), structuredQuery: query };
}

export function sumMessage(
  root: string,
  { collection, filters }: Pick<Query, 'collection' | 'filters'>,
  field: string,
): google.firestore.v1.IRunAggregationQueryRequest {
  return {
    parent: parentOf(root, collection),
    structuredAggregationQuery: {
      structuredQuery: structured(root, collection, filters),
      aggregations: [{ alias: 'sum', sum: { field: { fieldPath: field } } }],
    },
  };
}

const parentOf = (root: string, collection: string): string =>
  collection.includes('/') ? nameOf(root, collection.slice(0, collection.lastIndexOf('/'))) : root;

function structured(root: string, collection: string, filters: readonly Filter[]): Structured {
  const from = [{ collectionId: collection.slice(collection.lastIndexOf('/') + 1) }];
  const [only, ...more] = filters.map((filter) => filterMessage(root, filter));
  if (only === undefined) return { from };
  if (more.length === 0) return { from, where: only };
  return { from, where: { compositeFilter: { op: CompositeFilter.Operator.AND, filters: [only, ...more] } } };
}
