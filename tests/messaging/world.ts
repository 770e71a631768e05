// The embedded server between a gateway and a mail server on the loopback, as people and the gateway use it: over HTTP.
import { vi } from 'vitest';
import {
  type MaytapiSource,
  maytapiPosts,
  type Posts,
  postAll,
} from '../../functions/channels/testing/maytapi-posts.ts';
import {
  type Accepted,
  type MaytapiServer,
  startMaytapiServer,
} from '../../functions/channels/testing/maytapi-server.ts';
import { type ReceivedMail, type SmtpServer, startSmtpServer } from '../../functions/channels/testing/smtp-server.ts';
import type { JsonObject } from '../../functions/core/json.ts';
import { silentLog } from '../../functions/platform/embedded/log.ts';
import { sampleUsers } from '../../local/samples.ts';
import { startServer } from '../../local/server.ts';
import { type Client, post, signIn } from '../http/process.ts';

const SOURCE: MaytapiSource & { readonly apiKey: string } = { productId: 'product-1', phoneId: '7', apiKey: 'key-1' };
const WEBHOOK_SECRET = 'correct-horse-battery-staple';
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const A_MONDAY = Date.parse('2026-03-02T00:00:00Z');

/** Reads English, and prefers WhatsApp. */
export const CHATTER = 'sr-3';
/** Reads English, prefers e-mail, and has a telephone. */
export const MAILER = 'bdo-1';
/** Added by the tests: prefers WhatsApp, and has no telephone. */
export const WITHOUT_PHONE = 'without-phone';
export const REQUESTER = 'designer-1';

export const digits = (userId: string): string =>
  (sampleUsers.find(({ id }) => id === userId)?.phone ?? '').replace(/\D/g, '');

/** One approval by one person. */
export const approvalBy = (userId: string, more: JsonObject = {}): JsonObject => ({
  id: 'sign',
  name: 'Sign the order',
  type: 'approval',
  assignedTo: `user:${userId}`,
  ...more,
});

export interface SentMessage {
  readonly to: string;
  readonly channel: string;
  readonly state: string;
}

export interface MessagingWorld {
  readonly url: string;
  readonly gateway: MaytapiServer;
  readonly mail: SmtpServer;
  readonly posts: Posts;
  /** Where the gateway calls. */
  readonly webhook: string;
  as(userId: string): Promise<Client>;
  /** Publishes a workflow of these steps, starts it and answers the id; nothing of it is under way any more. */
  start(steps: readonly JsonObject[], options?: StartOptions): Promise<string>;
  /** The gateway posts, in order; what follows has happened then. */
  hear(posts: readonly JsonObject[], options?: Parameters<typeof postAll>[2]): Promise<readonly number[]>;
  /** Somebody writes; answers what is said to them meanwhile, in order. */
  write(phone: string, text: string): Promise<readonly string[]>;
  advance(minutes: number): Promise<void>;
  /** What the gateway took for this person. */
  chatsTo(userId: string): readonly Accepted[];
  mailsTo(userId: string): readonly ReceivedMail[];
  /** Of this person's messages: channel and state, in order. */
  statesOf(instanceId: string, userId: string): Promise<readonly string[]>;
  /** What became of a step. */
  step(instanceId: string, stepId?: string): Promise<JsonObject>;
  close(): Promise<void>;
}

export interface StartOptions {
  readonly definition?: JsonObject;
  readonly data?: JsonObject;
}

interface Peers {
  readonly gateway: MaytapiServer;
  readonly mail: SmtpServer;
}

/** Both started, and the environment naming them as an operator would. */
async function startPeers(): Promise<Peers> {
  const gateway = await startMaytapiServer(SOURCE);
  const mail = await startSmtpServer();
  // No pace: tests send faster than a person types.
  const maytapi = { ...SOURCE, webhookSecret: WEBHOOK_SECRET, perMinute: 60_000, baseUrl: gateway.url };
  const smtp = { url: `smtp://127.0.0.1:${mail.port}`, from: 'Approvals <approvals@example.com>' };
  vi.stubEnv('MAYTAPI', JSON.stringify(maytapi));
  vi.stubEnv('SMTP', JSON.stringify(smtp));
  return { gateway, mail };
}

