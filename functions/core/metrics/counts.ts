// Amounts by name, which add up.
import { z } from 'zod';

export const countsSchema = z.record(z.string(), z.int().min(0));
export type Counts = Readonly<z.infer<typeof countsSchema>>;

export const one = (name: string): Counts => ({ [name]: 1 });

export const addCounts = (a: Counts, b: Counts): Counts => merged(a, b, (x, y) => x + y);

/** All entries of both; those of the same name are joined. Names are own keys: "constructor" is one like every other. */
export function merged<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  join: (x: T, y: T) => T,
): Readonly<Record<string, T>> {
  const all = { ...a };
  for (const [name, value] of Object.entries(b)) all[name] = Object.hasOwn(a, name) ? join(a[name] as T, value) : value;
  return all;
}

/** The order of names where amounts are the same, so that it is always the same order. */
export const byName = (a: string, b: string): number => (a < b ? -1 : 1);
