// Up to which message each person has looked, in this browser.
import { effect, signal } from '@preact/signals';
import { me } from '../session/session.ts';
import { isNewer } from './reading.ts';

const keyOf = (personId: string): string => `countersign.looked.${personId}`;
const stored = (): string | null => (me.value === null ? null : localStorage.getItem(keyOf(me.value.id)));

/** ISO 8601 of the newest message the reader has looked at: the server's time, not this machine's. null: of none yet. */
export const lookedAt = signal(stored());
effect(() => {
  lookedAt.value = stored();
});
// They looked in another tab.
addEventListener('storage', () => {
  lookedAt.value = stored();
});

export function markLooked(newest: { readonly at: string } | undefined): void {
  if (me.value === null || newest === undefined || !isNewer(newest, lookedAt.peek())) return;
  lookedAt.value = newest.at;
  localStorage.setItem(keyOf(me.value.id), newest.at);
}
