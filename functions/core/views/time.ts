// Moments as the API writes them.

/** ISO 8601 in UTC, from epoch ms. */
export const iso = (at: number): string => new Date(at).toISOString();
