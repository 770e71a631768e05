// What a failure to hand a mail over means: refused for good, surely not taken, or unknown.
import type { NodemailerError } from 'nodemailer';
import { type Delivery, Transient, Unconfirmed } from '../../platform/platform.ts';

/** Bad sequence of commands: of the conversation, not of the mail. */
const BAD_SEQUENCE = 503;

/**
 * `wasBegun`: a byte of the mail itself may have left. Of the server's words only its codes are told: the rest may name
 * people, or quote what it was sent.
 */
export function failureOf(error: NodemailerError, wasBegun: boolean, messageId: string): Delivery {
  const { code = '', responseCode, response } = error;
  // Only these two are the server's whole answer to this mail, or our own refusal to send it.
  if (code === 'EENVELOPE' || code === 'EMESSAGE') {
    if (responseCode === undefined) return { ok: false, error: `the mail cannot be sent as it is: ${code}` };
    const said = codesOf(response);
    if (responseCode >= 500 && responseCode !== BAD_SEQUENCE)
      return { ok: false, error: `the mail server refused the mail: ${said}` };
    if (responseCode >= 400) throw new Transient(`the mail server did not take the mail for now: ${said}`);
  }
  if (wasBegun)
    throw new Unconfirmed(
      `the mail server did not confirm the mail (${code || 'no reason given'}): look for ${messageId} in its log`,
    );
  const hint = code === 'EAUTH' ? ': check the user and the password' : '';
  const reason = `${code} ${codesOf(response)}`.trim() || 'no reason given';
  throw new Transient(`the mail server cannot be used (${reason})${hint}`);
}

const codesOf = (response: string | undefined): string =>
  /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(response ?? '')?.[0].replace('-', ' ') ?? '';
