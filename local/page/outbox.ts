// Messages as the people they went to see them: a chat bubble, a letter, a line in the app.
import type { OutgoingMessage } from '../../functions/platform/platform.ts';
import { chatText, type Html, html } from './html.ts';
import type { Words } from './words.ts';

const NAMES: Readonly<Record<OutgoingMessage['channel'], string>> = {
  whatsapp: 'WhatsApp',
  email: 'Email',
  in_app: 'In the app',
};

export function outboxPage(messages: readonly OutgoingMessage[], words: Words, isEverybodys: boolean): Html {
  return html`<h1>${isEverybodys ? 'Messages to everybody' : 'Messages to you'}</h1>
<p class="quiet">No message leaves this machine: this is what would have been sent, newest first.</p>
${messages.length === 0 ? html`<p class="empty">Nothing was sent yet.</p>` : html`<div class="outbox">${messages.map((message) => one(message, words))}</div>`}`;
}

const one = (
  { to, channel, subject, text, at, instanceId }: OutgoingMessage,
  words: Words,
): Html => html`<article class="message ${channel}" lang="${to.language}">
<p class="quiet" lang="en">${NAMES[channel]} to ${to.name} (${channel === 'email' ? to.email : channel === 'whatsapp' ? (to.phone ?? 'no number') : to.id}), ${words.moment(new Date(at).toISOString())}${instanceId === '' ? '' : html` · <a href="/instances/${instanceId}">request</a>`}</p>
<div class="bubble">${channel === 'email' ? html`<strong class="subject">${subject}</strong>` : ''}<div class="text">${channel === 'whatsapp' ? chatText(text) : text}</div></div>
</article>`;
