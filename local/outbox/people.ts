// The list of people: who got what last, and what they have not looked at.
import { type Channel, channelSchema } from '../../functions/core/user.ts';
import { type Html, html } from '../page/html.ts';
import { inWords } from '../page/words.ts';
import { plainLine } from './chat-text.ts';
import { ICONS } from './icons.ts';
import { type Owner, type PersonRow, STRANGER } from './model.ts';
import { phoneWords } from './words.ts';

export const CHANNEL_NAMES: Readonly<Record<Channel, string>> = {
  whatsapp: 'WhatsApp',
  email: 'E-mail',
  in_app: 'In app',
};
const TONES = 6;
const ABBREVIATION_CHARS_MAX = 3;
const UNREAD_MAX = 99;

export interface PeopleList {
  readonly rows: readonly PersonRow[];
  readonly chosenId: string | null;
  readonly channel: Channel | null;
  /** Epoch ms. */
  readonly now: number;
  readonly timeZone: string;
}

export const filters = ({ chosenId, channel }: Pick<PeopleList, 'chosenId' | 'channel'>): Html => {
  const path = chosenId === null ? '/outbox' : `/outbox/${chosenId}`;
  const choice = (to: Channel | null): Html => {
    const current = to === channel ? html` aria-current="true"` : '';
    return html`<a id="by-${to ?? 'all'}" data-soft href="${path}${to === null ? '' : `?channel=${to}`}"${current}>${to === null ? 'All' : CHANNEL_NAMES[to]}</a>`;
  };
  return html`${[null, ...channelSchema.options].map(choice)}`;
};

export const peopleList = (list: PeopleList): Html => html`${list.rows.map((row) => personRow(row, list))}`;

function personRow({ owner, last, unread }: PersonRow, { chosenId, channel, now, timeZone }: PeopleList): Html {
  const { id, name, language } = owner;
  const query = channel === null ? '' : `?channel=${channel}`;
  const time = last === null ? '' : html`<time>${phoneWords('en', timeZone).short(last.message.at, now)}</time>`;
  const count =
    unread === 0
      ? ''
      : html`<span class="count">${Math.min(unread, UNREAD_MAX)}<span class="hidden"> unread</span></span>`;
  return html`<li><a id="to-${id}" href="/outbox/${id}${query}"${id === chosenId ? html` aria-current="page"` : ''}>
${avatar(owner)}<span class="name">${name}</span>${time}
<span class="role">${roleOf(owner)}</span>${count}
<span class="last" lang="${language}">${last === null ? html`<span lang="en">${id === STRANGER.id ? 'What does somebody get whom nobody knows?' : 'Nothing yet'}</span>` : html`${ICONS[last.message.channel]}<span class="line">${lineOf(last.message)}</span>`}</span>
</a></li>`;
}

const lineOf = ({ channel, subject, text }: { channel: Channel; subject: string; text: string }): string =>
  channel === 'email' && subject !== '' ? subject : plainLine(text);

export const roleOf = ({ id, roles, phone }: Owner): string =>
  id === STRANGER.id ? (phone ?? '') : roles.map(roleName).join(', ');

/** Short ones are abbreviations. */
const roleName = (role: string): string => (role.length <= ABBREVIATION_CHARS_MAX ? role.toUpperCase() : inWords(role));

/** Two letters of the name, in a colour of the person's own. */
export const avatar = ({ id, name }: Owner): Html =>
  html`<span class="avatar tone-${toneOf(id)}" aria-hidden="true">${id === STRANGER.id ? '?' : initialsOf(name)}</span>`;

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0] ?? '', words.at(-1) ?? ''] : words;
  return ends
    .map((word) => [...letters.segment(word)][0]?.segment ?? '')
    .join('')
    .toUpperCase();
}

const toneOf = (id: string): number =>
  [...id].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 997, 7) % TONES;
