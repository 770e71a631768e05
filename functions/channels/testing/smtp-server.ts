// A mail server on the loopback: it takes mails and refuses, delays or drops them when it is told to.
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { type Mail, parseMail } from './mime.ts';

export interface ReceivedMail extends Mail {
  readonly raw: string;
  /** As the envelope says, not the headers. */
  readonly from: string;
  readonly to: readonly string[];
  readonly isSecure: boolean;
}

export type SmtpBehaviour =
  | 'accept'
  /** Before the greeting. */
  | 'drop_at_once'
  | 'busy'
  | 'silent'
  /** In the envelope. */
  | 'refuse_sender'
  | 'refuse_recipient'
  | 'defer_recipient'
  | 'drop_at_recipient'
  /** After the whole mail was handed over; it is taken where the answer does not say otherwise. */
  | 'refuse_mail'
  | 'defer_mail'
  | 'drop_after_mail'
  | 'silent_after_mail';

export interface SmtpServer {
  readonly port: number;
  /** In order; a double stands twice. */
  readonly received: readonly ReceivedMail[];
  /** User names and passwords that came, in order. */
  readonly credentials: readonly string[];
  /** Connections so far. */
  connections(): number;
  /** How the next conversations go, one each, whatever mails they carry; after that, as they should. */
  behave(...behaviours: readonly SmtpBehaviour[]): void;
  /** Ends every connection as a server does that has heard nothing for long. */
  dropIdle(): void;
  close(): Promise<void>;
}

export interface SmtpServerChoices {
  readonly secure?: boolean;
  readonly hasStartTls?: boolean;
  readonly certificate?: { readonly cert: string; readonly key: string };
  readonly auth?: { readonly user: string; readonly pass: string };
}

const refusal = (responseCode: number, words: string): Error => Object.assign(new Error(words), { responseCode });

export async function startSmtpServer(choices: SmtpServerChoices = {}): Promise<SmtpServer> {
  const received: ReceivedMail[] = [];
  const credentials: string[] = [];
  const behaviours: SmtpBehaviour[] = [];
  const sockets = new Set<Socket>();
  const bySession = new Map<string, SmtpBehaviour>();
  let connections = 0;
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const of = (session: SMTPServerSession): SmtpBehaviour => bySession.get(session.id) ?? 'accept';

  const server = new SMTPServer({
    ...settingsOf(choices),
    onConnect: (session, done) => {
      bySession.set(session.id, behaviours.shift() ?? 'accept');
      if (of(session) === 'drop_at_once') drop();
      else if (of(session) === 'busy') done(refusal(421, 'too busy'));
      else if (of(session) !== 'silent') done();
    },
    onAuth: ({ username, password }, _session, done) => {
      credentials.push(`${username}:${password}`);
      const isRight = username === choices.auth?.user && password === choices.auth?.pass;
      done(isRight ? null : refusal(535, `no such user or password ${password}`), { user: username });
    },
    onMailFrom: (_address, session, done) =>
      done(of(session) === 'refuse_sender' ? refusal(550, '5.7.1 sender not allowed') : null),
    onRcptTo: ({ address }, session, done) => {
      if (of(session) === 'drop_at_recipient') return drop();
      if (of(session) === 'refuse_recipient') return done(refusal(550, `5.1.1 <${address}> does not live here`));
      return done(of(session) === 'defer_recipient' ? refusal(450, '4.2.1 come back later') : null);
    },
    onData: async (stream, session, done) => {
      const mail = await mailOf(stream, session);
      if (of(session) === 'refuse_mail') return done(refusal(554, '5.6.0 not this one'));
      if (of(session) === 'defer_mail') return done(refusal(451, '4.3.0 not now'));
      received.push(mail);
      if (of(session) === 'drop_after_mail') return drop();
      return of(session) === 'silent_after_mail' ? undefined : done(null);
    },
  });
  server.server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    credentials,
    connections: () => connections,
    behave: (...more) => {
      behaviours.push(...more);
    },
    dropIdle: drop,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        drop();
      }),
  };
}

const settingsOf = ({ secure, hasStartTls, certificate, auth }: SmtpServerChoices): SMTPServerOptions => ({
  secure: secure === true,
  ...(certificate ?? {}),
  name: 'mail.example.com',
  logger: false,
  disableReverseLookup: true,
  disabledCommands: [...(hasStartTls === true ? [] : ['STARTTLS']), ...(auth === undefined ? ['AUTH'] : [])],
  allowInsecureAuth: true,
  closeTimeout: 100,
});

async function mailOf(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<ReceivedMail> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks).toString('utf8');
  const { mailFrom, rcptTo } = session.envelope;
  return {
    ...parseMail(raw),
    raw,
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    isSecure: session.secure,
  };
}
