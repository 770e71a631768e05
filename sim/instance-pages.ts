// Pages of simulated instances: filtered, sorted and cut as every store does it, one row after the other.
import type { InstanceDocument } from '../functions/core/document.ts';
import { indexOf } from '../functions/core/document.ts';
import type { EndedQuery, InstancePage, InstanceQuery, OverdueQuery } from '../functions/platform/platform.ts';
import type { Row } from './store.ts';

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function matches(document: InstanceDocument, query: InstanceQuery): boolean {
  const index = indexOf(document);
  return (
    (query.workflowId === undefined || index.workflowId === query.workflowId) &&
    (query.version === undefined || index.version === query.version) &&
    (query.status === undefined || index.status === query.status) &&
    (query.outcome === undefined || index.outcome === query.outcome) &&
    (query.startedBy === undefined || index.startedBy === query.startedBy) &&
    (query.assignee === undefined || index.openFor.includes(query.assignee)) &&
    (query.viewer === undefined || index.viewers.includes(query.viewer)) &&
    (query.tag === undefined || index.tags.includes(query.tag)) &&
    (query.withIncidents === undefined || index.openIncidents > 0 === query.withIncidents) &&
    (query.from === undefined || index.startedAt >= query.from) &&
    (query.to === undefined || index.startedAt < query.to)
  );
}

/** What a list is ordered by, as time and id. */
type Place = readonly [at: number, id: string];
type Order = (a: Place, b: Place) => number;

/** Newest start first; where two began at once, the id decides. */
const newestFirst: Order = ([a, idA], [b, idB]) => b - a || compareText(idA, idB);
const earliestFirst: Order = ([a, idA], [b, idB]) => a - b || compareText(idA, idB);

function placeOf(token: string): Place {
  if (!/^\d{1,16}~./s.test(token)) throw new RangeError('no page has this token');
  const cut = token.indexOf('~');
  return [Number(token.slice(0, cut)), token.slice(cut + 1)];
}

interface Placed {
  readonly place: Place;
  readonly document: InstanceDocument;
}

function pageOf(
  found: readonly Placed[],
  order: Order,
  { pageSize, pageToken }: Pick<InstanceQuery, 'pageSize' | 'pageToken'>,
): InstancePage {
  const after = pageToken === undefined ? null : placeOf(pageToken);
  const rest = found.filter(({ place }) => after === null || order(place, after) > 0);
  const shown = rest.sort((a, b) => order(a.place, b.place)).slice(0, pageSize);
  const last = shown.at(-1);
  return {
    instances: shown.map(({ document }) => document),
    nextPageToken: rest.length > shown.length && last !== undefined ? last.place.join('~') : null,
  };
}

const documentsOf = (rows: Iterable<Row>, stale: boolean): readonly InstanceDocument[] =>
  [...rows].flatMap((row) => (stale ? (row.earlier ?? []) : row.document));

export function listRows(rows: Iterable<Row>, query: InstanceQuery, stale: boolean): InstancePage {
  const found = documentsOf(rows, stale).filter((document) => matches(document, query));
  const placed = found.map((document): Placed => {
    const { id, context } = document.instance;
    return { place: [context.startedAt, id], document };
  });
  return pageOf(placed, newestFirst, query);
}

export function endedRows(rows: Iterable<Row>, query: EndedQuery, stale: boolean): InstancePage {
  const placed = documentsOf(rows, stale).flatMap((document): Placed | readonly [] => {
    const { id, endedAt } = document.instance;
    if (endedAt === null || endedAt < query.from || endedAt >= query.to) return [];
    return { place: [endedAt, id], document };
  });
  return pageOf(placed, earliestFirst, query);
}

export function overdueRows(rows: Iterable<Row>, query: OverdueQuery, stale: boolean): InstancePage {
  const placed = documentsOf(rows, stale).flatMap((document): Placed | readonly [] => {
    const { dueAt } = indexOf(document);
    if (dueAt === null || dueAt >= query.before) return [];
    return { place: [dueAt, document.instance.id], document };
  });
  return pageOf(placed, earliestFirst, query);
}
