// The real engine with real words and calendars, in which the examples of the reference are played.

import { PEOPLE } from '../../docs/reference/example.ts';
import { operations } from '../../functions/api/operations.ts';
import { factsOf } from '../../functions/channels/facts.ts';
import { renderMessage } from '../../functions/channels/render.ts';
import { calendars, defaultCompany, vocabulary } from '../../functions/compose.ts';
import { parseDuration } from '../../functions/core/definition/duration.ts';
import type { JsonObject } from '../../functions/core/json.ts';
import { WorkflowEngine } from '../../functions/engine/engine.ts';
import { Refused, Transient } from '../../functions/engine/failure.ts';
import type { Action, Caller, Render } from '../../functions/engine/parts.ts';
import { createKeyring } from '../../functions/engine/sealing/keyring.ts';
import { person } from '../../functions/engine/testing/harness.ts';
import { virtualClock } from '../../functions/platform/embedded/clock.ts';
import { openKeyVault } from '../../functions/platform/embedded/key-vault.ts';
import { openEmbeddedPlatform } from '../../functions/platform/embedded/platform.ts';

export const START = Date.parse('2026-03-02T04:00:00Z');

/** What people do, as operations: "lea approves", "lea approves by reply", "rita resubmits {…}". */
const DEEDS: Readonly<
  Record<string, (stepId: string | undefined, given: JsonObject | undefined) => readonly [string, JsonObject]>
> = {
  approves: (stepId, output) => ['approveStep', { ...(stepId && { stepId }), ...(output && { output }) }],
  rejects: (stepId) => ['rejectStep', { ...(stepId && { stepId }), reason: 'No.' }],
  completes: (stepId, output) => ['completeStep', { ...(stepId && { stepId }), ...(output && { output }) }],
  'asks for changes': (stepId) => ['requestChanges', { ...(stepId && { stepId }), reason: 'Too much.' }],
  claims: (stepId) => ['claimTask', { ...(stepId && { stepId }) }],
  resubmits: (_stepId, data) => ['resubmitWorkflow', { ...(data && { data }) }],
  signals: (name, payload) => ['signalWorkflow', { name: name ?? '', ...(payload && { payload }) }],
  retries: () => ['retryWorkflow', {}],
  cancels: () => ['cancelWorkflow', { reason: 'Not needed.' }],
};
const DEED = new RegExp(
  `^(\\w+) (${Object.keys(DEEDS).join('|')}|starts|publishes|erases)(?: ((?!in |by )[\\w-]+))?(?: in ([\\w-]+))?(?: by (reply|link))?(?: (\\{.*\\}))?$`,
);
const RECORD = /^record (\w+)\/([\w-]+) is (?:created|changed) (\{.*\})$/;
const TIME = /^(\d+ \w+?)s? pass(?:es)?$/;

export interface World {
  readonly ask: (
    userId: string,
    operation: string,
    input: JsonObject,
    assurance?: Caller['assurance'],
  ) => Promise<JsonObject>;
  /** Does what the words say; answers why it was refused, or null. */
  play(words: string): Promise<string | null>;
  /** Empty where none has been started. */
  instance(): Promise<JsonObject>;
  newMessages(): Promise<readonly string[]>;
  newestMessageTo(userId: string): Promise<string>;
  newActions(): readonly string[];
  published(): Promise<JsonObject>;
  otherWorkflows(): Promise<readonly string[]>;
  /** What a record, "orders/o-1", says of its workflow. */
  recordSays(place: string): Promise<string>;
  dataFor(userId: string): Promise<JsonObject>;
  close(): Promise<void>;
}

const render: Render = ({ definition, instance, effect, to, channel, names }) =>
  renderMessage({
    template: effect.template,
    channel,
    to,
    facts: factsOf({ definition, instance, stepId: effect.stepId, facts: effect.facts, names }),
    overrides: definition.notifications?.templates,
    timeZone: defaultCompany.timeZone,
  });

/** Actions under their real names. The data says which refuses ("refuse") and how often one cannot be reached ("outages"). */
function actionsOf(performed: string[]): Readonly<Record<string, Action>> {
  const tries = new Map<string, number>();
  const action: Action = async ({ use, with: given, data, key }) => {
    const count = (tries.get(key) ?? 0) + 1;
    tries.set(key, count);
    if (count <= Number(data.outages ?? 0)) throw new Transient('out of reach');
    if (data.refuse === use) return { ok: false, error: 'refused' };
    const isPlain = typeof given !== 'object' || given === null || Object.keys(given).length === 0;
    performed.push(isPlain ? use : `${use} ${JSON.stringify(given)}`);
    return { ok: true, output: { [use.split('.')[1] ?? use]: true } };
  };
  return Object.fromEntries([...vocabulary.actions].map((name) => [name, action]));
}

