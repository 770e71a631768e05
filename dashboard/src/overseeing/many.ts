// The same deed on many, some at a time, each with its own result.

export interface Result<T> {
  readonly item: T;
  /** In the reader's words; null: it is done. */
  readonly problem: string | null;
}

const AT_ONCE = 4;

/** In the order of the items. One that is refused leaves the others alone. */
export async function runMany<T>(
  items: readonly T[],
  run: (item: T) => Promise<unknown>,
  sayWhy: (error: unknown) => string,
): Promise<readonly Result<T>[]> {
  const results: Result<T>[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length) {
      const at = next;
      next += 1;
      const item = items[at] as T;
      results[at] = await run(item).then(
        () => ({ item, problem: null }),
        (error: unknown) => ({ item, problem: sayWhy(error) }),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
