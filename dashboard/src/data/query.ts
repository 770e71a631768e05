// What screens load and do: `useQuery` reads an operation and keeps it fresh, `act` does something and shows it at once.
import { effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call } from '../api/api.ts';
import type { Answer, Input, OperationName } from '../api/client.ts';
import { isLive } from './live.ts';
import { type Loaded, Store } from './store.ts';

export const store = new Store({ now: () => Date.now(), chance: () => Math.random(), isLive: () => isLive.peek() });
effect(() => {
  if (isLive.value) store.wake();
});
addEventListener('focus', () => store.wake());

export interface Freshness<T> {
  /** How long after an answer to ask again, ms; Infinity: only when told to. Default 3 s. */
  readonly everyMs?: number | ((data: T) => number);
}

const NOTHING: Loaded<never> = { data: undefined, error: null, isLoading: false, updatedAt: null };

/** Whatever `load` answers, under a key that says all it depends on; a null key loads nothing. */
export function useLoaded<T>(key: string | null, load: () => Promise<T>, { everyMs }: Freshness<T> = {}): Loaded<T> {
  const every = typeof everyMs === 'number' ? () => everyMs : everyMs;
  const state = key === null ? null : store.state(key, load, every);
  useEffect(() => (key === null ? undefined : store.watch(key)), [key]);
  return state?.value ?? NOTHING;
}

/** An operation's answer, kept fresh while somebody looks. A null input asks nothing. */
export const useQuery = <O extends OperationName>(
  operation: O,
  input: Input<O> | null,
  freshness: Freshness<Answer<O>> = {},
): Loaded<Answer<O>> =>
  useLoaded(input === null ? null : keyOf(operation, input), () => call(operation, input as Input<O>), freshness);

/** Keys begin with the operation, so that `listMyTasks` names all of its answers. */
export const keyOf = (operation: OperationName, input: object = {}): string => `${operation} ${JSON.stringify(input)}`;

export interface Deed<T> {
  run(): Promise<T>;
  /** Shown before the answer, and taken back where it is refused. */
  readonly ahead?: readonly Ahead[];
  /** Operations whose answers are different afterwards. */
  readonly changes: readonly OperationName[];
}
export interface Ahead {
  readonly operation: OperationName;
  readonly apply: (data: never) => unknown;
}
export const ahead = <O extends OperationName>(operation: O, apply: (data: Answer<O>) => Answer<O>): Ahead => ({
  operation,
  apply,
});

/** Rejects with the ApiError of `run`, after what was shown ahead has been taken back. */
export async function act<T>({ run, ahead: shown = [], changes }: Deed<T>): Promise<T> {
  const patches = shown.map(({ operation, apply }) => store.patch(operation, apply as (data: unknown) => unknown));
  try {
    const answer = await run();
    for (const patch of patches) patch.settle();
    void store.refresh(...changes);
    return answer;
  } catch (error) {
    for (const patch of patches) patch.undo();
    void store.refresh(...changes);
    throw error;
  }
}
