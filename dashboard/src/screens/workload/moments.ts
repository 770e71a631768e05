// Moments as a field for date and time has them: local, to the minute.

/** Epoch ms → "2026-11-27T09:00" in this machine's time zone. */
export function fieldMoment(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What stands in such a field, as an ISO moment; null where it is none. */
export function momentOf(text: string): string | null {
  const at = new Date(text).getTime();
  return text === '' || Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** The next full hour, and a week after it: what an absence begins as. */
export function nextWeek(now: number): { readonly from: number; readonly to: number } {
  const from = new Date(now);
  from.setHours(from.getHours() + 1, 0, 0, 0);
  const to = new Date(from);
  to.setDate(to.getDate() + 7);
  return { from: from.getTime(), to: to.getTime() };
}
