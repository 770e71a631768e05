// Whether somebody looks and the network is there: what is shown is kept fresh only then.
import { computed, signal } from '@preact/signals';

export const isVisible = signal(!document.hidden);
/** What the browser says, corrected by what calls meet. */
export const isOnline = signal(navigator.onLine);
export const isLive = computed(() => isVisible.value && isOnline.value);

/** Now, for texts such as "in 5 minutes"; moves on its own while somebody looks. */
export const now = signal(Date.now());
const TICK_MS = 10_000;

document.addEventListener('visibilitychange', () => {
  isVisible.value = !document.hidden;
  now.value = Date.now();
});
addEventListener('online', () => {
  isOnline.value = true;
});
addEventListener('offline', () => {
  isOnline.value = false;
});
setInterval(() => {
  if (isVisible.value) now.value = Date.now();
}, TICK_MS);