/** The engine on the embedded platform in memory, with the people of the examples in its directory. */
async function openEngine(performed: string[]) {
  const clock = virtualClock(START);
  const platform = openEmbeddedPlatform({ file: ':memory:', clock, log: { write: () => {} } });
  const keyring = createKeyring({
    vault: openKeyVault({ file: ':memory:' }),
    keys: platform.subjectKeys,
    now: () => clock.now(),
  });
  const engine = new WorkflowEngine(platform, {
    access: defaultCompany.access,
    actions: actionsOf(performed),
    render,
    checkTemplate: vocabulary.checkTemplate,
    calendars,
    keyring,
  });
  platform.onEffects((message) => engine.performEffects(message));
  platform.onTimer((instanceId, timer) => engine.timerFired(instanceId, timer));
  platform.start();
  for (const { id, roles, ...more } of PEOPLE) await platform.directory.upsert(person(id, roles, more as never));
  return { clock, platform, engine };
}

/** Runs an operation as a person; the input is checked as the API checks it. */
const askerOf =
  (engine: WorkflowEngine): World['ask'] =>
  async (userId, operation, input, assurance) => {
    const caller: Caller = { userId, channel: 'api', authentication: 'token', ...(assurance && { assurance }) };
    const found = operations[operation];
    if (found === undefined) throw new Error(`there is no operation ${operation}`);
    return found.run(engine, caller, found.input.parse(input));
  };

export async function createWorld(definition: JsonObject): Promise<World> {
  const performed: string[] = [];
  const { clock, platform, engine } = await openEngine(performed);
  const ask = askerOf(engine);
  const workflowId = String(definition.id);
  let instanceId = '';
  let seenMessages = 0;
  const rows = async () =>
    (await ask('ann', 'listWorkflowInstances', {})).instances as readonly (JsonObject & { instanceId: string })[];

  async function deed(words: readonly (string | undefined)[]): Promise<void> {
    const [, userId = '', what = '', name, other, by, given] = words;
    const content: JsonObject | undefined = given === undefined ? undefined : JSON.parse(given);
    if (what === 'publishes') await ask(userId, 'createWorkflowDefinition', { definition });
    else if (what === 'erases') await ask(userId, 'erasePersonalData', { subject: name ?? '', reason: 'Asked for.' });
    else if (what === 'starts')
      instanceId = String((await ask(userId, 'startWorkflow', { workflowId, data: content ?? {} })).instanceId);
    else {
      const [operation, input] = (DEEDS[what] as (typeof DEEDS)[string])(name, content);
      const meant =
        other === undefined ? instanceId : (await rows()).find((row) => row.workflowId === other)?.instanceId;
      await ask(userId, operation, { instanceId: meant ?? '', ...input }, by as 'reply' | 'link' | undefined);
    }
  }

  async function write([, collection = '', id = '', text = '']: readonly string[]): Promise<void> {
    const before = await platform.records.get(collection, id);
    const after = await platform.records.update(collection, id, () => JSON.parse(text));
    instanceId = (await engine.recordWritten({ collection, id, before, after })).at(-1) ?? instanceId;
  }

  async function happen(words: string): Promise<void> {
    const [time, record, done] = [TIME.exec(words)?.[1], RECORD.exec(words), DEED.exec(words)];
    const duration = time === undefined ? null : parseDuration(time);
    if (duration?.kind === 'elapsed') await clock.advance(duration.ms);
    else if (record !== null) await write(record);
    else if (done !== null) await deed(done);
    else throw new Error(`nobody understands "${words}"`);
    await platform.idle();
  }

  return {
    ask,
    play: (words) => happen(words).then(() => null, refusalOf),
    instance: () => (instanceId === '' ? Promise.resolve({}) : ask('ann', 'getWorkflowInstance', { instanceId })),
    dataFor: async (userId) => (await ask(userId, 'getWorkflowInstance', { instanceId })).data as JsonObject,
    newMessages: async () => {
      const all = [...(await platform.outbox.all(200))].reverse();
      const fresh = all.slice(seenMessages);
      seenMessages = all.length;
      return fresh.map(({ to, template, channel }) => `${to.id} ${template} ${channel}`).sort();
    },
    newestMessageTo: async (userId) => {
      const [message] = await platform.outbox.messagesFor(userId, 1);
      return message === undefined ? '' : `${message.subject}\n${message.text}`;
    },
    newActions: () => performed.splice(0),
    published: async () => (await ask('ann', 'getWorkflowDefinition', { workflowId })).definition as JsonObject,
    otherWorkflows: async () =>
      (await rows())
        .filter((row) => row.instanceId !== instanceId)
        .map((row) => `${String(row.workflowId)} ${String(row.status)}`),
    recordSays: async (place) => {
      const [collection = '', id = ''] = place.split('/');
      const { status, outcome } = ((await platform.records.get(collection, id))?.workflow ?? {}) as JsonObject;
      return [status, outcome].filter((word) => word !== undefined).join(' ');
    },
    close: () => platform.close(),
  };
}

function refusalOf(error: unknown): string {
  if (error instanceof Refused) return error.rejection.reason;
  throw error;
}
