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
import { person } from '../../functions/engine/testing/harness.ts';
import { virtualClock } from '../../functions/platform/embedded/clock.ts';
import { openEmbeddedPlatform } from '../../functions/platform/embedded/platform.ts';

export const START = Date.parse('2026-03-02T04:00:00Z');

/** What people do, as operations: "lea approves", "rita resubmits {…}". */
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
const DEED = new RegExp(`^(\\w+) (${Object.keys(DEEDS).join('|')}|starts|publishes)(?: ([\\w-]+))?(?: (\\{.*\\}))?$`);
const TIME = /^(\d+ \w+?)s? pass(?:es)?$/;

export interface World {
  readonly ask: (userId: string, operation: string, input: JsonObject) => Promise<JsonObject>;
  /** Does what the words say; answers why it was refused, or null. */
  play(words: string): Promise<string | null>;
  instance(): Promise<JsonObject>;
  newMessages(): Promise<readonly string[]>;
  newestMessageTo(userId: string): Promise<string>;
  newActions(): readonly string[];
  published(): Promise<JsonObject>;
  startedWorkflows(): Promise<readonly string[]>;
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

export async function createWorld(definition: JsonObject): Promise<World> {
  const clock = virtualClock(START);
  const platform = openEmbeddedPlatform({ file: ':memory:', clock, log: { write: () => {} } });
  const performed: string[] = [];
  const engine = new WorkflowEngine(platform, {
    access: defaultCompany.access,
    actions: actionsOf(performed),
    render,
    checkTemplate: vocabulary.checkTemplate,
    calendars,
  });
  platform.onEffects((message) => engine.performEffects(message));
  platform.onTimer((instanceId, timer) => engine.timerFired(instanceId, timer));
  platform.start();
  for (const { id, roles, ...more } of PEOPLE) await platform.directory.upsert(person(id, roles, more as never));

  let instanceId = '';
  let seenMessages = 0;
  const ask = async (userId: string, operation: string, input: JsonObject): Promise<JsonObject> => {
    const caller: Caller = { userId, channel: 'api', authentication: 'token' };
    const found = operations[operation];
    if (found === undefined) throw new Error(`there is no operation ${operation}`);
    return found.run(engine, caller, found.input.parse(input));
  };
  const workflowId = String(definition.id);

  async function deed(userId: string, words: string, name: string | undefined, given: JsonObject | undefined) {
    if (words === 'publishes') return ask(userId, 'createWorkflowDefinition', { definition });
    if (words === 'starts') {
      const answer = await ask(userId, 'startWorkflow', { workflowId, data: given ?? {} });
      instanceId = String(answer.instanceId);
      return answer;
    }
    const [operation, input] = (DEEDS[words] as (typeof DEEDS)[string])(name, given);
    return ask(userId, operation, { instanceId, ...input });
  }

  return {
    ask,
    play: async (words) => {
      const time = TIME.exec(words)?.[1];
      if (time !== undefined) {
        const duration = parseDuration(time);
        if (duration.kind !== 'elapsed') throw new Error(`only elapsed time passes: ${words}`);
        await clock.advance(duration.ms);
        return null;
      }
      const [, userId = '', what = '', name, given] = DEED.exec(words) ?? [];
      if (userId === '') throw new Error(`nobody understands "${words}"`);
      try {
        await deed(userId, what, name, given === undefined ? undefined : JSON.parse(given));
        return null;
      } catch (error) {
        if (error instanceof Refused) return error.rejection.reason;
        throw error;
      } finally {
        await platform.idle();
      }
    },
    instance: () => ask('ann', 'getWorkflowInstance', { instanceId }),
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
    published: async () => {
      const { definition: stored } = await ask('ann', 'getWorkflowDefinition', { workflowId });
      return stored as JsonObject;
    },
    startedWorkflows: async () => {
      const { instances } = await ask('ann', 'listWorkflowInstances', {});
      return (instances as readonly JsonObject[])
        .filter((row) => row.instanceId !== instanceId)
        .map((row) => `${String(row.workflowId)} ${String(row.status)}`);
    },
    close: () => platform.close(),
  };
}
