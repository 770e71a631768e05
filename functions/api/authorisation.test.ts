// Every operation × every kind of person × every state of a workflow, judged by the rule that the registry declares.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import type { Action } from '../engine/parts.ts';
import { access, as, createHarness, type Harness, PEOPLE, person } from '../engine/testing/harness.ts';
import type { Platform } from '../platform/platform.ts';
import { handleCall } from './callable.ts';
import type { AccessRule } from './operation.ts';
import { operations } from './operations.ts';

const STATES = ['running', 'paused', 'completed', 'failed', 'cancelled'] as const;
type State = (typeof STATES)[number];

/** People by their relation to the instances below, which rita requested and lea and dan have to do with. */
const RELATIONS = {
  rita: 'requester',
  lea: 'assignee',
  pia: 'member of a pool',
  dan: 'former assignee',
  leo: 'same role, not involved',
  rob: 'not involved',
  ann: 'administrator',
  ops: 'operator',
  aud: 'sees all',
  des: 'designer',
  gone: 'not in the directory',
} as const;
type Name = keyof typeof RELATIONS;

const STEPS = {
  steps: [
    { id: 'check', type: 'approval', assignedTo: 'user:dan' },
    { id: 'sign', type: 'approval', assignedTo: 'user:lea' },
    { id: 'fill', type: 'manual', assignedTo: 'user:lea', parallel: true },
    { id: 'pick', type: 'manual', assignedTo: 'pool:picker', parallel: true },
    { id: 'push', type: 'system', actions: ['push'] },
  ],
};

let harness: Harness;
/** While true, a commit answers as if it had happened and leaves no trace: each case meets the same world. */
let isFrozen = false;
const instances = new Map<State, string>();

const frozen = (platform: Platform): Platform => ({
  ...platform,
  instances: {
    ...platform.instances,
    commit: (commit) => (isFrozen ? Promise.resolve('committed') : platform.instances.commit(commit)),
  },
  definitions: {
    ...platform.definitions,
    publish: (definition) => (isFrozen ? Promise.resolve('published') : platform.definitions.publish(definition)),
    replaceDraft: (definition) =>
      isFrozen ? Promise.resolve('replaced') : platform.definitions.replaceDraft(definition),
    setStatus: (...args) => (isFrozen ? Promise.resolve(true) : platform.definitions.setStatus(...args)),
  },
  directory: {
    ...platform.directory,
    upsert: (user) => (isFrozen ? Promise.resolve() : platform.directory.upsert(user)),
  },
  bus: { publish: (message) => (isFrozen ? Promise.resolve() : platform.bus.publish(message)) },
  timers: { schedule: (id, timer) => (isFrozen ? Promise.resolve() : platform.timers.schedule(id, timer)) },
});

beforeAll(async () => {
  const push: Action = async ({ data }) => (data.fails === true ? { ok: false, error: 'no' } : { ok: true });
  harness = await createHarness({ actions: { push }, wrap: frozen });
  await harness.define(STEPS);
  for (const state of STATES) instances.set(state, await instanceIn(state));
  isFrozen = true;
});
afterAll(() => harness.close());

async function instanceIn(state: State): Promise<string> {
  const { engine, platform } = harness;
  const { instanceId } = await engine.startWorkflow(as('rita'), {
    workflowId: 'test-flow',
    data: { fails: state === 'failed' },
  });
  const id = { instanceId: String(instanceId) };
  await engine.approveStep(as('dan'), { ...id, stepId: 'check' });
  if (state === 'paused') await engine.pauseWorkflow(as('ops'), id);
  if (state === 'cancelled') await engine.cancelWorkflow(as('ops'), { ...id, reason: 'no need' });
  if (state === 'completed' || state === 'failed') {
    await engine.approveStep(as('lea'), { ...id, stepId: 'sign' });
    await engine.completeStep(as('lea'), { ...id, stepId: 'fill' });
    await engine.completeStep(as('pia'), { ...id, stepId: 'pick' });
  }
  await platform.idle();
  expect(await engine.getWorkflowStatus(as('rita'), id)).toMatchObject({ status: state });
  return String(instanceId);
}

