// The page behind signed links, as Hosting serves it in the cloud: the same files under the same rules.
import { readFileSync } from 'node:fs';
import type { Answer } from '../http/answer.ts';

/** As firebase.json says it; nothing here is loaded from elsewhere, sent elsewhere or shown inside of another page. */
export const DECISION_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const file = (name: string, type: string): Answer => ({
  status: 200,
  type: `text/${type}; charset=utf-8`,
  text: readFileSync(new URL(`../../dashboard/public/${name}`, import.meta.url), 'utf8'),
  headers: { 'content-security-policy': DECISION_POLICY },
});

export const DECISION_FILES: ReadonlyMap<string, Answer> = new Map([
  ['/decide', file('decide.html', 'html')],
  ['/decide.css', file('decide.css', 'css')],
  ['/decide.js', file('decide.js', 'javascript')],
  ['/decide-view.js', file('decide-view.js', 'javascript')],
  ['/decide-words.js', file('decide-words.js', 'javascript')],
]);