/** Signed in once each. */
function clientsOf(url: string): (userId: string) => Promise<Client> {
  const clients = new Map<string, Promise<Client>>();
  return (userId) => {
    const client = clients.get(userId) ?? signIn(url, userId);
    clients.set(userId, client);
    return client;
  };
}

/** `clock`: real where what counts is how long something is waited for. */
export async function openMessagingWorld({ clock = 'virtual' as 'virtual' | 'real' } = {}): Promise<MessagingWorld> {
  const { gateway, mail } = await startPeers();
  const server = await startServer({ port: 0, data: null, clock, samples: true, log: silentLog() });
  const { url } = server;
  const webhook = `${url}/webhooks/maytapi/${WEBHOOK_SECRET}`;
  const posts = maytapiPosts(SOURCE);

  const as = clientsOf(url);
  async function advance(minutes: number): Promise<void> {
    if (clock === 'virtual') await post(url, 'advanceClock', JSON.stringify({ data: { minutes } }));
  }
  /** Moving the clock waits for everything that is under way. */
  const settle = (): Promise<void> => advance(1 / 60_000);
  async function hear(all: readonly JsonObject[], options?: Parameters<typeof postAll>[2]): Promise<readonly number[]> {
    const statuses = await postAll(webhook, all, options);
    await settle();
    return statuses;
  }
  const instance = async (instanceId: string) => (await as('admin-1')).ask('getWorkflowInstance', { instanceId });
  const chatsTo = (userId: string): readonly Accepted[] => gateway.accepted.filter(({ to }) => to === digits(userId));
  let workflows = 0;

  await (await as('admin-1')).ask('upsertUser', {
    user: { id: WITHOUT_PHONE, name: 'Nilufa', email: 'without-phone@example.com', roles: ['sr'], channel: 'whatsapp' },
  });
  // A Monday noon, when no morning list is due: no test shall depend on the hour at which it runs.
  if (clock === 'virtual')
    await advance((7 * DAY_MS - ((Date.now() - A_MONDAY) % (7 * DAY_MS)) + 6 * HOUR_MS) / 60_000);
  return {
    url,
    gateway,
    mail,
    posts,
    webhook,
    as,
    hear,
    advance,
    chatsTo,
    start: async (steps, { definition = {}, data = {} } = {}) => {
      workflows += 1;
      const id = `told-${workflows}`;
      const whole = { id, name: 'Order', version: '1.0.0', status: 'active', roles: ['sr', 'cro', 'bdo'], steps };
      await (await as('designer-1')).ask('createWorkflowDefinition', { definition: { ...whole, ...definition } });
      const { instanceId } = await (await as(REQUESTER)).ask('startWorkflow', { workflowId: id, data });
      await settle();
      return instanceId;
    },
    write: async (phone, text) => {
      const before = gateway.accepted.length;
      await hear([posts.said(phone, text)]);
      const to = phone.replace(/\D/g, '');
      return gateway.accepted
        .slice(before)
        .filter((one) => one.to === to)
        .map((one) => one.text);
    },
    mailsTo: (userId) => mail.received.filter(({ to }) => to.includes(`${userId}@example.com`)),
    statesOf: async (instanceId, userId) =>
      ((await instance(instanceId)).messages as readonly SentMessage[])
        .filter(({ to }) => to === userId)
        .map(({ channel, state }) => `${channel} ${state}`),
    step: async (instanceId, stepId = 'sign') => (await instance(instanceId)).steps[stepId],
    close: async () => {
      await server.close();
      await Promise.all([gateway.close(), mail.close()]);
      vi.unstubAllEnvs();
    },
  };
}

/** The code of a task as its message in the chat carries it. */
export function codeIn(text: string | undefined): string {
  const code = /\*A (\d{4,8})\*/.exec(text ?? '')?.[1];
  if (code === undefined) throw new Error(`there is no code in: ${text}`);
  return code;
}

/** The signed page that a message leads to, as `choice` where the message offers that. */
export function linkIn(text: string | undefined, choice?: 'approve' | 'reject'): string {
  const links = (text ?? '').match(/https?:\/\/\S+/g) ?? [];
  const link = links.find((one) => (choice === undefined ? one.includes('#t=') : one.endsWith(`&choice=${choice}`)));
  if (link === undefined) throw new Error(`there is no link in: ${text}`);
  return link;
}

/** The words of a mail. */
export const wordsOf = (mail: ReceivedMail | undefined): string => mail?.parts['text/plain'] ?? '';
