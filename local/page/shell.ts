// The frame of every page: who is signed in, where to go, and the place the script fills.
import type { User } from '../../functions/core/user.ts';
import { type Html, html } from './html.ts';

export interface Shell {
  readonly title: string;
  /** Where the script gets the page's content from, once somebody is signed in. */
  readonly fragment: string;
  readonly users: readonly User[];
}

const document = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Countersign</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/page.css">
<script src="/assets/page.js" defer></script>
</head>
${body}
</html>
`.text;

export const shell = ({ title, fragment, users }: Shell): string =>
  document(
    title,
    html`<body>
<header><a class="brand" href="/simple">Countersign</a><nav><a href="/simple">Tasks</a><a href="/outbox">Outbox</a></nav>
<label class="who">You are <select id="person"><option value="">nobody yet</option>${byRole(users)}</select></label></header>
<p id="notice" role="status" hidden></p>
<main id="content" data-fragment="${fragment}">${welcome}</main>
<noscript><p class="empty">This page needs its script to sign you in.</p></noscript>
</body>`,
  );

const byRole = (users: readonly User[]): readonly Html[] =>
  users.map(
    ({ id, name, roles }) =>
      html`<option value="${id}">${name} (${roles.map((role) => role.replaceAll('_', ' ')).join(', ')})</option>`,
  );

const welcome = html`<h1>Welcome</h1>
<p>Countersign asks the right people to approve things, reminds them, escalates when they do not answer, and remembers who decided what.</p>
<ol class="tour">
<li>Choose <strong>who you are</strong> at the top. No password: this server is for this machine only.</li>
<li>Start one of the <strong>sample orders</strong>. Its amount says who has to approve it.</li>
<li>Become that person, and <strong>approve or reject</strong> it.</li>
<li>Look at the order’s <strong>timeline</strong>, and at the <strong>messages</strong> people got.</li>
</ol>`;

export const missingPage = (): string =>
  document(
    'Not found',
    html`<body><header><a class="brand" href="/">Countersign</a></header>
<main><h1>There is nothing here</h1><p><a href="/">To your tasks</a></p></main></body>`,
  );
