// The start page's routes. Every one is a GET that changes nothing; what changes something goes through /api.
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Refused } from '../../functions/engine/failure.ts';
import type { Answer } from '../http/answer.ts';
import { callerOf } from '../http/api-route.ts';
import { isLoopback } from '../http/caller.ts';
import type { Tokens } from '../tokens.ts';
import { type DashboardParts, dashboardAnswer } from './dashboard.ts';
import { DECISION_FILES } from './decision.ts';
import { type FragmentParts, fragmentOf } from './fragments.ts';
import { missingPage, shell } from './shell.ts';

export interface PageParts extends FragmentParts, DashboardParts {
  readonly tokens: Tokens;
}

const asset = (name: string): string => readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8');
const ASSETS: ReadonlyMap<string, Answer> = new Map([
  ...DECISION_FILES,
  ['/assets/page.css', { status: 200, type: 'text/css; charset=utf-8', text: asset('page.css') }],
  ['/assets/page.js', { status: 200, type: 'text/javascript; charset=utf-8', text: asset('page.js') }],
]);
const PAGES: readonly { readonly path: RegExp; readonly title: string }[] = [
  { path: /^\/simple$/, title: 'Tasks' },
  { path: /^\/simple\/instances\/[A-Za-z0-9_-]{1,128}$/, title: 'Request' },
];

const page = (status: number, text: string): Answer => ({ status, type: 'text/html; charset=utf-8', text });
const plain = (status: number, text: string): Answer => ({ status, type: 'text/plain; charset=utf-8', text });

export async function answerPage(parts: PageParts, request: IncomingMessage, path: string): Promise<Answer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Pages are read with GET.\n');
  // The page lists people to sign in as; that is nobody's business elsewhere.
  if (!isLoopback(request)) return plain(403, 'The start page is only for this machine.\n');
  const found = ASSETS.get(path);
  if (found !== undefined) return found;
  if (path.startsWith('/fragments/')) return answerFragment(parts, request, path.slice('/fragments'.length));
  const known = PAGES.find((one) => one.path.test(path));
  if (known === undefined) return (await dashboardAnswer(parts, path)) ?? page(404, missingPage());
  const users = [...(await parts.platform.directory.all())].sort((a, b) => a.id.localeCompare(b.id));
  const fragment = path.replace(/^\/simple/, '') || '/';
  return page(200, shell({ title: known.title, fragment: `/fragments${fragment}`, users }));
}

async function answerFragment(parts: PageParts, request: IncomingMessage, path: string): Promise<Answer> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const caller = token === undefined ? null : await callerOf(parts.tokens, request, token);
  if (caller === null) return plain(401, 'Choose who you are.');
  try {
    const fragment = await fragmentOf(parts, caller, path);
    return fragment === null ? plain(404, 'There is nothing here.') : page(200, fragment.text);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { reason, message } = error.rejection;
    return plain(reason === 'NOT_FOUND' ? 404 : 403, message);
  }
}
