// Pages of an answer put together.

export const PAGE_SIZE = 200;
const PAGES_MAX = 5;

export interface All<R> {
  readonly rows: readonly R[];
  /** There are more than were loaded. */
  readonly more: boolean;
}

/** Pages until there are no more, or enough: a thousand rows. */
export async function loadAll<A extends { readonly nextPageToken?: string }, R>(
  ask: (page: { readonly pageSize: number; readonly pageToken?: string }) => Promise<A>,
  rowsOf: (answer: A) => readonly R[],
): Promise<All<R>> {
  const rows: R[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await ask({ pageSize: PAGE_SIZE, ...(pageToken === undefined ? {} : { pageToken }) });
    rows.push(...rowsOf(answer));
    pageToken = answer.nextPageToken;
    if (pageToken === undefined) return { rows, more: false };
  }
  return { rows, more: true };
}
