// The dashboard under the server's own origin: its files, its one page for every place in it, and what it asks first.
import type { AccessPolicy } from '../../functions/core/access.ts';
import type { EmbeddedPlatform } from '../../functions/platform/embedded/platform.ts';
import type { Files } from '../dashboard.ts';
import type { Answer } from '../http/answer.ts';
import { sampleRequests } from '../samples.ts';

export interface DashboardParts {
  readonly platform: EmbeddedPlatform;
  readonly access: AccessPolicy;
  /** Absent: only the API and the simple pages are served. */
  readonly dashboard?: Files;
}

/** Places that the dashboard itself finds its way in; firebase.json has the same list. */
const PLACES =
  /^\/(?:|approvals|messages|requests(?:\/.*)?|instances(?:\/[^/]+)?|decide\/[^/]+\/[^/]+|operations|workload|analytics|definitions(?:\/.*)?|audit|health|settings)$/;

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  json: 'application/json',
};
const typeOf = (path: string): string =>
  `${TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/plain'}; charset=utf-8`;

/** null: neither a file nor a place of the dashboard. */
export async function dashboardAnswer(parts: DashboardParts, path: string): Promise<Answer | null> {
  if (path === '/session.json') return { status: 200, type: typeOf(path), text: JSON.stringify(await session(parts)) };
  if (path === '/samples.json') return { status: 200, type: typeOf(path), text: JSON.stringify(await samples(parts)) };
  const name = PLACES.test(path) ? '/index.html' : path;
  const text = parts.dashboard?.get(name);
  return text === undefined ? null : { status: 200, type: typeOf(name), text };
}

/** How one signs in here, and what each role may do: dashboard/src/session/settings.ts. */
async function session({ platform, access }: DashboardParts) {
  const users = [...(await platform.directory.all())].sort((a, b) => a.name.localeCompare(b.name));
  return {
    kind: 'embedded',
    people: users.map(({ id, name, roles }) => ({ id, name, roles })),
    access,
    // A clock that stands still: the page shows its time, not the machine's.
    ...('advanceTo' in platform.clock ? { stoppedAt: new Date(platform.clock.now()).toISOString() } : {}),
  };
}

/** Data to try the shipped workflows with; none where the samples' people are not there either. */
async function samples({ platform }: DashboardParts): Promise<Readonly<Record<string, readonly unknown[]>>> {
  return (await platform.records.get('stock', 'CEM-OPC-50')) === null ? {} : sampleRequests;
}
