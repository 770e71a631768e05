// A message the gateway shows us: somebody wrote, or it is one of ours that was sent.
import type { ChatEvent } from '../../core/chat-event.ts';
import { deliveryHandle } from '../../core/delivery.ts';
import { type Json, ownValue, valueAt } from '../../core/json.ts';
import { echoOfText } from './echo.ts';
import { idIn, ownIdIn } from './words.ts';

/** More than any command comes to; the rest is cut off. */
export const SAID_CHARS_MAX = 4_000;

const PHONE = /^\+?([1-9]\d{6,14})(?::\d+)?(?:@(?:c\.us|s\.whatsapp\.net))?$/;
/** What a person may send without a word, and still expects an answer to. */
const WORDLESS = /^(?:image|video|document|ptt|audio|voice|sticker|location|contact|v-?card|multi_?vcard|media)$/;
const TEXTS = [
  ...['text', 'caption', 'body', 'selectedDisplayText', 'title'],
  ...['button', 'buttons', 'list', 'interactive', 'response'].flatMap((place) =>
    ['', '_reply', '_response'].flatMap((form) => ['text', 'title', 'id'].map((key) => `${place}${form}.${key}`)),
  ),
];

export function readMessage(body: Json): readonly ChatEvent[] {
  const message = ownValue(body, 'message');
  const chat = idIn(ownValue(body, 'conversation') ?? valueAt(body, 'user.id') ?? valueAt(body, 'user.phone'));
  // A hidden number names a person too, whose number then stands with the user.
  if (chat === null || !(PHONE.test(chat) || chat.endsWith('@lid'))) return [];
  const text = textOf(message);
  return isOurs(message) ? readEcho(message, chat, text) : readSaid(body, message, chat, text);
}

function readSaid(body: Json, message: Json | undefined, chat: string, text: string): readonly ChatEvent[] {
  const messageId = idIn(ownValue(message, '_serialized') ?? ownValue(message, 'id'));
  const phone = phoneOf(idIn(valueAt(body, 'user.phone'))) ?? phoneOf(chat);
  const type = String(ownValue(message, 'type') ?? '').toLowerCase();
  if (messageId === null || phone === null || (text === '' && !WORDLESS.test(type))) return [];
  return [{ kind: 'said', messageId, phone, text: text.slice(0, SAID_CHARS_MAX).toWellFormed() }];
}

function readEcho(message: Json | undefined, chat: string, text: string): readonly ChatEvent[] {
  const id = ownIdIn(ownValue(message, 'id') ?? ownValue(message, '_serialized'));
  const phone = phoneOf(chat);
  const handle = phone === null ? null : echoOfText(phone, text);
  if (id === null || handle === null) return [];
  return [{ kind: 'report', handle, report: { state: 'sent', handle: deliveryHandle('whatsapp', id) } }];
}

function phoneOf(text: string | null): string | null {
  const digits = text === null ? undefined : PHONE.exec(text)?.[1];
  return digits === undefined ? null : `+${digits}`;
}

const isOurs = (message: Json | undefined): boolean => {
  const fromMe = ownValue(message, 'fromMe');
  return fromMe === true || fromMe === 'true' || fromMe === 1;
};

function textOf(message: Json | undefined): string {
  for (const place of TEXTS) {
    const text = valueAt(message, place);
    if (typeof text === 'string' && text.trim() !== '') return text;
  }
  return '';
}
