// Everything a query finds, page by page in the order of names: no index is needed for it, and no page is too large.
import type { Firestore, FirestoreDocument, Order, Query } from './firestore.ts';
import { reference } from './values.ts';

const PAGE_SIZE = 1_000;
/** The order of ids within a collection. */
export const BY_NAME: readonly Order[] = [{ field: '__name__', direction: 'ASCENDING' }];

export async function allOf(
  firestore: Firestore,
  query: Pick<Query, 'collection' | 'everywhere'> & Partial<Pick<Query, 'filters'>>,
): Promise<readonly FirestoreDocument[]> {
  const found: FirestoreDocument[] = [];
  for (;;) {
    const last = found.at(-1);
    const page = await firestore.query({
      filters: [],
      ...query,
      orders: BY_NAME,
      limit: PAGE_SIZE,
      ...(last === undefined ? {} : { startAfter: [reference(last.path)] }),
    });
    found.push(...page);
    if (page.length < PAGE_SIZE) return found;
  }
}
