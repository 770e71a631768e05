// What has to be done so that everything wanted is there: pure, so that a second run can be shown to do nothing.
import { differences, type Json, type JsonObject } from './json.ts';
import { type Existing, KINDS, type Resource } from './resources.ts';

export type Action =
  | { readonly do: 'create'; readonly resource: Resource }
  | { readonly do: 'update'; readonly resource: Resource; readonly existing: Existing; readonly at: readonly string[] }
  | { readonly do: 'keep'; readonly resource: Resource }
  /** Ours by its marks, but no file says so any more, or another one already stands for that file. */
  | { readonly do: 'remove'; readonly existing: Existing };

/** Actions in the order in which they must be done; removals last and backwards, as alerts name objectives. */
export function plan(desired: readonly Resource[], actual: readonly Existing[]): readonly Action[] {
  const wanted = KINDS.flatMap((kind) => desired.filter((resource) => resource.kind === kind));
  const matches = wanted.map((resource) => ({ resource, existing: actual.find(isFor(resource)) }));
  const taken = new Set(matches.map(({ existing }) => existing));
  const over = [...KINDS]
    .reverse()
    .flatMap((kind) => actual.filter((existing) => existing.kind === kind && !taken.has(existing)));
  return [
    ...matches.map(({ resource, existing }) => actionFor(resource, existing)),
    ...over.map((existing): Action => ({ do: 'remove', existing })),
  ];
}

const isFor =
  ({ kind, id }: Resource) =>
  (existing: Existing): boolean =>
    existing.kind === kind && existing.id === id;

function actionFor(wanted: Resource, existing: Existing | undefined): Action {
  if (existing === undefined) return { do: 'create', resource: wanted };
  const resource = { ...wanted, body: withChannelsKept(wanted.body, existing.body) };
  const at = differences(resource.body, existing.body);
  return at.length === 0 ? { do: 'keep', resource } : { do: 'update', resource, existing, at };
}

/** Who else was put on a policy by hand stays on it. */
function withChannelsKept(wanted: JsonObject, existing: JsonObject): JsonObject {
  if (wanted.notificationChannels === undefined) return wanted;
  const channels = [...listOf(existing.notificationChannels), ...listOf(wanted.notificationChannels)];
  return { ...wanted, notificationChannels: [...new Set(channels)] };
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