const DEFINITION = {
  id: 'other-flow',
  name: 'Other',
  version: '1.0.0',
  roles: ['lead'],
  steps: [{ id: 'a', type: 'approval', assignedTo: 'role:lead' }],
};
const INPUTS: Readonly<Record<string, JsonObject>> = {
  createWorkflowDefinition: { definition: DEFINITION },
  updateWorkflowDefinition: { definition: DEFINITION },
  checkWorkflowDefinition: { definition: DEFINITION },
  getWorkflowDefinition: { workflowId: 'test-flow' },
  listWorkflowDefinitions: {},
  setWorkflowDefinitionStatus: { workflowId: 'test-flow', version: '1.0.0', status: 'active' },
  startWorkflow: { workflowId: 'test-flow', data: {} },
  deleteWorkflowDefinition: { workflowId: 'test-flow', version: '1.0.0' },
  previewWorkflow: { workflowId: 'test-flow', data: {} },
  decideMany: { decisions: [{ instanceId: 'unknown', decision: 'approve' }] },
  getStakeholderWorkload: {},
  getWorkflowMetrics: { workflowId: 'test-flow', from: '2026-03-01', to: '2026-03-31' },
  getProcessAnalytics: { workflowId: 'test-flow', from: '2026-03-01', to: '2026-03-31' },
  generateWorkflowReport: { report: 'exceptions', from: '2026-03-01', to: '2026-03-31' },
  exportEvents: { workflowId: 'test-flow', from: '2026-03-01', to: '2026-03-31' },
  getSystemHealth: {},
  exportPersonalData: { subject: 'c-1' },
  erasePersonalData: { subject: 'c-1', reason: 'asked for' },
  listWorkflowInstances: {},
  listMyTasks: {},
  listMyMessages: {},
  listIncidents: {},
  listOverdueInstances: {},
  listTimers: {},
  listUsers: {},
  upsertUser: { user: person('new', ['lead']) as unknown as JsonObject },
  setAvailability: { from: '2026-03-01T00:00:00Z', to: '2026-03-05T00:00:00Z' },
};
const ON_INSTANCE: Readonly<Record<string, JsonObject>> = {
  reassignTask: { stepId: 'sign', to: 'leo' },
  addComment: { text: 'hello' },
  resolveIncident: { incidentId: 'none', reason: 'known' },
  requestChanges: { stepId: 'sign', reason: 'because' },
  claimTask: { stepId: 'pick' },
  releaseTask: { stepId: 'pick' },
  delegateTask: { stepId: 'sign', to: 'leo' },
  assignTask: { stepId: 'sign', to: 'leo' },
  resubmitWorkflow: {},
  submitWorkflow: {},
  updateWorkflowData: { data: { more: 1 } },
  signalWorkflow: { name: 'hello' },
};
const inputOf = (name: string, state: State): JsonObject =>
  INPUTS[name] ?? { instanceId: instances.get(state) ?? '', ...(ON_INSTANCE[name] ?? onStep(name)) };
const onStep = (name: string): JsonObject =>
  /Step$|^escalate/.test(name)
    ? { stepId: name === 'completeStep' ? 'fill' : 'sign', reason: 'because' }
    : /Workflow$/.test(name)
      ? { reason: 'because' }
      : {};

const rolesOf = (name: Name): readonly string[] => PEOPLE.find(({ id }) => id === name)?.roles ?? [];
const may = (permission: keyof typeof access, name: Name): boolean =>
  access[permission].some((role) => rolesOf(name).includes(role));
const isViewer = (name: Name): boolean => ['rita', 'lea', 'dan', 'pia'].includes(name);
const mayLookAt = (name: Name): boolean => isViewer(name) || may('view_instance', name) || may('modify_instance', name);

