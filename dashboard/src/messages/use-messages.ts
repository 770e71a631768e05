// The reader's own messages, the newest first, asked for seldom: nothing is late that is read a little later.
import { useQuery } from '../data/query.ts';

const EVERY_MS = 30_000;

export const useMessages = (pageSize: number) => useQuery('listMyMessages', { pageSize }, { everyMs: EVERY_MS });
