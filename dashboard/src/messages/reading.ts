// What a reader of messages sees first: how many are new to them, how each begins, and where it leads.
import type { Answer } from '../api/client.ts';

export type Message = Answer<'listMyMessages'>['messages'][number];

/** More than these are not told apart: "9+". */
export const COUNT_MAX = 9;
const LINES_MAX = 3;

/** Moments are ISO 8601 in UTC, which are in order as texts. `lookedAt` null: nobody has looked yet. */
export const isNewer = ({ at }: Pick<Message, 'at'>, lookedAt: string | null): boolean =>
  lookedAt === null || at > lookedAt;

export const countNewer = (messages: readonly Pick<Message, 'at'>[], lookedAt: string | null): number =>
  messages.filter((message) => isNewer(message, lookedAt)).length;

/** The first lines with something in them, as they were written. */
export const beginningOf = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, LINES_MAX)
    .join('\n');

/** null: it is about no single request. */
export function pathOf({ instanceId, stepId }: Pick<Message, 'instanceId' | 'stepId'>): string | null {
  if (instanceId === undefined) return null;
  const request = encodeURIComponent(instanceId);
  return stepId === undefined ? `/instances/${request}` : `/decide/${request}/${encodeURIComponent(stepId)}`;
}
