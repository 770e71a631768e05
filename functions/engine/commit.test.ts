// The one commit: idempotent, fenced by revision and attempt, and indifferent to what a failed write really did.
import { afterEach, describe, expect, it } from 'vitest';
import type { Commit, Platform } from '../platform/platform.ts';
import { Refused, Transient } from './failure.ts';
import { as, createHarness, type Harness, type HarnessOptions } from './testing/harness.ts';

const ONE_STEP = { steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:dan' }] };
let harness: Harness;
afterEach(() => harness.close());

async function open(options: HarnessOptions = {}): Promise<Harness> {
  harness = await createHarness(options);
  await harness.define(ONE_STEP);
  return harness;
}
const start = (key = 'order-1', data = {}) =>
  harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data, idempotencyKey: key });
const reasonOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Refused ? error.rejection.reason : String(error)),
  );
const auditOf = async (instanceId: string) => harness.platform.instances.audit(instanceId, 0, 1000);

/** Lets the first `times` commits that `picks` go wrong in the given way. */
function failing(
  times: number,
  wrong: (commit: Commit, next: () => Promise<'committed' | 'conflict'>) => Promise<'committed' | 'conflict'>,
  picks = (_: Commit) => true,
) {
  let left = times;
  return (platform: Platform): Platform => ({
    ...platform,
    instances: {
      ...platform.instances,
      commit: (commit) => {
        const next = (): Promise<'committed' | 'conflict'> => platform.instances.commit(commit);
        if (left === 0 || !picks(commit)) return next();
        left -= 1;
        return wrong(commit, next);
      },
    },
  });
}
const appliedButFailed = async (_: Commit, next: () => Promise<'committed' | 'conflict'>): Promise<never> => {
  await next();
  throw new Transient('deadline exceeded');
};
const notApplied = async (): Promise<never> => {
  throw new Transient('unavailable');
};

describe('a command id', () => {
  it('gives the same answer to the same request, and is in the audit once', async () => {
    await open();
    const { instanceId } = await start();
    const input = { instanceId: String(instanceId), stepId: 'sign', commandId: 'c1' };
    const first = await harness.engine.approveStep(as('dan'), input);
    expect(await harness.engine.approveStep(as('dan'), input)).toEqual(first);
    const commands = (await auditOf(String(instanceId))).filter((entry) => entry.commandId === 'c1');
    expect(commands).toHaveLength(1);
  });

  it('is a conflict with another request or from another person, and changes nothing', async () => {
    await open();
    const instanceId = String((await start()).instanceId);
    await harness.engine.addComment(as('rita'), { instanceId, text: 'one', commandId: 'c1' });
    await harness.platform.idle();
    const before = await auditOf(instanceId);
    expect(await reasonOf(harness.engine.addComment(as('rita'), { instanceId, text: 'two', commandId: 'c1' }))).toBe(
      'IDEMPOTENCY_CONFLICT',
    );
    expect(await reasonOf(harness.engine.addComment(as('ann'), { instanceId, text: 'one', commandId: 'c1' }))).toBe(
      'IDEMPOTENCY_CONFLICT',
    );
    expect(await auditOf(instanceId)).toEqual(before);
  });

  it('of a start is remembered however many commands came after it', async () => {
    await open();
    const started = await start();
    const instanceId = String(started.instanceId);
    for (let i = 0; i < 40; i++) await harness.engine.addComment(as('rita'), { instanceId, text: `comment ${i}` });
    expect(await start()).toEqual(started);
    expect(await reasonOf(start('order-1', { other: true }))).toBe('IDEMPOTENCY_CONFLICT');
    expect((await harness.platform.instances.read(instanceId)).stored?.document.ring).toHaveLength(32);
  });

  it('of one person never meets the same key of another', async () => {
    await open();
    const mine = await start();
    const theirs = await harness.engine.startWorkflow(as('rob'), {
      workflowId: 'test-flow',
      data: {},
      idempotencyKey: 'order-1',
    });
    expect(theirs.instanceId).not.toBe(mine.instanceId);
  });
});

