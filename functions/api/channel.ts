// Where a call says it comes from: a word for the audit, on which nothing depends.

export const CHANNEL_HEADER = 'x-countersign-channel';

const CHANNELS: readonly unknown[] = ['dashboard', 'sheets'];

/** What is none of the known places is the API itself. */
export const channelOf = (named: unknown): string => (CHANNELS.includes(named) ? String(named) : 'api');
