// The settings of a process on Google Cloud, made of its environment. Parameters and secrets are declared in deployment.ts.
import { z } from 'zod';

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
  readonly webhooks: Readonly<Record<string, WebhookSource>>;
  /** Of the deployed code, as the platform names it. */
  readonly revision: string;
}

/** A deployment that is not set up well: says what is missing, and how to mend it. */
export class NotConfigured extends Error {
  override readonly name = 'NotConfigured';
}

const SECRET_LENGTH_MIN = 24;
const webhooksSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
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
    webhooks: webhooksOf(given(env.WEBHOOKS)),
    revision: given(env.K_REVISION) ?? 'local',
  };
}

export const DEFAULT_REGION = 'asia-south1';

/** A key that protects nothing, for projects that hold nothing. */
const DEMO_MASTER_KEYS = JSON.stringify({ 1: Buffer.alloc(32, 'demo').toString('base64') });

const given = (text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : text);

function webhooksOf(text: string | undefined): CloudConfig['webhooks'] {
  if (text === undefined) return {};
  const parsed = z.safeParse(webhooksSchema, jsonOrText(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `/${path.join('/')}: ${message}`).join('; ');
  throw new NotConfigured(`The secret WEBHOOKS is {"<source>": {"secret": "…", "as": "<userId>"}}: ${problems}`);
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