/** Pool tasks are there for pia, all others for lea. */
const assigneeFor = (operation: string): Name => (/^(claim|release)Task$/.test(operation) ? 'pia' : 'lea');

/** Whether the declared rule lets this person in, whatever the state then says. */
function isAllowed(operation: string, rule: AccessRule, name: Name): boolean {
  if (name === 'gone') return false;
  if (rule.kind === 'signed_in') return true;
  if (rule.kind === 'permission' && may(rule.permission, name)) return true;
  if (rule.or !== null && may(rule.or, name)) return true;
  if (rule.kind === 'permission') return false;
  const related = {
    viewer: mayLookAt(name),
    assignee: name === assigneeFor(operation),
    requester: name === 'rita',
    involved: name === 'lea' || name === 'rita',
  };
  return related[rule.relation];
}

/** Refusals that mean "not you". A person who may not even see the instance gets NOT_FOUND. */
const NOT_YOU = ['PERMISSION_DENIED', 'NOT_ASSIGNED', 'SELF_APPROVAL', 'NOT_FOUND'];
/** Refusals that come from the state, and say nothing of the person. */
const NOT_NOW = [
  'DEFINITION_IN_USE',
  'INVALID_STATE_TRANSITION',
  'ALREADY_DECIDED',
  'NOT_FOUND: incident',
  'NO_AVAILABLE_ASSIGNEES',
];

async function call(name: string, who: Name, state: State): Promise<string> {
  const answer = await handleCall(
    { operations, engine: harness.engine, log: harness.platform.log, authenticate: async (token) => as(token) },
    {
      method: 'POST',
      path: `/api/${name}`,
      authorization: `Bearer ${who}`,
      body: { data: inputOf(name, state) },
      bodyBytes: 100,
    },
  );
  if (answer.status === 200) return 'accepted';
  const { details, message } = answer.body.error as { details: { reason: string }; message: string };
  return message.startsWith('There is no incident') ? 'NOT_FOUND: incident' : details.reason;
}

describe.each(Object.entries(operations))('%s', (name, { access: rule }) => {
  describe.each(STATES)('of a %s workflow', (state) => {
    it.each(Object.keys(RELATIONS) as Name[])('obeys its rule for %s', async (who) => {
      const result = await call(name, who, state);
      if (isAllowed(name, rule, who)) expect(['accepted', ...NOT_NOW]).toContain(result);
      // Who may look at the instance may also learn that its state allows this to nobody.
      else if (mayLookAt(who) && state !== 'running') expect([...NOT_YOU, ...NOT_NOW]).toContain(result);
      else expect(NOT_YOU).toContain(result);
      if (name.endsWith('Step') && name !== 'skipStep' && name !== 'retryStep' && who !== 'lea')
        expect(result).not.toBe('accepted');
      if (rule.kind === 'relation' && !mayLookAt(who)) expect(result).toBe('gone' === who ? result : 'NOT_FOUND');
    });
  });
});

describe('the matrix', () => {
  it('knows an input for every operation and has at least 1,500 cases', () => {
    for (const [name, { input }] of Object.entries(operations))
      expect(input.safeParse(inputOf(name, 'running')).success, name).toBe(true);
    expect(Object.keys(operations).length * STATES.length * Object.keys(RELATIONS).length).toBeGreaterThanOrEqual(
      1_500,
    );
  });

  it('changes nothing in the world while it runs', async () => {
    expect(await harness.platform.definitions.get('other-flow', '1.0.0')).toBeNull();
    const { entries } = (await harness.engine.getAuditTrail(as('ann'), {
      instanceId: instances.get('running') ?? '',
    })) as { entries: { actor: string }[] };
    expect(entries.filter(({ actor }) => actor !== 'rita' && actor !== 'dan' && actor !== 'engine')).toEqual([]);
  });
});
