// The cloud stack that scripts/test-emulators.ts has started, and what tests do with it.
import { randomBytes } from 'node:crypto';
import { UnsecuredJWT } from 'jose';
import { PROJECT_ID, REGION } from '../../emulators/suite/settings.ts';
import { fire } from '../../emulators/suite/ticker.ts';
import { type Client, signIn } from '../http/process.ts';

/** A variable by which the runner says where something is. */
export function told(variable: string): string {
  const value = process.env[variable];
  if (value === undefined) throw new Error(`${variable} is not set: run these tests with "npm run test:emulators".`);
  return value;
}

/** `<url>/api/<operation>` answers, through Hosting. */
export const url: string = told('COUNTERSIGN_EMULATED_URL');
export const functionsUrl: string = told('FUNCTIONS_URL');
const functions = { url: `http://${told('FUNCTIONS_EMULATOR_HOST')}`, projectId: PROJECT_ID };

/** Another one every time: tests share the stack, but nothing in it. */
export const unique = (prefix: string): string => `${prefix}-${randomBytes(5).toString('hex')}`;

const clients = new Map<string, Promise<Client>>();
/** A client of this person, signed in once. */
export function as(userId: string): Promise<Client> {
  const known = clients.get(userId) ?? signIn(url, userId);
  clients.set(userId, known);
  return known;
}

/** A custom token as only the Auth emulator takes it. */
export const customToken = (uid: string): string =>
  new UnsecuredJWT({ uid })
    .setIssuer('demo@example.com')
    .setSubject('demo@example.com')
    .setAudience('https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit')
    .setIssuedAt()
    .setExpirationTime('1h')
    .encode();

/** Runs a scheduled function, or delivers an event to one, and waits until it has ended. */
export const runScheduled = (name: string): Promise<void> => fire(functions, `${REGION}-${name}-0`);

/** Effects, triggers and cold starts on a busy machine; and once in a while the sweep, which comes each minute. */
const PATIENCE_MS = 150_000;
/** Each question costs the same two cores that the answer waits for. */
const ASK_EVERY_MS = 250;
export async function soon<T>(ask: () => Promise<T | null | undefined | false>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > until) throw new Error(`not within ${PATIENCE_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read field by field, and a wrong field fails the test.
type Answer = any;

export const statusOf = async (instanceId: string): Promise<Answer> =>
  (await as('admin-1')).ask('getWorkflowStatus', { instanceId });
export const instanceOf = async (instanceId: string): Promise<Answer> =>
  (await as('admin-1')).ask('getWorkflowInstance', { instanceId });
export const actionsOf = async (instanceId: string): Promise<readonly string[]> =>
  (await instanceOf(instanceId)).history.map(({ action }: { action: string }) => action);

export async function start(workflowId: string, data: object, by = 'requester-1'): Promise<string> {
  const { instanceId } = await (await as(by)).ask('startWorkflow', { workflowId, data });
  return instanceId;
}

/** The step once it is open and somebody can act on it. */
export const opened = (instanceId: string, stepId: string): Promise<Answer> =>
  soon(async () => {
    const status = await statusOf(instanceId);
    if (status.status !== 'running') throw new Error(`${instanceId} is ${status.status}, not waiting for ${stepId}`);
    return status.openSteps.find((step: Answer) => step.stepId === stepId && step.assignees.length > 0);
  });

/** The first assignee acts on a step once it is open. Answers who that was. */
export async function act(instanceId: string, stepId: string, operation: string, more: object = {}): Promise<string> {
  const { assignees, attempt } = await opened(instanceId, stepId);
  const client = await as(assignees[0]);
  await client.ask(operation, { instanceId, stepId, attempt, ...more });
  return assignees[0];
}

/** How it stands when it runs no more. */
export const ended = (instanceId: string): Promise<Answer> =>
  soon(async () => {
    const status = await statusOf(instanceId);
    return status.status === 'running' ? null : status;
  });

/** The instance when nothing more happens to it: ended, and every message told. */
export const settled = (instanceId: string): Promise<Answer> =>
  soon(async () => {
    const found = await instanceOf(instanceId);
    const waits = found.messages.some(({ state }: Answer) => state === 'queued' || state === 'pending');
    return found.status === 'running' || waits ? null : found;
  });

export const verified = async (instanceId: string): Promise<boolean> =>
  (await (await as('admin-1')).ask('verifyAuditTrail', { instanceId })).ok;

/** Publishes a workflow of these steps under a name of its own; answers its id. */
export async function define(steps: readonly object[], more: object = {}): Promise<string> {
  const id = unique('flow');
  const definition = { id, name: 'Test flow', version: '1.0.0', status: 'active', roles: [], steps, ...more };
  await (await as('designer-1')).ask('createWorkflowDefinition', { definition });
  return id;
}
