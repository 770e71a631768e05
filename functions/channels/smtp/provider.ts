// E-mail over SMTP: one mail to one person, over a few connections that are kept.
import { createHash } from 'node:crypto';
import { createTransport, type NodemailerError, type SendMailOptions } from 'nodemailer';
import type { OutgoingMessage } from '../../platform/platform.ts';
import type { Provider } from '../provider.ts';
import { oneLine } from '../values.ts';
import { failureOf } from './outcome.ts';
import { serverAddressOf } from './server-address.ts';
import { SMTP_TRAITS } from './traits.ts';

export interface SmtpOptions {
  /** smtps://user:password@host, or smtp://…:587 with STARTTLS; plain only to this machine itself. */
  readonly url: string;
  /** An address, or "Name <address>". */
  readonly from: string;
  readonly replyTo?: string | undefined;
  /** PEM; replaces the well-known authorities. */
  readonly ca?: string;
  /** For one mail, from its turn in the queue to the server's last word. */
  readonly timeoutMs?: number;
}

export interface Smtp extends Provider {
  /** Idle connections end at once, others with their mail. */
  close(): void;
}

const TIMEOUT_MS = 30_000;
const STEP_TIMEOUT_MS = 10_000;
const CONNECTIONS_MAX = 3;
/** Where a process sleeps between requests, an older connection is dead without anybody having noticed. */
const IDLE_MS_MAX = 30_000;

/** Throws an error that says what is wrong with the URL or the sender. */
export function createSmtp({ url, from, replyTo, ca, timeoutMs = TIMEOUT_MS }: SmtpOptions): Smtp {
  const sender = senderOf(from);
  const step = Math.min(STEP_TIMEOUT_MS, timeoutMs);
  const transport = createTransport({
    ...serverAddressOf(url),
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    // Sent again by itself is only what was never begun: for a connection that had died unnoticed.
    maxRequeues: CONNECTIONS_MAX,
    idleTimeout: IDLE_MS_MAX,
    dnsTimeout: step,
    connectionTimeout: step,
    greetingTimeout: step,
    socketTimeout: timeoutMs,
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // The content of a mail, by the signal of its try: whether it was read tells whether any of it may have left.
  const contents = new WeakMap<AbortSignal, { readonly readableDidRead: boolean }>();
  transport.use('stream', (mail, done) => {
    mail.message.processFunc((content) => {
      if (mail.data.signal !== undefined) contents.set(mail.data.signal, content);
      return content;
    });
    done();
  });
  return {
    channel: 'email',
    traits: SMTP_TRAITS,
    echoOf: () => null,
    send: async (message) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const mail = mailOf(message, sender);
      try {
        await transport.sendMail({ ...mail, from, ...(replyTo === undefined ? {} : { replyTo }), signal });
        return { ok: true, providerId: mail.messageId, state: 'sent' };
      } catch (error) {
        return failureOf(error as NodemailerError, contents.get(signal)?.readableDidRead === true, mail.messageId);
      }
    },
    close: () => transport.close(),
  };
}

interface Sender {
  readonly address: string;
  readonly domain: string;
}

function senderOf(from: string): Sender {
  const [, address, domain] = /^(?:[^<>\r\n]*<)?([^\s<>@,;:"]+@([a-z0-9.-]+))>?$/i.exec(from.trim()) ?? [];
  if (address === undefined || domain === undefined)
    throw new Error('the sender of e-mails is one address, or "Name <address>"');
  return { address, domain };
}

/** The same message has the same Message-ID at every try, and all of one workflow belong to one thread. */
function mailOf(
  message: OutgoingMessage,
  { address, domain }: Sender,
): SendMailOptions & { readonly messageId: string } {
  const { key, instanceId, to, subject, text, html, at } = message;
  const idOf = (kind: string, name: string): string =>
    `<${kind}.${createHash('sha256').update(name).digest('hex').slice(0, 32)}@${domain}>`;
  return {
    // Said apart from the headers, so that no name can add a recipient.
    envelope: { from: address, to: [to.email] },
    to: { name: headerText(to.name), address: to.email },
    subject: headerText(subject),
    messageId: idOf('message', key),
    references: idOf('workflow', instanceId),
    date: new Date(at),
    text,
    ...(html === undefined ? {} : { html }),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    xMailer: false,
  };
}

/** One line that stays what it is: a reader's program would decode "=?…?=", and show what is hidden in it. */
const headerText = (text: string): string => oneLine(text).replaceAll('=?', '= ?');
