// A small stand-in for the two APIs over real HTTP: it keeps what it is given the way Google does, and fails on order.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Kind } from '../resources.ts';
import { schemaProblems } from '../validation/schema.ts';

/** The next request whose method and path match is answered with this instead. */
export interface Fault {
  readonly method: string;
  readonly path: RegExp;
  readonly status: number;
  readonly error?: JsonObject;
  /** The request is carried out all the same: an answer that got lost. */
  readonly isApplied?: boolean;
}

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  readonly authorization: string;
}

export interface StandIn {
  readonly url: string;
  readonly seen: Seen[];
  readonly faults: Fault[];
  /** Everything that is there, by its path. */
  readonly stored: Map<string, JsonObject>;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

const COLLECTIONS: {
  readonly [name: string]: { readonly pageSizeMax: number; readonly idParameter?: string; readonly kind?: Kind };
} = {
  metrics: { pageSizeMax: 3, kind: 'logMetric' },
  services: { pageSizeMax: 3, idParameter: 'serviceId', kind: 'service' },
  serviceLevelObjectives: { pageSizeMax: 1, idParameter: 'serviceLevelObjectiveId', kind: 'slo' },
  alertPolicies: { pageSizeMax: 4, kind: 'alert' },
  dashboards: { pageSizeMax: 1, kind: 'dashboard' },
  notificationChannels: { pageSizeMax: 2 },
};

export async function startStandIn(): Promise<StandIn> {
  const stored = new Map<string, JsonObject>();
  const seen: Seen[] = [];
  const faults: Fault[] = [];
  const server = createServer(async (request, response) => {
    const asked = await seenOf(request);
    seen.push(asked);
    const at = faults.findIndex(({ method, path }) => method === asked.method && path.test(asked.path));
    const [fault] = at < 0 ? [] : faults.splice(at, 1);
    const real = fault === undefined || fault.isApplied === true ? answerTo(stored, asked, seen.length) : null;
    const { status, body } =
      fault === undefined ? (real as Answer) : failure(fault.status, 'a failure on order', fault.error);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    faults,
    stored,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function seenOf(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const text = Buffer.concat(chunks).toString();
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    body: text === '' ? {} : (JSON.parse(text) as JsonObject),
    authorization: request.headers.authorization ?? '',
  };
}

const failure = (status: number, message: string, error: JsonObject = {}): Answer => ({
  status,
  body: { error: { code: status, message, ...error } },
});

function answerTo(stored: Map<string, JsonObject>, asked: Seen, serial: number): Answer {
  const { method, path } = asked;
  const [problem] = formProblems(asked);
  if (problem !== undefined) return failure(400, problem);
  const collection = COLLECTIONS[path.split('/').at(-1) ?? ''];
  if (method === 'GET' && collection !== undefined) return listing(stored, asked, collection.pageSizeMax);
  if (method === 'POST' && collection !== undefined) return creation(stored, asked, serial, collection.idParameter);
  const known = stored.get(path);
  if (known === undefined) return failure(404, `there is no ${path}`);
  if (method === 'DELETE') stored.delete(path);
  if (method === 'PUT') stored.set(path, kept(asked.body, String(known.name), serial));
  if (method === 'PATCH') return change(stored, asked, known, serial);
  return { status: 200, body: stored.get(path) ?? {} };
}

/** Bodies are checked as the APIs check them. */
function formProblems({ method, path, body }: Seen): readonly string[] {
  if (!['POST', 'PUT', 'PATCH'].includes(method)) return [];
  const kind = path
    .split('/')
    .map((part) => COLLECTIONS[part]?.kind)
    .findLast((one) => one !== undefined);
  return kind === undefined ? [] : schemaProblems(kind, body);
}

function listing(stored: Map<string, JsonObject>, { path, query }: Seen, pageSizeMax: number): Answer {
  const items = [...stored].filter(([at]) => at.slice(0, at.lastIndexOf('/')) === path).map(([, body]) => body);
  const from = Number(query.get('pageToken') ?? 0);
  const to = from + Math.min(pageSizeMax, Number(query.get('pageSize')));
  const next = to < items.length ? { nextPageToken: String(to) } : {};
  // An empty list is left out, as the APIs do.
  return {
    status: 200,
    body: { ...(items.length === 0 ? {} : { [path.split('/').at(-1) ?? '']: items.slice(from, to) }), ...next },
  };
}

function creation(
  stored: Map<string, JsonObject>,
  { path, query, body }: Seen,
  serial: number,
  idParameter: string | undefined,
): Answer {
  const isMetric = path.endsWith('/metrics');
  const id = isMetric
    ? encodeURIComponent(String(body.name))
    : ((idParameter && query.get(idParameter)) ?? `made-${serial}`);
  const at = `${path}/${id}`;
  if (stored.has(at)) return failure(409, `${at} exists`);
  const made = kept(body, isMetric ? String(body.name) : at.replace(/^\/v\d+\//, ''), serial);
  stored.set(at, made);
  return { status: 200, body: made };
}

function change(
  stored: Map<string, JsonObject>,
  { path, query, body }: Seen,
  known: JsonObject,
  serial: number,
): Answer {
  if (body.etag !== undefined && body.etag !== known.etag) return failure(409, 'the etag is not the newest');
  const mask = query.get('updateMask')?.split(',');
  const masked =
    mask === undefined ? body : { ...known, ...Object.fromEntries(mask.map((key) => [key, body[key] ?? null])) };
  stored.set(path, kept(masked, String(known.name), serial));
  return { status: 200, body: stored.get(path) as JsonObject };
}

/** As the server keeps it: fields with their default are gone, and it adds fields of its own. */
function kept(body: JsonObject, name: string, serial: number): JsonObject {
  const conditions = Array.isArray(body.conditions)
    ? {
        conditions: body.conditions.map((item, i) => ({
          ...(withoutDefaults(item) as JsonObject),
          name: `${name}/conditions/${i}`,
        })),
      }
    : {};
  return {
    ...(withoutDefaults(body) as JsonObject),
    ...conditions,
    name,
    etag: `e${serial}`,
    createTime: '2026-01-31T00:00:00Z',
  };
}

function withoutDefaults(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([, item]) => item !== 0 && item !== false && item !== null && !(Array.isArray(item) && item.length === 0),
      )
      .map(([key, item]) => [key, withoutDefaults(item)]),
  );
}
