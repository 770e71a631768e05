// Under what a message is recognised when the gateway shows it to us: to whom, and what, whatever was done to its spaces.
import { createHash } from 'node:crypto';
import { echoHandle } from '../../core/delivery.ts';
import type { OutgoingMessage } from '../../platform/platform.ts';

/** Of a number in international form, with or without its plus, and a text. */
export function echoOfText(phone: string, text: string): string {
  const said = text.toWellFormed().normalize('NFC').replace(/\s+/g, ' ').trim();
  return echoHandle(
    'whatsapp',
    createHash('sha256')
      .update(`${digitsOf(phone)}\n${said}`)
      .digest('hex'),
  );
}

export const digitsOf = (phone: string): string => phone.replace(/\D/g, '');

const NUMBER_CHARS = 7;

/** As it is sent. No two messages are the same text, so that the echo of one is never taken for that of another. */
export function numbered({ text, key }: Pick<OutgoingMessage, 'text' | 'key'>): string {
  const number = createHash('sha256').update(key).digest('hex').slice(0, NUMBER_CHARS);
  return `${text}\n\n_#${number.toUpperCase()}_`;
}
