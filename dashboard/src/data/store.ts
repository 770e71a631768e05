// What was loaded, by key: fresh while it is watched, old rather than gone when loading fails, and changed ahead of
// the server where the outcome is as good as known.
import { type Signal, signal } from '@preact/signals';
import { type ApiError, asApiError } from '../api/error.ts';
import { EVERY_MS, pauseMs } from './schedule.ts';

export interface Loaded<T> {
  readonly data: T | undefined;
  /** Of the last try; null after a good one. */
  readonly error: ApiError | null;
  readonly isLoading: boolean;
  /** Epoch ms of the last good answer. */
  readonly updatedAt: number | null;
}

/** A change that is shown before the server knows it. */
interface Patch {
  readonly apply: (data: never) => unknown;
  /** Epoch ms from which a load includes what was done; null while that is not known. */
  settledAt: number | null;
}

interface Entry {
  readonly state: Signal<Loaded<unknown>>;
  load: () => Promise<unknown>;
  everyMs: (data: unknown) => number;
  base: unknown;
  patches: readonly Patch[];
  watchers: number;
  failures: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  loading: Promise<void> | null;
}

export interface StoreParts {
  now(): number;
  chance(): number;
  /** Whether somebody looks and the network is there. */
  isLive(): boolean;
}
const ENTRIES_MAX = 200;
const FRESH_MS = 500;
const EMPTY: Loaded<unknown> = { data: undefined, error: null, isLoading: true, updatedAt: null };

export class Store {
  readonly #parts: StoreParts;
  readonly #entries = new Map<string, Entry>();

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  state<T>(key: string, load: () => Promise<T>, everyMs: (data: T) => number = () => EVERY_MS): Signal<Loaded<T>> {
    const one = this.#entries.get(key) ?? this.#create(key, load, everyMs as Entry['everyMs']);
    one.load = load;
    return one.state as Signal<Loaded<T>>;
  }

  /** A part of an answer that takes long: shown while there is nothing yet. */
  offer<T>(key: string, data: T): void {
    const one = this.#entries.get(key);
    if (one === undefined || one.state.peek().updatedAt !== null) return;
    one.base = data;
    show(one);
  }

  /** Keeps it fresh until the answer is called. */
  watch(key: string): () => void {
    const one = this.#entries.get(key);
    if (one === undefined) return () => {};
    one.watchers += 1;
    const { updatedAt } = one.state.peek();
    if (updatedAt === null || this.#parts.now() - updatedAt > FRESH_MS) void this.#reload(one);
    else this.#schedule(one);
    return () => {
      one.watchers -= 1;
      if (one.watchers === 0) clearTimeout(one.timer);
    };
  }

  /** Loads what is watched and begins so now; the rest when it is watched again. */
  async refresh(...prefixes: readonly string[]): Promise<void> {
    await Promise.all(
      this.#matching(prefixes).map(async (one) => {
        // What is under way may have been read before the change.
        await one.loading;
        if (one.watchers > 0) await this.#reload(one);
        else one.state.value = { ...one.state.peek(), updatedAt: null };
      }),
    );
  }

  /** Somebody looks again, or the network is back. */
  wake(): void {
    for (const one of this.#entries.values()) if (one.watchers > 0) void this.#reload(one);
  }

  /** Shows a change ahead of the server. `settle` once it is done, `undo` where it was refused. */
  patch<T>(prefix: string, apply: (data: T) => T): { settle(): void; undo(): void } {
    const patch: Patch = { apply: apply as Patch['apply'], settledAt: null };
    for (const one of this.#matching([prefix])) {
      one.patches = [...one.patches, patch];
      show(one);
    }
    return {
      settle: () => {
        patch.settledAt = this.#parts.now();
      },
      undo: () => {
        for (const one of this.#entries.values()) {
          one.patches = one.patches.filter((other) => other !== patch);
          show(one);
        }
      },
    };
  }

  /** Another person sees other things. */
  clear(): void {
    for (const one of this.#entries.values()) clearTimeout(one.timer);
    this.#entries.clear();
  }

  #create(key: string, load: Entry['load'], everyMs: Entry['everyMs']): Entry {
    const created: Entry = {
      state: signal(EMPTY),
      load,
      everyMs,
      base: undefined,
      patches: [],
      watchers: 0,
      failures: 0,
      timer: undefined,
      loading: null,
    };
    forgetSome(this.#entries);
    this.#entries.set(key, created);
    return created;
  }

  #reload(one: Entry): Promise<void> {
    one.loading ??= loadInto(one, this.#parts).finally(() => {
      one.loading = null;
      this.#schedule(one);
    });
    return one.loading;
  }

  #schedule(one: Entry): void {
    clearTimeout(one.timer);
    if (one.watchers === 0 || !this.#parts.isLive()) return;
    const everyMs = one.base === undefined ? EVERY_MS : one.everyMs(one.base);
    if (!Number.isFinite(everyMs)) return;
    one.timer = setTimeout(() => void this.#reload(one), pauseMs(everyMs, one.failures, this.#parts.chance()));
  }

  #matching(prefixes: readonly string[]): readonly Entry[] {
    return [...this.#entries]
      .filter(([key]) => prefixes.some((prefix) => key.startsWith(prefix)))
      .map(([, one]) => one);
  }
}

async function loadInto(one: Entry, { now }: StoreParts): Promise<void> {
  const startedAt = now();
  one.state.value = { ...one.state.peek(), isLoading: true };
  try {
    const data = await one.load();
    // The same answer stays the same object, so that nothing is drawn anew.
    if (JSON.stringify(data) !== JSON.stringify(one.base)) one.base = data;
    one.failures = 0;
    one.patches = one.patches.filter(({ settledAt }) => settledAt === null || settledAt > startedAt);
    show(one, { error: null, isLoading: false, updatedAt: now() });
  } catch (error) {
    one.failures += 1;
    one.state.value = { ...one.state.peek(), error: asApiError(error), isLoading: false };
  }
}

function show(one: Entry, change: Partial<Loaded<unknown>> = {}): void {
  const data =
    one.base === undefined
      ? undefined
      : one.patches.reduce<unknown>((value, { apply }) => apply(value as never), one.base);
  one.state.value = { ...one.state.peek(), ...change, data };
}

/** What nobody looks at goes first, the oldest before the others. */
function forgetSome(entries: Map<string, Entry>): void {
  for (const [key, { watchers }] of entries) {
    if (entries.size < ENTRIES_MAX) return;
    if (watchers === 0) entries.delete(key);
  }
}
