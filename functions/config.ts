// The settings of a process on Google Cloud, made of its environment. Parameters and secrets are declared in deployment.ts.
import { z } from 'zod';
import { CHAT_SOURCE } from './core/chat-event.ts';

/** Names that code, deploy and monitoring share. */
export const TOPIC = 'countersign-effects';
export const QUEUE = 'checkdeadlines';
/** Projects whose id begins so exist in emulators only. */
const DEMO_PREFIX = 'demo-';

export interface WebhookSource {
  /** Part of the secret address. */
  readonly secret: string;
  /** The person of the directory in whose name it calls. */
  readonly as: string;
}

export interface CloudConfig {
  readonly projectId: string;
  readonly region: string;
  /** Holds nothing real, and runs on emulators: signing in asks for no password. */
  readonly isDemo: boolean;
  /** `host:port`; null: the real service. */
  readonly authEmulator: string | null;
  /** Where Cloud Tasks finds the function that checks deadlines. */
  readonly checkDeadlinesUrl: string;
  /** Master keys of the key vault as JSON text, version → 32 bytes in base64. */
  readonly masterKeys: string | null;
  /** Who becomes administrator when the directory is empty; null: nobody does by themselves. */
  readonly firstAdminEmail: string | null;
  /** Keys that sign links, key id → 32 bytes or more in base64; null: not set. */
  readonly linkKeys: Readonly<Record<string, string>> | null;
  /** Where people find the dashboard and what links in messages open; without a slash at its end. */
  readonly publicUrl: string;
  readonly webhooks: Readonly<Record<string, WebhookSource>>;
  readonly providers: ProvidersConfig;
  /** Of the deployed code, as the platform names it. */
  readonly revision: string;
}

const maytapiSchema = z.strictObject({
  productId: z.string().min(1),
  phoneId: z.string().min(1),
  apiKey: z.string().min(1),
  /** Part of the address at which the gateway calls us. */
  webhookSecret: z.string().min(24),
  /** Messages a minute of one process. */
  perMinute: z.number().positive().default(20),
  /** Where the gateway is, if not at Maytapi's own address. */
  baseUrl: z.string().refine(keepsSecrets, 'https://…, or http:// to this machine itself').optional(),
});
const smtpSchema = z.strictObject({ url: z.string().min(1), from: z.string().min(1), replyTo: z.string().optional() });

/** Who carries messages to people; without one, a channel is kept where it can be looked at, and goes nowhere. */
export interface ProvidersConfig {
  readonly maytapi: z.infer<typeof maytapiSchema> | null;
  readonly smtp: z.infer<typeof smtpSchema> | null;
}

/** Pure, as `resolveConfig`; also for a server of one's own. `{}` is as good as nothing. */
export const resolveProviders = (env: Environment): ProvidersConfig => ({
  maytapi: providerOf(maytapiSchema, given(env.MAYTAPI), {
    name: 'MAYTAPI',
    form: '{"productId": "…", "phoneId": "…", "apiKey": "…", "webhookSecret": "<24 characters or more>"}',
  }),
  smtp: providerOf(smtpSchema, given(env.SMTP), {
    name: 'SMTP',
    form: '{"url": "smtps://…", "from": "Name <address>"}',
  }),
});

/** The key of the API goes there: in the open to nobody but this machine. */
function keepsSecrets(text: string): boolean {
  const url = URL.parse(text);
  return (
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname))
  );
}

function providerOf<S extends z.ZodType>(
  schema: S,
  text: string | undefined,
  { name, form }: { readonly name: string; readonly form: string },
): z.infer<S> | null {
  if (text === undefined || text.trim() === '{}') return null;
  const parsed = z.safeParse(schema, jsonOrText(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `/${path.join('/')}: ${message}`).join('; ');
  throw new NotConfigured(`The secret ${name} is ${form}, or {} for none: ${problems}`);
}

/** A deployment that is not set up well: says what is missing, and how to mend it. */
export class NotConfigured extends Error {
  override readonly name = 'NotConfigured';
}

const SECRET_LENGTH_MIN = 24;
const webhooksSchema = z.record(
  z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .refine((source) => source !== CHAT_SOURCE),
  z.strictObject({ secret: z.string().min(SECRET_LENGTH_MIN), as: z.string().min(1) }),
);

export type Environment = Readonly<Record<string, string | undefined>>;

/** Pure: everything it knows of the world is in `env`. Throws `NotConfigured`. */
export function resolveConfig(env: Environment): CloudConfig {
  const projectId = env.GCLOUD_PROJECT ?? env.GOOGLE_CLOUD_PROJECT;
  if (projectId === undefined || projectId === '')
    throw new NotConfigured('GCLOUD_PROJECT is not set; Cloud Functions and the emulators set it.');
  const region = given(env.REGION) ?? DEFAULT_REGION;
  const isDemo = projectId.startsWith(DEMO_PREFIX);
  const functionsUrl = given(env.FUNCTIONS_URL) ?? `https://${region}-${projectId}.cloudfunctions.net`;
  return {
    projectId,
    region,
    isDemo,
    authEmulator: given(env.FIREBASE_AUTH_EMULATOR_HOST) ?? null,
    checkDeadlinesUrl: `${functionsUrl}/${QUEUE}`,
    masterKeys: given(env.MASTER_KEYS) ?? (isDemo ? DEMO_MASTER_KEYS : null),
    firstAdminEmail: given(env.FIRST_ADMIN_EMAIL) ?? null,
    linkKeys: linkKeysOf(given(env.LINK_KEYS)) ?? (isDemo ? DEMO_LINK_KEYS : null),
    publicUrl: publicUrlOf(given(env.PUBLIC_URL) ?? `https://${projectId}.web.app`),
    webhooks: webhooksOf(given(env.WEBHOOKS)),
    providers: resolveProviders(env),
    revision: given(env.K_REVISION) ?? 'local',
  };
}

export const DEFAULT_REGION = 'asia-south1';

/** A key that protects nothing, for projects that hold nothing. */
const DEMO_MASTER_KEYS = JSON.stringify({ 1: Buffer.alloc(32, 'demo').toString('base64') });

/** Signs links to nothing real. */
const DEMO_LINK_KEYS = { 1: Buffer.alloc(32, 'demo link').toString('base64') };

const given = (text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : text);

function webhooksOf(text: string | undefined): CloudConfig['webhooks'] {
  if (text === undefined) return {};
  const parsed = z.safeParse(webhooksSchema, jsonOrText(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `/${path.join('/')}: ${message}`).join('; ');
  throw new NotConfigured(`The secret WEBHOOKS is {"<source>": {"secret": "…", "as": "<userId>"}}: ${problems}`);
}

const LINK_KEY_BYTES_MIN = 32;
const linkKeysSchema = z.record(
  z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
  z.string().refine((text) => Buffer.from(text, 'base64').length >= LINK_KEY_BYTES_MIN, 'too short'),
);

function linkKeysOf(text: string | undefined): CloudConfig['linkKeys'] {
  if (text === undefined) return null;
  const parsed = z.safeParse(linkKeysSchema, jsonOrText(text));
  if (parsed.success && Object.keys(parsed.data).length > 0) return parsed.data;
  throw new NotConfigured(
    `The secret LINK_KEYS is {"<number>": "<${LINK_KEY_BYTES_MIN} bytes or more in base64>"}, with one key at least.`,
  );
}

function publicUrlOf(text: string): string {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '')
    return url.href.replace(/\/$/, '');
  throw new NotConfigured(
    `The parameter PUBLIC_URL is an address such as https://approvals.example.com, not "${text}".`,
  );
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
