// The engine on Google Cloud: made once a process, when first needed, and everything heavy loaded then.
import { channelOf } from './api/channel.ts';
import type { DecisionLinks } from './api/decision-links.ts';
import { signIn } from './api/sign-in.ts';
import { type CloudConfig, NotConfigured, QUEUE, resolveConfig, TOPIC } from './config.ts';
import { type User, userSchema } from './core/user.ts';
import { createIdentities } from './engine/identity.ts';
import { createKeyring, type Keyring } from './engine/sealing/keyring.ts';
import { demoIdToken } from './platform/google/demo-sign-in.ts';
import { createIdTokens } from './platform/google/id-tokens.ts';
import { openKeyVault } from './platform/google/key-vault.ts';
import type { GooglePlatform } from './platform/google/platform.ts';
import { writtenRecord } from './platform/google/record-events.ts';
import { runtimeServiceAccount } from './platform/google/service-account.ts';
import { shippedDefinitions } from './shipped.ts';
import type { Cloud, GetCloud } from './triggers/cloud.ts';

let made: Promise<Cloud> | null = null;

/** What could not be made is made again by whoever asks next. */
export const cloud: GetCloud = () => {
  made ??= openConfigured().catch((error: unknown) => {
    made = null;
    throw error;
  });
  return made;
};

/** Settings that are wrong reject like everything else that fails: whoever asks is answered, and the process lives. */
const openConfigured = async (): Promise<Cloud> => openCloud(resolveConfig(process.env));

export async function openCloud(config: CloudConfig): Promise<Cloud & { close(): Promise<void> }> {
  const [
    { openGooglePlatform },
    { createLog, withTrace },
    { composeEngine, defaultCompany },
    messagingModule,
    { operations },
    { decisionOperations },
  ] = await Promise.all([
    import('./platform/google/platform.ts'),
    import('./platform/google/log.ts'),
    import('./compose.ts'),
    import('./messaging.ts'),
    import('./api/operations.ts'),
    import('./api/decision-page.ts'),
  ]);
  const { addressesOf, chatWebhookOf, openMessaging, repliesOf } = messagingModule;
  const links = await decisionLinksOf(config);
  const { projectId, region, checkDeadlinesUrl, isDemo } = config;
  const log = createLog({ stream: process.stdout, projectId });
  const platform = openGooglePlatform({
    projectId,
    region,
    topic: TOPIC,
    queue: QUEUE,
    checkDeadlinesUrl,
    log,
    ...(isDemo ? {} : { serviceAccount: runtimeServiceAccount() }),
  });
  const messaging = openMessaging(platform, config.providers);
  const addresses = addressesOf(links);
  const engine = composeEngine(messaging.platform, {
    addresses,
    keyring: keyringOf(config, platform),
    version: config.revision,
    secret: (name) => process.env[`COUNTERSIGN_SECRET_${name}`],
  });
  const replies = repliesOf(messaging, engine, { addresses, timeZone: defaultCompany.timeZone });
  const chat = chatWebhookOf(config.providers, replies);
  const decisions = decisionOperations({ links, engine, now: () => platform.clock.now() });
  return {
    engine,
    log,
    api: { operations, engine, log, open: { ...decisions, ...openOperations(config, platform) } },
    authenticate: authentication(config, platform),
    webhooks: config.webhooks,
    ...(chat === null ? {} : { chat }),
    recordWritten: writtenRecord,
    shipment: { definitions: shippedDefinitions, firstAdmin: firstAdminOf(config) },
    traced: withTrace,
    close: async () => {
      messaging.close();
      await platform.close();
    },
  };
}

function keyringOf({ masterKeys }: CloudConfig, { subjectKeys, clock }: GooglePlatform): Keyring {
  if (masterKeys === null)
    throw new NotConfigured('The secret MASTER_KEYS is not set: firebase functions:secrets:set MASTER_KEYS');
  return createKeyring({ vault: openKeyVault({ secret: masterKeys }), keys: subjectKeys, now: () => clock.now() });
}

async function decisionLinksOf({ linkKeys, publicUrl }: CloudConfig): Promise<DecisionLinks> {
  if (linkKeys === null)
    throw new NotConfigured('The secret LINK_KEYS is not set: firebase functions:secrets:set LINK_KEYS');
  const { createDecisionLinks } = await import('./api/decision-links.ts');
  return createDecisionLinks({ keys: linkKeys, baseUrl: publicUrl });
}

/** A bearer token is an ID token of Firebase Auth; who that is, the directory knows. */
function authentication(
  { projectId, authEmulator, isDemo }: CloudConfig,
  platform: GooglePlatform,
): Cloud['authenticate'] {
  // Unsigned tokens are taken where both are so: the emulator is there, and nothing real can be behind it.
  const tokens = createIdTokens({ projectId, isEmulated: authEmulator !== null && isDemo });
  const identities = createIdentities(platform);
  return async (token, channel) => {
    const signedIn = await tokens.verify(token);
    if (signedIn === null) return null;
    // Who signed in and is nobody in the directory is told so by whatever they ask.
    const userId = (await identities.userIdOf(signedIn)) ?? signedIn.uid;
    return { userId, channel: channelOf(channel), authentication: 'token' };
  };
}

function openOperations({ authEmulator: host, isDemo }: CloudConfig, { directory, clock }: GooglePlatform) {
  if (host === null || !isDemo) return {};
  const issue = (userId: string): Promise<string> => demoIdToken({ host, now: () => clock.now() }, userId);
  return { signIn: signIn({ users: directory.users, issue }) };
}

/** Whoever signs in with this address first finds a directory with nobody in it but themselves. */
const firstAdminOf = ({ firstAdminEmail: email }: CloudConfig): User | null =>
  email === null
    ? null
    : userSchema.parse({ id: 'admin-1', name: 'Administrator', email, roles: ['admin', 'workflow_designer'] });
