// By what a message of ours is recognised when the gateway shows it to us: the number that each carries at its end.
import { createHash } from 'node:crypto';
import { echoHandle } from '../../core/delivery.ts';
import type { OutgoingMessage } from '../../platform/platform.ts';

const NUMBER_CHARS = 7;
const NUMBER = new RegExp(`#([0-9A-F]{${NUMBER_CHARS}})[_\\s]*$`);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const numberOf = (key: string): string => sha256(key).slice(0, NUMBER_CHARS).toUpperCase();

/** As it is sent: no two messages to one person have the same number, and every try of one message has its own. */
export const numbered = ({ text, key }: Pick<OutgoingMessage, 'text' | 'key'>): string =>
  `${text}\n\n_#${numberOf(key)}_`;

/** Of a number in international form, with or without its plus, and the key of a message. */
export const echoOfKey = (phone: string, key: string): string => echoOf(phone, numberOf(key));

/** Of what the gateway shows, however it was written; null: it carries no number, so it is none of these messages. */
export function echoOfText(phone: string, text: string): string | null {
  const number = NUMBER.exec(text)?.[1];
  return number === undefined ? null : echoOf(phone, number);
}

const echoOf = (phone: string, number: string): string =>
  echoHandle('whatsapp', sha256(`${digitsOf(phone)}#${number}`));

export const digitsOf = (phone: string): string => phone.replace(/\D/g, '');
