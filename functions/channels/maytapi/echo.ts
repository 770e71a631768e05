// Under what a message is recognised when the gateway shows it to us: to whom, and what, whatever was done to its spaces.
import { createHash } from 'node:crypto';
import { echoHandle } from '../../core/delivery.ts';

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

const SHORT_CHARS = 7;
/** Enough to tell the messages of one person apart, and little enough to read out. */
export const shortHash = (key: string): string =>
  createHash('sha256').update(key).digest('hex').slice(0, SHORT_CHARS).toUpperCase();
