// Plays the demo's cases on an engine in memory, in virtual time, and holds what happened against the story.
import type { JsonObject } from '../../functions/core/json.ts';
import { virtualClock } from '../../functions/platform/embedded/clock.ts';
import { silentLog } from '../../functions/platform/embedded/log.ts';
import type { EffectsMessage } from '../../functions/platform/platform.ts';
import { advanceMinutes } from '../advance.ts';
import { type Host, openHost } from '../host.ts';
import type { InstanceView } from '../page/model.ts';
import { loadSamples, sampleOrders, sampleUsers } from '../samples.ts';
import { type Act, CASES, type Case, isPerson } from './cases.ts';
import { problemsOf } from './expectations.ts';
import { closingLines, type DemoRow, eventLines, heading, stockLine, summaryTable } from './report.ts';

/** A Sunday, ten in the morning where the sample people work. */
const START = Date.parse('2026-11-22T04:00:00Z');
/** How long a person takes who is not late. */
const THINKING_MINUTES = 20;
const MESSAGES_MAX = 10_000;
const caller = (userId: string) => ({ userId, channel: 'api', authentication: 'token' });

export interface DemoResult {
  readonly rows: readonly DemoRow[];
  /** What did not go as the story says; empty when all is well. */
  readonly problems: readonly string[];
}

export interface Stock {
  readonly onHand: number;
  readonly reserved: number;
}

export async function runDemo(tell: (line: string) => void, cases: readonly Case[] = CASES): Promise<DemoResult> {
  const clock = virtualClock(START);
  const depot = { isDown: false };
  // A worker that does not answer: its message is lost, and what is reserved stays reserved.
  const isLost = ({ effectIds }: EffectsMessage): boolean =>
    depot.isDown && effectIds.some((id) => id.startsWith('process:') && id.includes(':do:'));
  const host = openHost({
    file: ':memory:',
    clock,
    log: silentLog(),
    deliver: (perform) => async (message) => (isLost(message) ? undefined : perform(message)),
  });
  host.start();
  await loadSamples(host.platform, host.engine);
  const { platform, engine } = host;
  const advance = (minutes: number) =>
    advanceMinutes({ clock, instances: platform.instances, sweep: engine.sweep, idle: () => platform.idle() }, minutes);
  const rows: DemoRow[] = [];
  const problems: string[] = [];
  try {
    for (const [index, one] of cases.entries()) {
      tell(heading(index + 1, one));
      depot.isDown = one.depotIsDown === true;
      const played = await play({ host, one, tell, advance });
      rows.push(played.row);
      problems.push(...played.problems);
    }
  } finally {
    await host.close();
  }
  tell(summaryTable(rows));
  for (const line of closingLines(rows, problems)) tell(line);
  return { rows, problems };
}

interface Scene {
  readonly host: Host;
  readonly one: Case;
  readonly tell: (line: string) => void;
  readonly advance: (minutes: number) => Promise<number>;
}

async function play(scene: Scene): Promise<{ readonly row: DemoRow; readonly problems: readonly string[] }> {
  const { host, one, tell } = scene;
  const { engine, platform } = host;
  const data = sampleOrders.find(({ orderId }) => orderId === one.orderId) as JsonObject;
  const before = await stockOf(host, one);
  if (before !== null) tell(stockLine('before', one.watches ?? '', before));
  const requester = caller(String(data.submittedBy));
  const { instanceId } = (await engine.startWorkflow(requester, {
    workflowId: 'order-approval',
    data,
    idempotencyKey: one.orderId,
  })) as { readonly instanceId: string };
  await platform.idle();
  const tellNews = newsTeller(scene, instanceId);
  await tellNews();
  const refusals: string[] = [];
  for (const act of one.acts) {
    refusals.push(...(await perform(scene, instanceId, act)));
    await platform.idle();
    await tellNews();
    const now = await stockOf(host, one);
    if (now !== null) tell(stockLine(act.kind === 'cancel' ? 'after it was cancelled' : 'now', one.watches ?? '', now));
  }
  const view = await viewOf(host, instanceId);
  const { ok, entries } = await engine.verifyAuditTrail(requester, { instanceId });
  const messages = await messagesOf(host, instanceId);
  const record = await platform.records.get('orders', one.orderId);
  const ended = { view, messages: messages.length, audit: { ok: ok === true, entries: Number(entries) } };
  const found = { ...ended, record: String(record?.status), before, after: await stockOf(host, one) };
  return problemsOf(one, found, refusals);
}

async function perform({ host, advance, tell }: Scene, instanceId: string, act: Act): Promise<readonly string[]> {
  if (act.kind === 'wait') {
    tell(`   ${act.says}`);
    await advance(act.hours * 60);
    return [];
  }
  await advance(THINKING_MINUTES);
  const view = await viewOf(host, instanceId);
  const asked = view.openSteps.flatMap(({ stepId, assignees }) => assignees.map((user) => ({ stepId, user })));
  const open = asked.find(({ user }) => isPerson(user, act.by));
  const by = caller(open?.user ?? act.by);
  const step = { instanceId, ...(open === undefined ? {} : { stepId: open.stepId }) };
  const { engine } = host;
  try {
    if (act.kind === 'approve') await engine.approveStep(by, { ...step, notes: act.notes });
    else if (act.kind === 'reject') await engine.rejectStep(by, { ...step, reason: act.reason });
    else await engine.cancelWorkflow(by, { instanceId, reason: act.reason });
    return [];
  } catch (error) {
    return [`${act.by} could not ${act.kind}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Tells what happened since it told last: events from the history, messages from the outbox. */
function newsTeller({ host, tell }: Scene, instanceId: string): () => Promise<void> {
  const names = new Map(sampleUsers.map(({ id, name }) => [id, name]));
  let events = 0;
  let messages = 0;
  return async () => {
    const { history } = await viewOf(host, instanceId);
    const sent = await messagesOf(host, instanceId);
    for (const line of eventLines(history.slice(events), names)) tell(line);
    for (const { to, channel, subject } of sent.slice(messages)) tell(`     ✉ ${channel} to ${to.name}: ${subject}`);
    events = history.length;
    messages = sent.length;
  };
}

async function viewOf({ engine }: Host, instanceId: string): Promise<InstanceView> {
  return (await engine.getWorkflowInstance(caller('admin-1'), { instanceId })) as unknown as InstanceView;
}

const messagesOf = async ({ platform }: Host, instanceId: string) =>
  (await platform.outbox.all(MESSAGES_MAX)).filter((message) => message.instanceId === instanceId).reverse();

async function stockOf({ platform }: Host, { watches }: Case): Promise<Stock | null> {
  const record = watches === undefined ? null : await platform.records.get('stock', watches);
  return record === null ? null : { onHand: Number(record.onHand), reserved: Number(record.reserved) };
}
