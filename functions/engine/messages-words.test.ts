// Whom a message reaches by which channel, and how its words let the reader decide.
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { shortCode } from '../core/reply-code.ts';
import type { EngineOptions, LinkedTask } from './parts.ts';
import { as, person, START } from './testing/harness.ts';
import { createProvider, handleOf } from './testing/provider.ts';
import { LEA, MINUTE_MS, SIGN, type Told, type ToldOptions, tell } from './testing/told.ts';

let told: Told;
afterEach(() => told.close());
const opened = async (options: ToldOptions = {}): Promise<Told> => {
  told = await tell(options);
  return told;
};
const incidents = async (): Promise<readonly string[]> =>
  ((await told.engine.listIncidents(as('ops'), {})) as { incidents: { message: string }[] }).incidents.map(
    ({ message }) => message,
  );

describe('a message', () => {
  it('goes by the next channel at once, unmarked, while its own is out of order', async () => {
    const { engine, perform, platform, provider, states } = await opened({ isMute: true });
    await engine.channelReported('whatsapp', true);
    await perform();
    await perform();
    expect(provider.asked.map(({ channel, text }) => `${channel}: ${text}`)).toEqual(['email: first lea']);
    expect(await states()).toEqual(['whatsapp failed', 'email sent']);
    expect(platform.clock.now()).toBe(START);
  });
  it('is an incident while every channel is out of order', async () => {
    const { engine, perform, provider } = await opened({ isMute: true });
    await engine.channelReported('whatsapp', true);
    await engine.channelReported('email', true);
    await perform();
    await perform();
    expect(provider.asked).toEqual([]);
    expect(await incidents()).toEqual([expect.stringContaining('email is out of order')]);
  });
  it('that is refused goes by the next channel at once, unmarked: it has surely not arrived', async () => {
    const provider = createProvider();
    provider.behave('refuse');
    await opened({ provider });
    expect(told.words()).toEqual(['email: first lea']);
    expect(await incidents()).toEqual([]);
  });
  it('that its provider took, and reports as failed later, does so too', async () => {
    const { engine, platform, words } = await opened();
    await engine.recordDelivery(handleOf(1), { state: 'failed', error: 'blocked' });
    await platform.idle();
    expect(words()).toEqual(['whatsapp: first lea', 'email: first lea']);
  });
  it('to somebody without a telephone goes by e-mail, whatever they prefer', async () => {
    await opened({ steps: [{ ...SIGN, assignedTo: 'user:max' }] });
    expect(told.words()).toEqual(['email: first max']);
  });
  it('to somebody who is not in the directory is an incident, and never tried by another channel', async () => {
    const steps = [{ id: 'tell', type: 'notification', assignedTo: 'user:nobody', template: 'workflow_completed' }];
    const { provider } = await opened({ steps });
    expect(provider.asked).toEqual([]);
    expect(await incidents()).toEqual([expect.stringContaining('there is no user "nobody"')]);
  });
});

/** Addresses that say whose they are, of which task, and when they were made. */
const also: Partial<EngineOptions> = {
  signLink: async ({ stepId, attempt, userId, issuedAt }) => `link ${stepId} ${attempt} ${userId} ${issuedAt - START}`,
  pageOf: ({ stepId, userId }: LinkedTask) => `page ${stepId} ${userId}`,
};
const askOf = (stepId: string, userId = 'lea', attempt = 1): JsonObject => ({
  code: shortCode(told.instanceId, stepId, attempt, userId),
  link: `link ${stepId} ${attempt} ${userId} 0`,
  page: `page ${stepId} ${userId}`,
});

