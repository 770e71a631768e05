// The outbox as one page: people on the left, the chosen one's telephone and mailbox beside them.

import type { Channel } from '../../functions/core/user.ts';
import type { KeptMessage } from '../../functions/platform/embedded/outbox.ts';
import { type Html, html } from '../page/html.ts';
import { ICONS } from './icons.ts';
import { mailbox, mailList, noticeList, notices, openMail } from './mailbox.ts';
import { isUnseen, type PersonRow, type PersonView } from './model.ts';
import { avatar, CHANNEL_NAMES, filters, peopleList, roleOf } from './people.ts';
import { bubbles, chips, phone } from './phone.ts';
import { phoneWords } from './words.ts';

export interface OutboxView {
  readonly rows: readonly PersonRow[];
  /** null: nobody is chosen. */
  readonly view: PersonView | null;
  readonly channel: Channel | null;
  readonly open: KeptMessage | null;
  readonly isAsText: boolean;
  /** Epoch ms. */
  readonly now: number;
  readonly timeZone: string;
}

/** By name, what may have changed since: the script draws each anew where the page has it. */
export function outboxParts(outbox: OutboxView): Readonly<Record<string, string>> {
  const { view, timeZone, now } = outbox;
  const list = listOf(outbox);
  const always = { filters: filters(list), people: peopleList(list) };
  const words = phoneWords(view?.owner.language ?? 'en', timeZone);
  const box = boxOf(outbox);
  const ofPerson =
    view === null || box === null
      ? {}
      : {
          tabs: tabs(view),
          chat: bubbles(view, words, now),
          chips: chips(view),
          mails: mailList(box),
          mail: openMail(box),
          notices: noticeList(box),
        };
  return Object.fromEntries(Object.entries({ ...always, ...ofPerson }).map(([name, made]) => [name, made.text]));
}

export function outboxPage(outbox: OutboxView): string {
  const { view } = outbox;
  const list = listOf(outbox);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${view === null ? 'Outbox' : `${view.owner.name} · Outbox`} · Countersign</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/outbox-phone.css">
<link rel="stylesheet" href="/outbox-papers.css">
<link rel="stylesheet" href="/outbox.css">
<script src="/outbox.js" type="module"></script>
</head>
<body class="${view === null ? 'nobody' : 'somebody'}">
<header class="top"><a class="brand" href="/">${ICONS.mark}Countersign</a>${view === null ? html`<h1>Outbox</h1>` : html`<p class="where">Outbox</p>`}
<p class="note">Every message as its person sees it. Choose one, and answer as them.</p><a class="to" href="/">Dashboard</a></header>
<p class="banner" role="status" hidden>The server does not answer. Trying again …</p>
<noscript><p class="banner">This page needs its script to send replies and to stay up to date.</p></noscript>
<div class="columns">
<nav class="people" aria-label="People"><div class="filters" data-part="filters">${filters(list)}</div>
<ul data-part="people">${peopleList(list)}</ul></nav>
<main>${view === null ? invitation : person(outbox, view)}</main>
</div>
</body>
</html>
`.text;
}

const listOf = ({ rows, view, channel, now, timeZone }: OutboxView) => ({
  rows,
  chosenId: view?.owner.id ?? null,
  channel,
  now,
  timeZone,
});

const boxOf = ({ view, open, isAsText, channel, now, timeZone }: OutboxView) =>
  view === null ? null : { view, open, isAsText, query: channel === null ? '' : `channel=${channel}`, now, timeZone };

function person(outbox: OutboxView, view: PersonView): Html {
  const box = boxOf(outbox);
  const { owner } = view;
  const address = [roleOf(owner), owner.phone === roleOf(owner) ? '' : (owner.phone ?? '')].filter((one) => one !== '');
  return html`<div class="whose"><a class="back" href="/outbox" aria-label="All people">${ICONS.back}</a>${avatar(owner)}<div><h1>${owner.name}</h1><p>${address.join(' · ')}</p></div></div>
<nav class="tabs" aria-label="Of this person" data-part="tabs">${tabs(view)}</nav>
<div class="things">${phone(view, phoneWords(owner.language, outbox.timeZone), outbox.now)}
${box === null || owner.email === null ? '' : html`<div class="papers">${mailbox(box)}${notices(box)}</div>`}</div>`;
}

const PANELS: readonly { readonly channel: Channel; readonly id: string }[] = [
  { channel: 'whatsapp', id: 'chat' },
  { channel: 'email', id: 'mail' },
  { channel: 'in_app', id: 'notices' },
];

function tabs({ owner, marks, mails, notices: told, chat }: PersonView): Html {
  const unread = (channel: Channel): number => {
    if (channel === 'whatsapp') return chat.filter(({ position }) => (position ?? 0) > marks.whatsapp).length;
    return (channel === 'email' ? mails : told).filter(isUnseen(marks)).length;
  };
  const shown = PANELS.filter(({ channel }) => owner.email !== null || channel === 'whatsapp');
  return html`${shown.map(
    ({ channel, id }) =>
      html`<a href="#${id}">${ICONS[channel]}${CHANNEL_NAMES[channel]}${unread(channel) === 0 ? '' : html` <span class="count">${unread(channel)}<span class="hidden"> unread</span></span>`}</a>`,
  )}`;
}

const invitation = html`<div class="invitation"><div class="drawing" aria-hidden="true"><span></span><span></span><span></span></div>
<h2>Whose telephone?</h2>
<ol><li>Start a request on the <a href="/">dashboard</a>; whoever has to decide gets a message here.</li>
<li>Choose that person. You see the message as they see it.</li>
<li>Answer as them, by a reply, a link or a mail, and watch the request go on.</li></ol></div>`;
