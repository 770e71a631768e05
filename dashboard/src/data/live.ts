// Whether somebody looks and the network is there: what is shown is kept fresh only then.
import { computed, signal } from '@preact/signals';

export const isVisible = signal(!document.hidden);
/** What the browser says, corrected by what calls meet. */
export const isOnline = signal(navigator.onLine);
export const isLive = computed(() => isVisible.value && isOnline.value);

/** Now, for texts such as "in 5 minutes"; moves on its own while somebody looks. */
export const now = signal(Date.now());
const TICK_MS = 10_000;
/** Epoch ms; null: the machine's own time. */
let stoppedAt: number | null = null;
const tick = (): void => {
  now.value = stoppedAt ?? Date.now();
};
/** Shows the time of a server whose clock moves only when it is told to. */
export function stopAt(moment: string): void {
  stoppedAt = Date.parse(moment);
  tick();
}

document.addEventListener('visibilitychange', () => {
  isVisible.value = !document.hidden;
  tick();
});
addEventListener('online', () => {
  isOnline.value = true;
});
addEventListener('offline', () => {
  isOnline.value = false;
});
setInterval(() => {
  if (isVisible.value) tick();
}, TICK_MS);
