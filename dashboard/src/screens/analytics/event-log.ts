// An OCEL 2.0 log of many pages joined into one: what has the same id or name on two pages is the same.
import type { Answer } from '../../api/client.ts';

export type EventLog = Answer<'exportEvents'>['log'];
type Types = EventLog['objectTypes'];

export const EMPTY_LOG: EventLog = { objectTypes: [], eventTypes: [], objects: [], events: [] };

export function joinLogs(a: EventLog, b: EventLog): EventLog {
  return {
    objectTypes: joinTypes(a.objectTypes, b.objectTypes),
    eventTypes: joinTypes(a.eventTypes, b.eventTypes),
    objects: byId([...a.objects, ...b.objects]),
    events: byId([...a.events, ...b.events]),
  };
}

/** The first one stays. */
function byId<T extends { readonly id: string }>(things: readonly T[]): readonly T[] {
  const known = new Map<string, T>();
  for (const thing of things) if (!known.has(thing.id)) known.set(thing.id, thing);
  return [...known.values()];
}

/** Every attribute that any page has. */
function joinTypes(a: Types, b: Types): Types {
  const known = new Map<string, Map<string, Types[number]['attributes'][number]>>();
  for (const { name, attributes } of [...a, ...b]) {
    const mine = known.get(name) ?? new Map<string, Types[number]['attributes'][number]>();
    for (const attribute of attributes) if (!mine.has(attribute.name)) mine.set(attribute.name, attribute);
    known.set(name, mine);
  }
  return [...known].map(([name, attributes]) => ({ name, attributes: [...attributes.values()] }));
}

export interface Progress {
  readonly pages: number;
  readonly events: number;
}
type Ask = (pageToken: string | undefined) => Promise<Answer<'exportEvents'>>;

/** All pages as one log. `isWanted` is asked between pages; null: it is not wanted any more. */
export async function wholeLog(
  ask: Ask,
  tell: (progress: Progress) => void,
  isWanted: () => boolean,
): Promise<EventLog | null> {
  let log = EMPTY_LOG;
  let pageToken: string | undefined;
  for (let pages = 1; ; pages++) {
    const answer = await ask(pageToken);
    log = joinLogs(log, answer.log);
    tell({ pages, events: log.events.length });
    if (!isWanted()) return null;
    if (answer.nextPageToken === undefined) return log;
    pageToken = answer.nextPageToken;
  }
}
