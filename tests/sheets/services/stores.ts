// Properties, caches and the lock, with the limits that the services have.
import { complete, signature } from './strict.ts';

const PROPERTY_BYTES_MAX = 9 * 1024;
const STORE_BYTES_MAX = 500 * 1024;
const CACHE_KEY_CHARS_MAX = 250;
const CACHE_BYTES_MAX = 100 * 1024;
const CACHE_SECONDS_MAX = 21_600;

export const propertiesService = (store: Map<string, string>): object =>
  complete('Properties', {
    getProperty(...args: unknown[]) {
      signature('Properties.getProperty', args, 'string');
      return store.get(args[0] as string) ?? null;
    },
    getProperties: () => Object.fromEntries(store),
    setProperty(...args: unknown[]) {
      signature('Properties.setProperty', args, 'string', 'string');
      const [key, value] = args as [string, string];
      if (Buffer.byteLength(value) > PROPERTY_BYTES_MAX) throw new Error('Exception: Argument too large: value');
      const total = [...store].reduce((sum, [name, text]) => sum + Buffer.byteLength(name + text), 0);
      if (total + Buffer.byteLength(key + value) > STORE_BYTES_MAX)
        throw new Error('Exception: You have exceeded the property storage quota.');
      store.set(key, value);
    },
    deleteProperty(...args: unknown[]) {
      signature('Properties.deleteProperty', args, 'string');
      store.delete(args[0] as string);
    },
  });

export interface Cached {
  readonly value: string;
  readonly seconds: number;
}

export const cacheService = (store: Map<string, Cached>): object =>
  complete('Cache', {
    get(...args: unknown[]) {
      signature('Cache.get', args, 'string');
      return store.get(args[0] as string)?.value ?? null;
    },
    put(...args: unknown[]) {
      signature('Cache.put', args, 'string', 'string', 'number');
      const [key, value, seconds] = args as [string, string, number];
      if (key.length > CACHE_KEY_CHARS_MAX) throw new Error('Exception: Argument too large: key');
      if (Buffer.byteLength(value) > CACHE_BYTES_MAX) throw new Error('Exception: Argument too large: value');
      if (seconds < 1 || seconds > CACHE_SECONDS_MAX)
        throw new Error('Exception: Invalid argument: expirationInSeconds');
      store.set(key, { value, seconds });
    },
  });

export interface LockState {
  isHeld: boolean;
}

/** Everybody runs one after the other here, so whoever else holds it does not let go while we wait. */
export const lockService = (state: LockState): object =>
  complete('Lock', {
    tryLock(...args: unknown[]) {
      signature('Lock.tryLock', args, 'number');
      if (state.isHeld) return false;
      state.isHeld = true;
      return true;
    },
    releaseLock() {
      state.isHeld = false;
    },
  });
