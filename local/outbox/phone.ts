// The person's telephone: its frame, the chat in it, and what they can answer.
import { type Html, html } from '../page/html.ts';
import { chatText } from './chat-text.ts';
import { ICONS, ticks } from './icons.ts';
import type { Bubble, PersonView, TaskCode } from './model.ts';
import { TEXT_CHARS_MAX } from './telling.ts';
import type { PhoneWords } from './words.ts';

export const phone = (
  view: PersonView,
  words: PhoneWords,
  now: number,
): Html => html`<section class="phone" id="chat" data-panel="whatsapp" lang="${words.language}" aria-label="${words.chat}">
<div class="screen">
<div class="status" aria-hidden="true"><span>${words.time(now)}</span><span class="eye"></span>${ICONS.signal}</div>
<div class="bar"><span class="logo">${ICONS.mark}</span><div><h2>Countersign</h2><p>${words.business}</p></div></div>
<div class="log" role="log" tabindex="0" aria-label="${words.chat}" data-part="chat">${bubbles(view, words, now)}</div>
${view.owner.phone === undefined ? unreachable(view) : composer(view, words)}
</div>
</section>`;

/** Each child stands for itself, so that only what has changed is drawn anew. */
export function bubbles({ chat }: PersonView, words: PhoneWords, now: number): Html {
  if (chat.length === 0) return html`<p class="day empty">${words.empty}</p>`;
  let day = '';
  return html`${chat.map((one) => {
    const own = words.dayKey(one.at);
    const isNew = own !== day;
    day = own;
    return html`${isNew ? html`<p class="day">${words.day(one.at, now)}</p>` : ''}${bubble(one, words)}`;
  })}`;
}

function bubble({ id, isOwn, text, at, state, position }: Bubble, words: PhoneWords): Html {
  const place = position === null ? '' : html` data-position="${position}"`;
  return html`<div class="bubble ${isOwn ? 'own' : 'theirs'}" id="${id}"${place}>
<span class="hidden">${isOwn ? words.you : 'Countersign'}: </span><span class="text">${chatText(text)}</span>
<span class="meta"><time datetime="${new Date(at).toISOString()}">${words.time(at)}</time>${ticks(state, words.states[state])}</span></div>`;
}

const unreachable = ({ owner }: PersonView): Html =>
  html`<p class="unreachable" lang="en">${owner.name} has no telephone number, so nothing arrives here.</p>`;

const composer = (
  view: PersonView,
  words: PhoneWords,
): Html => html`<div class="chips" data-part="chips" lang="en">${chips(view)}</div>
<p class="problem" role="alert" lang="en" hidden></p>
<form class="composer" data-reply="/outbox/${view.owner.id}/reply">
<label class="hidden" for="text">${words.write}</label>
<textarea id="text" name="text" rows="1" maxlength="${TEXT_CHARS_MAX}" placeholder="${words.write}" autocomplete="off" enterkeyhint="send"></textarea>
<button aria-label="${words.send}" title="${words.send}">${ICONS.send}</button>
</form>`;

export const chips = ({ tasks }: PersonView): Html => html`${tasks.map(chipsOf)}`;

/** Rejecting asks for a reason, which only the person can write. */
const chipsOf = ({ code, name }: TaskCode): Html => html`<div class="task" role="group" aria-label="${name}">
<span class="about">${name}</span>
<button type="button" class="chip" data-say="A ${code}" title="Approve">A ${code}</button>
<button type="button" class="chip" data-fill="R ${code} " title="Reject, with a reason">R ${code} …</button>
<button type="button" class="chip" data-say="? ${code}" title="Tell me more">? ${code}</button>
</div>`;
