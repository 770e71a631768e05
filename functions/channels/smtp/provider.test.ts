// E-mail as a channel: what arrives, and what each way of failing proves; against a real mail server.
import { afterEach, describe, expect, it } from 'vitest';
import { testCertificate } from '../../handlers/http/testing/certificate.ts';
import { eventually } from '../../platform/contract/eventually.ts';
import { sampleMessage, sampleUser } from '../../platform/contract/sample.ts';
import { type OutgoingMessage, Transient, Unconfirmed } from '../../platform/platform.ts';
import {
  type ReceivedMail,
  type SmtpBehaviour,
  type SmtpServer,
  type SmtpServerChoices,
  startSmtpServer,
} from '../testing/smtp-server.ts';
import { createSmtp, type Smtp, type SmtpOptions } from './provider.ts';

const PASSWORD = 'canary:p@ss/word';
const FROM = 'Countersign <no-reply@mail.example.com>';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serverWith(choices: SmtpServerChoices = {}): Promise<SmtpServer> {
  const server = await startSmtpServer(choices);
  closing.push(() => server.close());
  return server;
}
function smtpTo(url: string, more: Partial<SmtpOptions> = {}): Smtp {
  const smtp = createSmtp({ url, from: FROM, ...more });
  closing.unshift(() => smtp.close());
  return smtp;
}
const plain = ({ port }: SmtpServer): string => `smtp://127.0.0.1:${port}`;
const message = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => sampleMessage(more);
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => expect.unreachable(`answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );

/** The one mail that arrives. */
async function received(more: Partial<OutgoingMessage>, options: Partial<SmtpOptions> = {}): Promise<ReceivedMail> {
  const server = await serverWith();
  expect(await smtpTo(plain(server), options).send(message(more))).toMatchObject({ ok: true });
  const [mail] = server.received;
  if (mail === undefined || server.received.length > 1) throw new Error('one mail is sent');
  return mail;
}

describe('a mail', () => {
  it('arrives with its words in both forms, whatever their alphabet', async () => {
    const text = `অর্ডার O-1 👷\n.\n..dots\n${'x'.repeat(2_000)}`;
    const html = '<p>অর্ডার <a href="https://example.com/a?b=1&amp;c=2">O-1</a></p>';
    const subject = `অর্ডার O-1 আপনার অপেক্ষায় ${'আছে '.repeat(20)}`.trim();
    const to = sampleUser({ id: 'sr-1', name: 'করিম উদ্দিন', email: 'karim@example.com' });
    const mail = await received({ subject, text, html, to });
    expect(mail.parts['text/plain']?.replaceAll('\r\n', '\n').trim()).toBe(text);
    expect(mail.parts['text/html']?.trim()).toBe(html);
    expect(mail.headers).toMatchObject({ subject: [subject], to: ['করিম উদ্দিন <karim@example.com>'], from: [FROM] });
    expect([mail.from, mail.to]).toEqual(['no-reply@mail.example.com', ['karim@example.com']]);
  });

  it('is plain text where there is no page', async () => {
    expect(Object.keys((await received({})).parts)).toEqual(['text/plain']);
  });

  it('says that no person wrote it, when it was due, and where answers go', async () => {
    const { headers } = await received({}, { replyTo: 'desk@example.com' });
    expect(headers).toMatchObject({
      'auto-submitted': ['auto-generated'],
      'x-auto-response-suppress': ['All'],
      'reply-to': ['desk@example.com'],
      date: ['Sun, 01 Mar 2026 03:00:00 +0000'],
    });
    expect(headers['x-mailer']).toBeUndefined();
  });

  it('has the same id at every try, another one than others have, and shares a thread with its workflow', async () => {
    const server = await serverWith();
    const smtp = smtpTo(plain(server));
    const deliveries = [];
    for (const key of ['a', 'a', 'b']) deliveries.push(await smtp.send(message({ key })));
    const ids = server.received.map(({ headers }) => headers['message-id']?.[0]);
    expect(deliveries).toEqual(ids.map((providerId) => ({ ok: true, providerId, state: 'sent' })));
    expect(ids[0]).toMatch(/^<message\.[0-9a-f]{32}@mail\.example\.com>$/);
    expect([ids[0] === ids[1], ids[0] === ids[2]]).toEqual([true, false]);
    expect(new Set(server.received.map(({ headers }) => headers.references?.[0])).size).toBe(1);
    expect(server.connections()).toBe(1);
  });

  it.each([
    ['a line break', 'Karim\r\nBcc: evil@example.com\r\n\r\nHello'],
    ['a bare line feed', 'Karim\nBcc: evil@example.com'],
    ['addresses', 'Karim <evil@example.com>, "Rahim" <evil2@example.com>'],
    ['quotes', '"; Karim" <evil@example.com> "'],
    ['an encoded word', '=?UTF-8?Q?Karim=0D=0ABcc:_evil=40example.com?='],
    ['text that turns around', 'Karim \u202emoc.elpmaxe@live\u202c \u2066x\u2069'],
    ['other line ends', 'Karim\u2028Bcc: evil@example.com\u0085Bcc: evil@example.com\u0000'],
  ])('goes to its person alone, and gains no header, by a name or a subject with %s', async (_, words) => {
    const to = sampleUser({ id: 'sr-1', name: words, email: 'karim@example.com' });
    const mail = await received({ to, subject: words });
    expect(mail.to).toEqual(['karim@example.com']);
    expect(Object.keys(mail.headers).sort()).toEqual(
      ['auto-submitted', 'content-transfer-encoding', 'content-type', 'date', 'from', 'message-id', 'mime-version']
        .concat(['references', 'subject', 'to', 'x-auto-response-suppress'])
        .sort(),
    );
    expect(mail.headers.to?.[0]).toMatch(/ <karim@example\.com>$/);
    expect(JSON.stringify(mail.headers)).not.toMatch(
      /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0085\u2028]|\\[rn]|\\u0000/,
    );
  });

  it('honours no keys, and nobody reports of it', () => {
    const smtp = smtpTo('smtp://localhost:9');
    expect(smtp).toMatchObject({ channel: 'email', traits: { honoursKeys: false, reports: 'never' } });
    expect(smtp.echoOf(message())).toBeNull();
  });
});

describe('a mail that fails', () => {
  const trying = async (behaviour: SmtpBehaviour, options: Partial<SmtpOptions> = {}) => {
    const server = await serverWith();
    // For as many conversations as a try could have.
    server.behave(...Array.from({ length: 10 }, () => behaviour));
    return { server, delivery: smtpTo(plain(server), options).send(message()) };
  };

  it.each<[SmtpBehaviour, string]>([
    ['refuse_sender', '550 5.7.1'],
    ['refuse_recipient', '550 5.1.1'],
    ['refuse_mail', '554 5.6.0'],
  ])('by "%s" is refused for good, in the words of no one', async (behaviour, codes) => {
    const { server, delivery } = await trying(behaviour);
    expect(await delivery).toEqual({ ok: false, error: `the mail server refused the mail: ${codes}` });
    expect(server.received).toEqual([]);
  });

  it.each<SmtpBehaviour>(['drop_at_once', 'busy', 'silent', 'defer_recipient', 'drop_at_recipient', 'defer_mail'])(
    'by "%s" was surely not taken',
    async (behaviour) => {
      const { server, delivery } = await trying(behaviour, behaviour === 'silent' ? { timeoutMs: 300 } : {});
      expect(await failureOf(delivery)).toBeInstanceOf(Transient);
      expect(server.received).toEqual([]);
    },
  );

  it('because nobody listens was surely not taken', async () => {
    const server = await startSmtpServer();
    await server.close();
    const error = await failureOf(smtpTo(plain(server)).send(message()));
    expect(error).toEqual(new Transient('the mail server cannot be used (ESOCKET)'));
  });

  it.each<SmtpBehaviour>(['drop_after_mail', 'silent_after_mail'])(
    'by "%s" may have been taken, and is not sent again by itself',
    async (behaviour) => {
      const { server, delivery } = await trying(behaviour, behaviour === 'silent_after_mail' ? { timeoutMs: 500 } : {});
      const error = await failureOf(delivery);
      expect(error).toBeInstanceOf(Unconfirmed);
      expect(String(error)).toMatch(/look for <message\.[0-9a-f]{32}@mail\.example\.com> in its log/);
      expect(server.received).toHaveLength(1);
      expect(server.connections()).toBe(1);
    },
  );

  it('costs the next one nothing', async () => {
    const server = await serverWith();
    server.behave('drop_after_mail');
    const smtp = smtpTo(plain(server));
    expect(await failureOf(smtp.send(message({ key: 'a' })))).toBeInstanceOf(Unconfirmed);
    expect(await smtp.send(message({ key: 'b' }))).toMatchObject({ ok: true });
    expect(server.received).toHaveLength(2);
  });

  it('does not fail where a kept connection has died meanwhile: it goes over another one, once', async () => {
    const server = await serverWith();
    const smtp = smtpTo(plain(server));
    await smtp.send(message({ key: 'a' }));
    server.dropIdle();
    expect(await smtp.send(message({ key: 'b' }))).toMatchObject({ ok: true });
    expect(server.received).toHaveLength(2);
    expect(server.connections()).toBe(2);
  });
});

describe('twenty mails at once', () => {
  it('all arrive, over a few connections', async () => {
    const server = await serverWith();
    const smtp = smtpTo(plain(server));
    await Promise.all(Array.from({ length: 20 }, (_, i) => smtp.send(message({ key: `m-${i}` }))));
    expect(new Set(server.received.map(({ headers }) => headers['message-id']?.[0])).size).toBe(20);
    expect(server.connections()).toBeLessThanOrEqual(3);
  });
});

describe('the password', () => {
  const auth = { user: 'post@example.com', pass: PASSWORD };
  const login = `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.pass)}`;
  const certificate = testCertificate(['localhost']);

  it.each([
    ['TLS from the start', 'smtps', { secure: true }],
    ['plain words to this machine', 'smtp', {}],
  ])('signs in over %s', async (_, scheme, choices) => {
    const server = await serverWith({ ...choices, certificate, auth });
    const smtp = smtpTo(`${scheme}://${login}@localhost:${server.port}`, { ca: certificate.cert });
    expect(await smtp.send(message())).toMatchObject({ ok: true });
    expect(server.credentials).toEqual([`${auth.user}:${auth.pass}`]);
    expect(server.received).toMatchObject([{ isSecure: scheme === 'smtps' }]);
  });

  it.each([
    ['offers no TLS', {}],
    ['has a certificate of nobody', { hasStartTls: true }],
  ])('is not told a server elsewhere that %s', async (_, choices) => {
    const server = await serverWith({ ...choices, certificate, auth });
    // This machine by an address that is not known to be this machine's.
    const smtp = smtpTo(`smtp://${login}@[::ffff:127.0.0.1]:${server.port}`);
    expect(await failureOf(smtp.send(message()))).toBeInstanceOf(Transient);
    expect([server.credentials, server.received]).toEqual([[], []]);
    await eventually(() => expect(server.connections()).toBeGreaterThan(0));
  });

  it('is in no error: not of a wrong one, nor of a URL that cannot be read', async () => {
    const server = await serverWith({ certificate, auth: { ...auth, pass: 'another' } });
    const error = (await failureOf(smtpTo(`smtp://${login}@localhost:${server.port}`).send(message()))) as Error;
    expect(error).toEqual(new Transient('the mail server cannot be used (EAUTH 535): check the user and the password'));
    expect(`${error.stack} ${String(error.cause)}`).not.toMatch(/canary/);
    for (const url of [
      `smtp://${login}@`,
      `http://${login}@localhost`,
      `smtp://${login}@localhost?tls.rejectUnauthorized=false`,
      `smtp://${login}@localhost/inbox`,
      'smtp://canary:%zz@localhost',
      'canary',
    ]) {
      expect(() => createSmtp({ url, from: FROM })).toThrow(/mail server's URL/);
      expect(() => createSmtp({ url, from: FROM })).not.toThrow(/canary/);
    }
  });
});

describe('a sender', () => {
  it('is one address, with or without a name', () => {
    for (const from of ['a@b.example', ' <a@b.example>', '"Desk, Sales" <a@b.example>'])
      expect(() => smtpTo('smtp://localhost:9', { from })).not.toThrow();
    for (const from of ['', 'a', 'a@b@c', 'a@b.example, c@d.example', 'A <a@b.example>\r\nBcc: x@y.example'])
      expect(() => createSmtp({ url: 'smtp://localhost:9', from })).toThrow(/one address/);
  });
});
