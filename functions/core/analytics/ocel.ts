// The audit as an object-centric event log, OCEL 2.0 (https://www.ocel-standard.org): who did what, when, to which objects.
// It names things and people by their ids. Data, reasons, notes and messages stay out: they may be somebody's.
import { type Event, raisesRevision } from '../events.ts';
import type { Instance } from '../instance.ts';
import type { Moment } from '../metrics/attempts.ts';
import { iso } from '../views/time.ts';

export interface OcelAttribute {
  readonly name: string;
  /** As text whatever its type: the standard's schema takes nothing else. */
  readonly value: string;
}
export interface OcelRelationship {
  readonly objectId: string;
  readonly qualifier: string;
}
export interface OcelEvent {
  readonly id: string;
  readonly type: string;
  /** ISO 8601. */
  readonly time: string;
  readonly attributes: readonly OcelAttribute[];
  readonly relationships: readonly OcelRelationship[];
}
export interface OcelObject {
  readonly id: string;
  readonly type: string;
  /** Since when the value holds. */
  readonly attributes: readonly (OcelAttribute & { readonly time: string })[];
  readonly relationships: readonly OcelRelationship[];
}
export interface OcelType {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly type: 'string' | 'integer' }[];
}
export interface OcelLog {
  readonly objectTypes: readonly OcelType[];
  readonly eventTypes: readonly OcelType[];
  readonly objects: readonly OcelObject[];
  readonly events: readonly OcelEvent[];
}

/** An instance and its whole audit. */
export interface Recorded {
  readonly instance: Instance;
  readonly entries: readonly (Moment & {
    readonly seq: number;
    readonly actor: string;
    readonly onBehalfOf: string | null;
    readonly channel: string;
  })[];
}
type Entry = Recorded['entries'][number];

const ENGINE = 'engine';
const personId = (user: string): string => `person/${user}`;
const stepObjectId = (instanceId: string, stepId: string): string => `${instanceId}/${stepId}`;

/** A log of these instances alone, whole in itself: joined with others, what has the same id is the same. */
export function ocelOf(recorded: readonly Recorded[]): OcelLog {
  const events = recorded.flatMap(eventsOf);
  const objects = byId([...recorded.flatMap(({ instance }) => objectsOf(instance)), ...peopleIn(events)]);
  return { objectTypes: typesOf(objects), eventTypes: typesOf(events), objects, events };
}

/** The logs of several pages as one. */
export const joinLogs = (logs: readonly OcelLog[]): OcelLog => ({
  objectTypes: joinTypes(logs.flatMap(({ objectTypes }) => objectTypes)),
  eventTypes: joinTypes(logs.flatMap(({ eventTypes }) => eventTypes)),
  objects: byId(logs.flatMap(({ objects }) => objects)),
  events: logs.flatMap(({ events }) => events),
});

/** Bookkeeping of deliveries is no part of the process. */
const eventsOf = ({ instance, entries }: Recorded): readonly OcelEvent[] =>
  entries.flatMap((entry) =>
    entry.events.flatMap((event, i) =>
      raisesRevision(event) ? [eventOf(instance, entry, event, `${instance.id}/${entry.seq}/${i}`)] : [],
    ),
  );

function eventOf({ id: instanceId }: Instance, entry: Entry, event: Event, id: string): OcelEvent {
  const { actor, onBehalfOf, channel, at } = entry;
  const stepId = 'stepId' in event ? event.stepId : null;
  const { attempt, outcome } = event.data as { readonly attempt?: number; readonly outcome?: string };
  return {
    id,
    type: event.action,
    time: iso(at),
    attributes: [
      { name: 'channel', value: channel },
      ...(attempt === undefined ? [] : [{ name: 'attempt', value: String(attempt) }]),
      ...(outcome === undefined ? [] : [{ name: 'outcome', value: outcome }]),
    ],
    relationships: [
      { objectId: instanceId, qualifier: 'workflow' },
      ...(stepId === null ? [] : [{ objectId: stepObjectId(instanceId, stepId), qualifier: 'step' }]),
      ...(actor === ENGINE ? [] : [{ objectId: personId(actor), qualifier: 'actor' }]),
      ...(onBehalfOf === null ? [] : [{ objectId: personId(onBehalfOf), qualifier: 'on behalf of' }]),
      ...assigneesOf(event).map((user) => ({ objectId: personId(user), qualifier: 'assignee' })),
    ],
  };
}

const assigneesOf = ({ data }: Event): readonly string[] =>
  'assignees' in data ? [...new Set(data.assignees.map(({ user }) => user))] : [];

function objectsOf(instance: Instance): readonly OcelObject[] {
  const { id, definition, context, record, steps, outcome, status, now } = instance;
  const started = iso(context.startedAt);
  const about = record === null ? null : `record/${record.collection}/${record.id}`;
  const stepIds = Object.keys(steps);
  return [
    {
      id,
      type: definition.id,
      attributes: [
        { name: 'version', value: definition.version, time: started },
        { name: 'status', value: status, time: iso(now) },
        ...(outcome === null ? [] : [{ name: 'outcome', value: outcome, time: iso(now) }]),
      ],
      relationships: [
        ...(about === null ? [] : [{ objectId: about, qualifier: 'about' }]),
        ...stepIds.map((stepId) => ({ objectId: stepObjectId(id, stepId), qualifier: 'step' })),
      ],
    },
    ...stepIds.map((stepId) => ({
      id: stepObjectId(id, stepId),
      type: 'step',
      attributes: [{ name: 'stepId', value: stepId, time: started }],
      relationships: [],
    })),
    ...(about === null || record === null
      ? []
      : [
          {
            id: about,
            type: 'record',
            attributes: [{ name: 'collection', value: record.collection, time: started }],
            relationships: [],
          },
        ]),
  ];
}

const PERSON = /^person\//;
const peopleIn = (events: readonly OcelEvent[]): readonly OcelObject[] =>
  events
    .flatMap(({ relationships }) => relationships.map(({ objectId }) => objectId))
    .filter((id) => PERSON.test(id))
    .map((id) => ({ id, type: 'person', attributes: [], relationships: [] }));

/** Each once; the first one stays. */
const byId = (objects: readonly OcelObject[]): readonly OcelObject[] =>
  [...new Map(objects.toReversed().map((object) => [object.id, object])).values()].toReversed();

/** Attributes that are whole numbers; all others are texts. */
const INTEGERS: ReadonlySet<string> = new Set(['attempt']);

/** Every type that occurs, with every attribute that occurs in it. */
const typesOf = (things: readonly (OcelEvent | OcelObject)[]): readonly OcelType[] =>
  joinTypes(
    things.map(({ type, attributes }) => ({
      name: type,
      attributes: attributes.map(({ name }) => ({
        name,
        type: INTEGERS.has(name) ? ('integer' as const) : ('string' as const),
      })),
    })),
  );

function joinTypes(types: readonly OcelType[]): readonly OcelType[] {
  const joined = new Map<string, Map<string, OcelType['attributes'][number]>>();
  for (const { name, attributes } of types) {
    const known = joined.get(name) ?? new Map<string, OcelType['attributes'][number]>();
    for (const attribute of attributes) known.set(attribute.name, attribute);
    joined.set(name, known);
  }
  return [...joined].map(([name, attributes]) => ({ name, attributes: [...attributes.values()] }));
}
