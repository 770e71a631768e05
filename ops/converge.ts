// Carrying out a plan. After every failure that leaves a doubt we look again before we do anything again: so a policy
// whose creation was carried out but never answered is found, and not made twice.
import { ApiError, type Call, mayPass, once, read, type Wire, waitMs } from './google-api.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { type Action, plan } from './plan.ts';
import { type Existing, idOf, KINDS, type Kind, type Place, placeOf, type Resource } from './resources.ts';

const TRIES_MAX = 6;
const PAGE_SIZE = 200;
const PAGES_MAX = 100;

export async function existingOf(wire: Wire, kind: Kind): Promise<readonly Existing[]> {
  let items: readonly JsonObject[];
  try {
    items = await listed(wire, placeOf(kind, wire.project));
  } catch (error) {
    // Objectives live below our service: before it exists there are none.
    if (kind === 'slo' && error instanceof ApiError && error.status === 404) return [];
    throw error;
  }
  return items.flatMap((body) => {
    const id = idOf(kind, body);
    return id === null ? [] : [{ kind, id, body }];
  });
}

export async function allExisting(wire: Wire): Promise<readonly Existing[]> {
  const found: Existing[] = [];
  for (const kind of KINDS) found.push(...(await existingOf(wire, kind)));
  return found;
}

async function listed(wire: Wire, { api, path, field, role }: Place): Promise<readonly JsonObject[]> {
  const items: JsonObject[] = [];
  let pageToken = '';
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = new URLSearchParams({ pageSize: String(PAGE_SIZE), ...(pageToken === '' ? {} : { pageToken }) });
    const answer = await read(wire, { method: 'GET', api, path: `${path}?${query}`, role });
    if (Array.isArray(answer[field])) items.push(...answer[field].filter(isObject));
    pageToken = typeof answer.nextPageToken === 'string' ? answer.nextPageToken : '';
    if (pageToken === '') return items;
  }
  throw new ApiError(0, `${path} has more than ${PAGES_MAX * PAGE_SIZE} entries; clear up what is not needed.`);
}

/** Answers what was done in the end; a creation that turned out to be there already was kept. */
export async function carryOut(wire: Wire, action: Action): Promise<Action['do']> {
  if (action.do === 'keep') return 'keep';
  if (action.do === 'remove') return remove(wire, action.existing);
  let next: Action = action;
  for (let tries = 1; ; tries++) {
    try {
      if (next.do === 'create') await once(wire, creation(wire, next.resource));
      if (next.do === 'update') await once(wire, change(wire, next.resource, next.existing));
      return next.do;
    } catch (error) {
      if (!isWorthLooking(error, action.resource.kind) || tries === TRIES_MAX) throw error;
      await wire.sleep(waitMs(tries));
      const again = replanned(action.resource, await existingOf(wire, action.resource.kind));
      // A name that is taken by something which is not ours stays taken.
      if (again.do === 'create' && error instanceof ApiError && error.status === 409) throw error;
      next = again;
    }
  }
}

/**
 * 409: another run was at it, or an earlier try was carried out. 404 for a policy or an objective: the metric that it
 * names was made a moment ago and is not known everywhere yet.
 */
const isWorthLooking = (error: unknown, kind: Kind): boolean =>
  mayPass(error) ||
  (error instanceof ApiError &&
    (error.status === 409 || (error.status === 404 && (kind === 'alert' || kind === 'slo'))));

const replanned = (resource: Resource, actual: readonly Existing[]): Action =>
  plan([resource], actual).find((action) => action.do !== 'remove') ?? { do: 'create', resource };

async function remove(wire: Wire, { kind, body }: Existing): Promise<'remove'> {
  const place = placeOf(kind, wire.project);
  const call: Call = { method: 'DELETE', api: place.api, path: pathOf(place, kind, body), role: place.role };
  for (let tries = 1; ; tries++) {
    try {
      await once(wire, call);
      return 'remove';
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return 'remove';
      if (!mayPass(error) || tries === TRIES_MAX) throw error;
      await wire.sleep(waitMs(tries));
    }
  }
}

function creation(wire: Wire, { kind, id, body }: Resource): Call {
  const { api, path, idParameter, role } = placeOf(kind, wire.project);
  const query = idParameter === null ? '' : `?${new URLSearchParams({ [idParameter]: id })}`;
  return { method: 'POST', api, path: `${path}${query}`, body, role };
}

function change(wire: Wire, { kind, body }: Resource, existing: Existing): Call {
  const place = placeOf(kind, wire.project);
  const { api, role } = place;
  const path = pathOf(place, kind, existing.body);
  if (kind === 'logMetric') return { method: 'PUT', api, path, body, role };
  const named = { ...body, name: existing.body.name ?? '' };
  // A dashboard is replaced as a whole; its etag keeps us from undoing what somebody saves at this moment.
  if (kind === 'dashboard')
    return { method: 'PATCH', api, path, body: { ...named, etag: existing.body.etag ?? '' }, role };
  const query = new URLSearchParams({ updateMask: Object.keys(body).join(',') });
  return { method: 'PATCH', api, path: `${path}?${query}`, body: named, role };
}

/** Names of metrics hold a slash of their own; those of the others are their path. */
const pathOf = ({ path, version }: Place, kind: Kind, body: JsonObject): string =>
  kind === 'logMetric' ? `${path}/${encodeURIComponent(String(body.name))}` : `${version}/${String(body.name)}`;

/** Names of the channels that reach these addresses; one that is there already is used, whoever made it. */
export async function channelsFor(wire: Wire, emails: readonly string[]): Promise<readonly string[]> {
  if (emails.length === 0) return [];
  const place = placeOf('channel', wire.project);
  const names: string[] = [];
  for (const email of new Set(emails.map((address) => address.toLowerCase())))
    names.push(await channel(wire, place, email));
  return names;
}

async function channel(wire: Wire, place: Place, email: string): Promise<string> {
  const { api, path, role } = place;
  const body = {
    type: 'email',
    displayName: `Countersign: ${email}`,
    labels: { email_address: email },
    userLabels: { 'managed-by': 'countersign' },
  };
  for (let tries = 1; ; tries++) {
    const found = (await listed(wire, place)).find((item) => isFor(item, email));
    if (found !== undefined) return String(found.name);
    try {
      return String((await once(wire, { method: 'POST', api, path, body, role })).name);
    } catch (error) {
      if (!mayPass(error) || tries === TRIES_MAX) throw error;
      await wire.sleep(waitMs(tries));
    }
  }
}

const isFor = (item: { readonly [key: string]: Json }, email: string): boolean =>
  item.type === 'email' &&
  item.enabled !== false &&
  isObject(item.labels) &&
  String(item.labels.email_address).toLowerCase() === email;