describe('a write with an unknown outcome', () => {
  it('that was applied is found by its command id, told again, and done once', async () => {
    await open({ wrap: failing(1, appliedButFailed) });
    const { instanceId } = await start();
    await harness.platform.idle();
    const entries = await auditOf(String(instanceId));
    expect(entries.filter((entry) => entry.events.some((event) => event.action === 'workflow_started'))).toHaveLength(
      1,
    );
    expect(harness.platform.outbox).toBeDefined();
    expect(await harness.platform.outbox.messagesFor('dan')).toHaveLength(1);
  });

  it('that was not applied is tried again', async () => {
    await open({ wrap: failing(3, notApplied) });
    const { instanceId, status } = await start();
    expect(status).toBe('running');
    expect(await auditOf(String(instanceId))).not.toHaveLength(0);
  });

  it('of the engine’s own is seen in the next read, and what it asked for is told', async () => {
    const isEffects = ({ entry }: Commit): boolean => entry.actor === 'engine';
    await open({ wrap: failing(1, appliedButFailed, isEffects) });
    const instanceId = String((await start()).instanceId);
    await harness.platform.idle();
    const sent = (await auditOf(instanceId))
      .flatMap(({ events }) => events)
      .filter(({ action }) => action === 'message_sent');
    expect(sent).toHaveLength(1);
  });

  it('gives up after its budget with Transient, so that the caller repeats the same request', async () => {
    await open({ wrap: failing(1_000, notApplied) });
    await expect(start()).rejects.toThrow(Transient);
  });
});

describe('two decisions at once', () => {
  it('have one winner, and the other learns that it was decided', async () => {
    await open();
    await harness.define({
      id: 'both-flow',
      steps: [{ id: 'sign', type: 'approval', assignedTo: ['user:dan', 'user:lea'] }],
    });
    const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId: 'both-flow', data: {} });
    const decide = (user: string) =>
      reasonOf(harness.engine.approveStep(as(user), { instanceId: String(instanceId), stepId: 'sign' }));
    const results = await Promise.all([decide('dan'), decide('lea')]);
    expect(results.sort()).toEqual(['ALREADY_DECIDED', 'accepted']);
  });

  it('of 25 voters on one step are all recorded', async () => {
    await open();
    const ids = Array.from({ length: 25 }, (_, i) => `voter-${i}`);
    for (const id of ids)
      await harness.platform.directory.upsert({
        ...(await harness.platform.directory.users(['lea']))[0]!,
        id,
        roles: ['voter'],
      });
    await harness.define({
      id: 'vote-flow',
      roles: ['voter'],
      steps: [{ id: 'vote', type: 'approval', assignedTo: 'each:voter', policy: 'all' }],
    });
    const instanceId = String(
      (await harness.engine.startWorkflow(as('rita'), { workflowId: 'vote-flow', data: {} })).instanceId,
    );
    await Promise.all(ids.map((id) => harness.engine.approveStep(as(id), { instanceId, stepId: 'vote' })));
    const { instance } = (await harness.platform.instances.read(instanceId)).stored!.document;
    expect(instance.outcome).toBe('approved');
    expect(Object.keys((instance.steps.vote as { votes: object }).votes)).toHaveLength(25);
  });
});

describe('limits', () => {
  it('refuse what would make the document too large, and change nothing', async () => {
    await open();
    const instanceId = String((await start('big', { text: 'x'.repeat(200_000) })).instanceId);
    const reasons = new Set<string>();
    for (let i = 0; i < 200; i++)
      reasons.add(await reasonOf(harness.engine.addComment(as('rita'), { instanceId, text: 'y'.repeat(4_000) })));
    expect([...reasons]).toEqual(['accepted', 'LIMIT_EXCEEDED']);
    expect((await harness.engine.verifyAuditTrail(as('rita'), { instanceId })).ok).toBe(true);
  });
});

describe('a failure to tell bus or timers', () => {
  it('is logged and healed by the sweep within 90 seconds', async () => {
    const deaf = (platform: Platform): Platform => {
      let lost = 1;
      return {
        ...platform,
        bus: {
          publish: (message) => {
            if (lost-- > 0) return Promise.reject(new Transient('publish failed'));
            return platform.bus.publish(message);
          },
        },
      };
    };
    await open({ wrap: deaf });
    await start();
    await harness.platform.idle();
    expect(harness.logged.map(({ event }) => event)).toContain('kick_failed');
    expect(await harness.platform.outbox.messagesFor('dan')).toHaveLength(0);
    await harness.advance(60_000);
    await harness.engine.sweep();
    await harness.platform.idle();
    expect(await harness.platform.outbox.messagesFor('dan')).toHaveLength(1);
  });
});
