// The person's mails, one of them opened as a mail program shows it; and what the app itself would tell them.
import type { KeptMessage } from '../../functions/platform/embedded/outbox.ts';
import { type Html, html } from '../page/html.ts';
import { linkedText, plainLine } from './chat-text.ts';
import { ICONS } from './icons.ts';
import { isUnseen, type PersonView } from './model.ts';
import { phoneWords } from './words.ts';

export interface MailboxView {
  readonly view: PersonView;
  /** The mail that is open. */
  readonly open: KeptMessage | null;
  readonly isAsText: boolean;
  /** What else the address says, as a query without its question mark. */
  readonly query: string;
  readonly now: number;
  readonly timeZone: string;
}

export const mailbox = (
  box: MailboxView,
): Html => html`<section class="panel" id="mail" data-panel="email" aria-label="Mailbox">
<h2>${ICONS.email}Mailbox <small>${box.view.owner.email ?? ''}</small></h2>
<ul class="mails" data-part="mails">${mailList(box)}</ul>
<div class="reader" data-part="mail">${openMail(box)}</div>
</section>`;

export const notices = (
  box: MailboxView,
): Html => html`<section class="panel" id="notices" data-panel="in_app" aria-label="Notices in the app">
<h2>${ICONS.in_app}In the app</h2>
<ul class="notices" data-part="notices">${noticeList(box)}</ul>
</section>`;

export function mailList(box: MailboxView): Html {
  const { view, open } = box;
  if (view.mails.length === 0) return html`<li class="empty">No mails.</li>`;
  return html`${view.mails.map((mail) => {
    const { position, message } = mail;
    const current = position === open?.position ? html` aria-current="true"` : '';
    return html`<li><a id="mail-${position}" data-soft data-position="${position}" href="${hrefOf(box, position)}"${current} class="${isUnseen(view.marks)(mail) ? 'new' : ''}">
<span class="subject" lang="${message.to.language}">${message.subject}</span><time>${phoneWords('en', box.timeZone).short(message.at, box.now)}</time>
<span class="line" lang="${message.to.language}">${plainLine(message.text)}</span></a></li>`;
  })}`;
}

/** The page of a mail is shown under a policy of its own, where nothing runs: local/outbox/route.ts. */
export function openMail(box: MailboxView): Html {
  if (box.open === null)
    return box.view.mails.length === 0 ? html`` : html`<p class="empty">Choose a mail to open it.</p>`;
  const { position, message } = box.open;
  const { subject, text, to, html: page } = message;
  const shown = box.isAsText || page === undefined ? 'text' : 'page';
  return html`<div class="letterhead"><div><h3 lang="${to.language}">${subject}</h3><p>To ${to.name} &lt;${to.email}&gt;</p></div>
<nav class="switch" aria-label="How the mail is shown">${page === undefined ? '' : html`<a id="as-page" data-soft href="${hrefOf(box, position)}"${shown === 'page' ? html` aria-current="true"` : ''}>Page</a>`}<a id="as-text" data-soft href="${hrefOf(box, position, 'text')}"${shown === 'text' ? html` aria-current="true"` : ''}>Text</a></nav></div>
${
  shown === 'page'
    ? html`<iframe title="${subject}" src="/outbox/${to.id}/mail/${position}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
    : html`<div class="plain" tabindex="0" role="region" aria-label="The mail as text" lang="${to.language}">${linkedText(text)}</div>`
}`;
}

function hrefOf({ view, query }: MailboxView, position: number, as?: 'text'): string {
  const more = [query, `mail=${position}`, ...(as === undefined ? [] : [`as=${as}`])].filter((part) => part !== '');
  return `/outbox/${view.owner.id}?${more.join('&')}`;
}

export function noticeList({ view, now, timeZone }: MailboxView): Html {
  if (view.notices.length === 0) return html`<li class="empty">No notices.</li>`;
  return html`${view.notices.map((notice) => {
    const { position, message } = notice;
    return html`<li data-position="${position}" class="${isUnseen(view.marks)(notice) ? 'new' : ''}"><span class="subject" lang="${message.to.language}">${message.subject}</span><time>${phoneWords('en', timeZone).short(message.at, now)}</time>
<span class="line" lang="${message.to.language}">${message.text}</span>${message.instanceId === '' ? '' : html`<a href="/requests/${message.instanceId}">Open the request</a>`}</li>`;
  })}`;
}
