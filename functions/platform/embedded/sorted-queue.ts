// Things with a moment, the earliest first; of the same moment, the one that came first.

export interface SortedQueue<T extends { readonly at: number }> {
  add(item: T): void;
  /** Whether the item was there. */
  remove(item: T): boolean;
  earliest(): T | undefined;
  /** Removes and answers the earliest. */
  take(): T | undefined;
  size(): number;
}

export function createSortedQueue<T extends { readonly at: number }>(): SortedQueue<T> {
  // Latest first, so that the earliest is taken from the end without moving the others.
  const items: T[] = [];

  /** The first place whose item is not later than `at`. */
  function placeOf(at: number): number {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((items[middle] as T).at > at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add: (item) => {
      items.splice(placeOf(item.at), 0, item);
    },
    remove: (item) => {
      const place = items.indexOf(item, placeOf(item.at));
      if (place >= 0) items.splice(place, 1);
      return place >= 0;
    },
    earliest: () => items.at(-1),
    take: () => items.pop(),
    size: () => items.length,
  };
}
