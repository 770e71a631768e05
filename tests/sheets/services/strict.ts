// Refuses wrong arguments the way the services do: with an exception, never with a guess.

type Kind = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'function' | 'any';

/** `types`: what each argument has to be; one signature a method is enough for what the add-on calls. */
export function signature(method: string, args: readonly unknown[], ...types: readonly Kind[]): void {
  const fits = args.length === types.length && args.every((arg, at) => is(arg, types[at] ?? 'any'));
  if (fits) return;
  const given = args.map((arg) => (arg === null ? 'null' : Array.isArray(arg) ? 'number[]' : typeof arg)).join(',');
  throw new Error(`Exception: The parameters (${given}) don't match the method signature for ${method}.`);
}

const is = (arg: unknown, kind: Kind): boolean => {
  if (kind === 'any') return true;
  if (kind === 'array') return Array.isArray(arg);
  if (kind === 'object') return typeof arg === 'object' && arg !== null;
  return typeof arg === kind && (kind !== 'number' || Number.isInteger(arg));
};

/** Calls of methods that nobody has written here fail loudly, with their name. */
export function complete<T extends object>(name: string, service: T): T {
  return new Proxy(service, {
    get(target, property, receiver) {
      if (typeof property === 'string' && !(property in target) && property !== 'then' && property !== 'toJSON')
        throw new TypeError(`${name}.${property} is not a function`);
      return Reflect.get(target, property, receiver);
    },
  });
}