describe('the words of a message', () => {
  it('let whoever is asked decide by code, link and page', async () => {
    await opened({ also });
    expect(told.asks()).toEqual([askOf('sign')]);
  });
  it('are the same at every try', async () => {
    const provider = createProvider();
    provider.behave('busy', 'busy');
    await opened({ provider, also });
    await told.sweepFor(1);
    const [first, ...rest] = provider.asked.map(({ at: _, ...same }) => same);
    expect(rest).toEqual([first, first]);
    expect(told.asks()).toEqual([askOf('sign')]);
  });
  it('ask nothing of those who have decided meanwhile, or whose task is with somebody else', async () => {
    const both = { ...SIGN, assignedTo: ['user:lea', 'user:max'], policy: 'all' };
    const { engine, instanceId, perform } = await opened({ also, isMute: true, steps: [both] });
    await engine.approveStep(as('lea'), { instanceId, stepId: 'sign' });
    await perform();
    await perform();
    expect(told.words()).toEqual(['whatsapp: first lea', 'email: first max']);
    expect(told.asks()).toEqual([null, askOf('sign', 'max')]);
    await told.close();

    await opened({ also, isMute: true });
    await told.engine.reassignTask(as('lea'), { instanceId: told.instanceId, stepId: 'sign', to: 'max' });
    await told.perform();
    await told.perform();
    expect(told.asks()).toEqual([null, askOf('sign', 'max')]);
  });
  it('ask nothing of those who are only told', async () => {
    const notifications = ['assignee', 'requester'].map((to) => ({ on: 'assigned', to }));
    await opened({ also, steps: [{ ...SIGN, notifications }] });
    expect(told.words()).toEqual(['whatsapp: first lea', 'email: first rita']);
    expect(told.asks()).toEqual([askOf('sign'), null]);
  });
  it('ask for nothing where the workflow is over, or the step is no approval', async () => {
    const { engine, instanceId, perform } = await opened({ also, isMute: true });
    await engine.cancelWorkflow(as('rita'), { instanceId, reason: 'not needed' });
    await perform();
    expect(told.words()).toContain('whatsapp: first lea');
    expect(told.asks()).not.toContainEqual(expect.anything());
    await told.close();

    await opened({ also, steps: [{ id: 'count', type: 'manual', assignedTo: 'user:lea' }] });
    expect(told.asks()).toEqual([null]);
  });
  it('name no attempt but the one that waits', async () => {
    const { engine, instanceId, perform } = await opened({
      also,
      isMute: true,
      steps: [
        { ...SIGN, id: 'first' },
        { ...SIGN, dependencies: ['first'], onReject: { goto: 'first' } },
      ],
    });
    await engine.approveStep(as('lea'), { instanceId, stepId: 'first' });
    await engine.rejectStep(as('lea'), { instanceId, stepId: 'sign', reason: 'again' });
    await told.advance(MINUTE_MS);
    await perform();
    const asks = told.asks().filter((ask) => ask !== null) as unknown as readonly JsonObject[];
    expect(asks.map(({ link }) => link)).toEqual(['link first 2 lea 0']);
  });
});

describe('what a step asks for', () => {
  const stepUp = { page: { amount: { $gt: 100 } }, signIn: { amount: { $gt: 1_000 } } };
  it.each([
    [50, ['code', 'link', 'page']],
    [500, ['link', 'page']],
    [5_000, ['page']],
  ])('at an amount of %i is offered, and nothing less: %j', async (amount, offered) => {
    await opened({ also, steps: [{ ...SIGN, stepUp }], data: { amount } });
    const [ask] = told.asks() as readonly JsonObject[];
    expect(Object.keys(ask ?? {}).filter((way) => ask?.[way] !== null)).toEqual(offered);
  });
  it('is a page for what the definition calls of high value', async () => {
    await opened({ also, definition: { rules: { highValue: { amount: { $gt: 100 } } } }, data: { amount: 500 } });
    expect(told.asks()).toEqual([{ ...askOf('sign'), code: null }]);
  });
  it('is a code where nobody has addresses', async () => {
    await opened({ people: [LEA, person('leo', ['lead'])] });
    expect(told.asks()).toEqual([{ ...askOf('sign'), link: null, page: null }]);
  });
});
