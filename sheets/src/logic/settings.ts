// The settings of a spreadsheet, checked when they are read: everybody who may edit the file may write them.
import { isPath } from './fields.ts';
import type { Overrides } from './mapping.ts';

export interface Settings {
  /** Without a slash at its end. */
  readonly server: string;
  readonly apiKey: string;
  readonly workflowId: string;
  readonly mapping: Overrides;
}

const LOCAL = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;
const PUBLIC = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i;
const WORKFLOW = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const API_KEY = /^[A-Za-z0-9_-]{0,100}$/;
const COLUMNS_MAX = 200;

export const isLocal = (server: string): boolean => LOCAL.test(server);
export const withoutSlash = (server: string): string => server.trim().replace(/\/+$/, '');

export type Checked =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problem: string };

export function checkSettings(raw: Readonly<Record<string, unknown>>): Checked {
  const server = withoutSlash(textOf(raw.server));
  const workflowId = textOf(raw.workflowId).trim();
  const apiKey = textOf(raw.apiKey).trim();
  if (!isLocal(server) && !PUBLIC.test(server))
    return wrong('The server is an address such as https://approvals.example.com.');
  if (!WORKFLOW.test(workflowId)) return wrong('The workflow is the id of a definition, such as order-approval.');
  if (!API_KEY.test(apiKey)) return wrong('The API key has characters that no API key has.');
  if (!isLocal(server) && apiKey === '') return wrong('Signing in needs the Web API key of the Firebase project.');
  const mapping = mappingOf(raw.mapping);
  return mapping === null
    ? wrong('The mapping names a column or a field that cannot be.')
    : { ok: true, settings: { server, apiKey, workflowId, mapping } };
}

const wrong = (problem: string): Checked => ({ ok: false, problem });
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function mappingOf(raw: unknown): Overrides | null {
  if (raw === undefined || raw === null) return {};
  if (typeof raw !== 'object' || Array.isArray(raw)) return null;
  const mapping: Record<string, string | null> = Object.create(null);
  const headers = Object.keys(raw);
  if (headers.length > COLUMNS_MAX) return null;
  for (const header of headers) {
    const path = (raw as Readonly<Record<string, unknown>>)[header];
    if (path !== null && (typeof path !== 'string' || !isPath(path))) return null;
    mapping[header] = path;
  }
  return mapping;
}
