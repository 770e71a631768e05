// Records in memory for the tests of the actions: atomic per update, and with every wait a real one.
import type { ActionCall } from '../../core/commands.ts';
import type { JsonObject } from '../../core/json.ts';
import { type Records, Transient } from '../../platform/platform.ts';

export interface MemoryRecords extends Records {
  /** A record as stored, or undefined. */
  peek(collection: string, id: string): JsonObject | undefined;
  /** Writes so far: an update that gives back what it was given is none. */
  writes(): number;
}

type Seed = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

export function createMemoryRecords(seed: Seed = {}): MemoryRecords {
  const store = new Map<string, string>();
  let writes = 0;
  const keyOf = (collection: string, id: string): string => JSON.stringify([collection, id]);
  const read = (key: string): JsonObject | null => {
    const text = store.get(key);
    return text === undefined ? null : (JSON.parse(text) as JsonObject);
  };
  for (const [collection, records] of Object.entries(seed))
    for (const [id, record] of Object.entries(records)) store.set(keyOf(collection, id), JSON.stringify(record));
  return {
    get: async (collection, id) => {
      await Promise.resolve();
      return read(keyOf(collection, id));
    },
    update: async (collection, id, change) => {
      await Promise.resolve();
      const key = keyOf(collection, id);
      const before = deepFreeze(read(key));
      // Twice, as a store may that lost a race: what counts is the second.
      change(before);
      const after = change(before);
      if (after !== before) {
        store.set(key, JSON.stringify(after));
        writes += 1;
      }
      return JSON.parse(JSON.stringify(after)) as JsonObject;
    },
    list: async (collection, limit) =>
      [...store.keys()]
        .map((key) => JSON.parse(key) as [string, string])
        .filter(([name]) => name === collection)
        .sort(([, a], [, b]) => (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([, id]) => ({ id, record: read(keyOf(collection, id)) ?? {} })),
    peek: (collection, id) => read(keyOf(collection, id)) ?? undefined,
    writes: () => writes,
  };
}

/** Frozen, so that an action which changes its input fails at once. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}

/** 2030-01-06T04:00:00Z, ten in the morning in Dhaka. */
export const NOW = Date.UTC(2030, 0, 6, 4);

/** A call of an action with fixed circumstances; the key is the engine's: one for each effect. */
export function callOf(use: string, data: JsonObject, fields: Partial<ActionCall> = {}): ActionCall {
  const { instanceId = 'wf-1', stepId = 'step', attempt = 1 } = fields;
  return deepFreeze({
    key: `${instanceId}/${stepId}/${attempt}/${use}`,
    use,
    with: null,
    instanceId,
    workflowId: 'test',
    stepId,
    attempt,
    data,
    startedBy: 'requester-1',
    output: {},
    now: NOW,
    ...fields,
  });
}

/** The same records, but the call number `failing` (1 is the first) throws before it did anything, or after. */
export function interrupted(records: Records, failing: number, when: 'before' | 'after'): Records {
  let calls = 0;
  const around = async <T>(call: () => Promise<T>): Promise<T> => {
    calls += 1;
    const fails = calls === failing;
    if (fails && when === 'before') throw new Transient('the store is away');
    const result = await call();
    if (fails) throw new Transient('the answer was lost');
    return result;
  };
  return {
    get: (collection, id) => around(() => records.get(collection, id)),
    update: (collection, id, change) => around(() => records.update(collection, id, change)),
    list: (collection, limit) => around(() => records.list(collection, limit)),
  };
}
