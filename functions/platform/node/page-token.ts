// Where a page of instances ended, as text for the caller: the next page begins after it.

export interface PageEnd {
  /** What the list is ordered by: the start, or the end (epoch ms). */
  readonly at: number;
  readonly id: string;
}

export const pageTokenOf = ({ at, id }: PageEnd): string => Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** Throws a RangeError for a token that no page ever gave. */
export function readPageToken(token: string): PageEnd {
  const unreadable = new RangeError('pageToken');
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    throw unreadable;
  }
  if (!Array.isArray(value) || value.length !== 2) throw unreadable;
  const [at, id] = value as readonly unknown[];
  if (!Number.isSafeInteger(at) || typeof id !== 'string') throw unreadable;
  const end: PageEnd = { at: at as number, id };
  if (pageTokenOf(end) !== token) throw unreadable;
  return end;
}
