// Pages of a list in the order of names: the token names the last one that was answered.
import { invalid } from './refusal.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** '': this was the last. */
  readonly nextPageToken: string;
}
export interface PageRequest {
  readonly pageSize: number;
  readonly pageToken: string;
}

export function pageOf<T extends { readonly name: string }>(
  sorted: readonly T[],
  { pageSize, pageToken }: PageRequest,
  sizeMax: number,
): Page<T> {
  const after = Buffer.from(pageToken, 'base64url').toString();
  if (pageToken !== '' && Buffer.from(after).toString('base64url') !== pageToken)
    invalid('The page token is not valid.');
  if (pageSize < 0) invalid('The page size must not be negative.');
  const size = pageSize === 0 ? sizeMax : Math.min(pageSize, sizeMax);
  const rest = sorted.filter(({ name }) => name > after);
  const items = rest.slice(0, size);
  const last = rest.length > size ? items.at(-1) : undefined;
  return { items, nextPageToken: last === undefined ? '' : Buffer.from(last.name).toString('base64url') };
}
