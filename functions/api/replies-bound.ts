// How many messages of one telephone are looked at: somebody who floods us costs nothing.

const MESSAGES_MAX = 30;
const WINDOW_MS = 60_000;
const PHONES_MAX = 10_000;

/** Answers whether this message is one of the first in its minute. Counts in this process alone. */
export function createSenderBound(): (phone: string, now: number) => boolean {
  const windows = new Map<string, { readonly since: number; count: number }>();
  return (phone, now) => {
    const known = windows.get(phone);
    if (known !== undefined && now - known.since < WINDOW_MS) {
      known.count += 1;
      return known.count <= MESSAGES_MAX;
    }
    windows.delete(phone);
    windows.set(phone, { since: now, count: 1 });
    const [oldest] = windows.keys();
    if (windows.size > PHONES_MAX && oldest !== undefined) windows.delete(oldest);
    return true;
  };
}
