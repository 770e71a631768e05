// What a deploy has to know: parameters, secrets, roles and APIs, and the size of each function.

import type { DocumentOptions } from 'firebase-functions/firestore';
import type { HttpsOptions } from 'firebase-functions/https';
import { afterFirstDeploy, afterRedeploy } from 'firebase-functions/lifecycle';
import type { GlobalOptions } from 'firebase-functions/options';
import { defineSecret, defineString } from 'firebase-functions/params';
import type { PubSubOptions } from 'firebase-functions/pubsub';
import type { ScheduleOptions } from 'firebase-functions/scheduler';
import type { TaskQueueOptions } from 'firebase-functions/tasks';
import { requiresAPI, requiresRole } from 'firebase-functions/v2';
import company from '../definitions/company.json' with { type: 'json' };
import { DEFAULT_REGION, TOPIC } from './config.ts';
import { shippedDefinitions } from './shipped.ts';

const region = defineString('REGION', {
  default: DEFAULT_REGION,
  description: 'Where the functions run: the region of the Firestore database, or the one nearest to it.',
});
defineString('FIRST_ADMIN_EMAIL', {
  default: '',
  description: 'Who becomes administrator when nobody is in the directory yet: the address they sign in with.',
});
defineString('PUBLIC_URL', {
  default: '',
  description: 'Where links in messages lead; without it, the site of the project on web.app.',
});
const masterKeys = defineSecret('MASTER_KEYS', {
  description:
    'Master keys for sensitive and personal data: {"<version>": "<32 bytes in base64>"}, the newest is used.',
});
const linkKeys = defineSecret('LINK_KEYS', {
  description: 'Keys that sign links in messages: {"<number>": "<32 bytes in base64>"}, the newest signs, all verify.',
});
const webhookSources = defineSecret('WEBHOOKS', {
  description: 'Systems that may signal workflows: {"<source>": {"secret": "…", "as": "<userId>"}}, or {}.',
});
const maytapi = defineSecret('MAYTAPI', {
  description:
    'The WhatsApp gateway: {"productId": "…", "phoneId": "…", "apiKey": "…", "webhookSecret": "…"}, or {} for none.',
});
const smtp = defineSecret('SMTP', {
  description: 'The mail server: {"url": "smtps://user:password@host", "from": "Name <address>"}, or {} for none.',
});
/** What `http.post` may send to the hosts that the company names for it. */
const postSecrets = Object.keys(company.http.secrets).map((name) => defineSecret(`COUNTERSIGN_SECRET_${name}`));

/** Why each is needed is said to whoever deploys. */
export function declare(): void {
  requiresAPI('firestore.googleapis.com', 'keeps definitions, instances and their audit');
  requiresAPI('pubsub.googleapis.com', 'starts the execution of steps');
  requiresAPI('cloudtasks.googleapis.com', 'holds timeouts until they are due');
  requiresAPI('cloudscheduler.googleapis.com', 'runs the sweeper each minute');
  requiresAPI('eventarc.googleapis.com', 'brings messages and changed records to functions');
  requiresAPI('identitytoolkit.googleapis.com', 'signs people in');
  requiresAPI('secretmanager.googleapis.com', 'keeps the master keys');
  requiresRole('roles/datastore.user');
  requiresRole('roles/pubsub.publisher');
  requiresRole('roles/cloudtasks.enqueuer');
  requiresRole('roles/run.invoker');
  requiresRole('roles/iam.serviceAccountUser');
  requiresRole('roles/eventarc.eventReceiver');
  const publish = { task: { function: 'publishdefinitions', body: {} } };
  afterFirstDeploy(publish);
  afterRedeploy(publish);
}

const common = {
  region,
  cpu: 1,
  memory: '512MiB',
  labels: { app: 'countersign' },
  secrets: [masterKeys, linkKeys, webhookSources, maytapi, smtp, ...postSecrets],
} as const satisfies GlobalOptions;

/** Anybody may call; who they are is proven by the token. Waiting is most of the work, so one process takes many calls. */
export const API: HttpsOptions = {
  ...common,
  invoker: 'public',
  concurrency: 80,
  maxInstances: 50,
  timeoutSeconds: 60,
};
export const WEBHOOKS: HttpsOptions = {
  ...common,
  invoker: 'public',
  concurrency: 80,
  maxInstances: 5,
  timeoutSeconds: 60,
};
/** A message that failed comes again for a day; after that the sweeper brings it. */
export const EFFECTS: PubSubOptions = {
  ...common,
  topic: TOPIC,
  retry: true,
  concurrency: 40,
  maxInstances: 50,
  timeoutSeconds: 120,
};
export const DEADLINES: TaskQueueOptions = {
  ...common,
  invoker: 'private',
  concurrency: 40,
  maxInstances: 20,
  timeoutSeconds: 60,
  retryConfig: { maxAttempts: 10, minBackoffSeconds: 1, maxBackoffSeconds: 300, maxDoublings: 8 },
  rateLimits: { maxConcurrentDispatches: 200, maxDispatchesPerSecond: 200 },
};
/** Two may overlap, which is harmless; more would only cost. */
const scheduled = { ...common, maxInstances: 2, concurrency: 1, timeoutSeconds: 300, retryCount: 0 } as const;
export const EACH_MINUTE: ScheduleOptions = { ...scheduled, schedule: '* * * * *' };
export const EACH_QUARTER: ScheduleOptions = { ...scheduled, schedule: '*/15 * * * *' };
export const EACH_HOUR: ScheduleOptions = { ...scheduled, schedule: '7 * * * *' };
export const RECORDS: Omit<DocumentOptions, 'document'> = {
  ...common,
  retry: true,
  concurrency: 40,
  maxInstances: 20,
  timeoutSeconds: 60,
};
export const RELEASE: TaskQueueOptions = {
  ...common,
  invoker: 'private',
  maxInstances: 1,
  timeoutSeconds: 300,
  retryConfig: { maxAttempts: 5, minBackoffSeconds: 10 },
};

/** Collections whose records start workflows: those that active definitions of this release name. */
export const recordCollections: readonly string[] = [
  ...new Set(
    shippedDefinitions
      .filter(({ status, trigger }) => status === 'active' && trigger !== undefined)
      .map(({ trigger }) => trigger?.collection ?? ''),
  ),
].sort();
