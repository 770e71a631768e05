// What must hold at every commit: the committed document against the one before it, the audit entry, and the account.
import type { WorkflowDefinition } from '../functions/core/definition/schema.ts';
import type { StepDefinition } from '../functions/core/definition/steps.ts';
import type { AuditEntry, InstanceDocument } from '../functions/core/document.ts';
import { type Event, raisesRevision } from '../functions/core/events.ts';
import { type Instance, isOpen, type SlaStage, type StepInstance } from '../functions/core/instance.ts';
import type { Commit } from '../functions/platform/platform.ts';
import { pinned } from './definitions.ts';
import type { Standing } from './directory.ts';
import { accountRests, requireFlow, requireStages, type Started, withoutRests } from './flow-invariants.ts';
import type { Account, StepAccount } from './ledger.ts';
import { accountStatus, accountStep, createAccount } from './ledger.ts';
import { dependenciesOf, requireNothingIdle } from './order.ts';
import { requireEntitled, requireFitAssignees, requireHope, requireMajority } from './people-invariants.ts';
import type { World } from './world.ts';

export type Violate = (code: string, message: string) => void;

/** What the checks of one event may look at. */
export interface Occasion {
  readonly before: Instance | null;
  readonly entry: AuditEntry;
  readonly account: Account;
  readonly standing: Standing;
  /** World time before which no process under way has read anything it still believes. */
  readonly since: number;
  readonly now: number;
  readonly violate: Violate;
}

const MINUTE_MS = 60_000;
/** Copies of the directory live this long in a process. */
const CACHE_MS = 30_000;
const WAKE_AFTER_MAX_MS = MINUTE_MS;
const ZEROS = '0'.repeat(64);

const dependencies = new WeakMap<WorkflowDefinition, ReadonlyMap<string, readonly string[]>>();

function dependenciesIn(definition: WorkflowDefinition): ReadonlyMap<string, readonly string[]> {
  const known = dependencies.get(definition) ?? dependenciesOf(definition);
  dependencies.set(definition, known);
  return known;
}

/** Keeps an account of every instance and checks each commit against it; answers the accounts by instance. */
export function inspect<E>(world: World<E>, standing: Standing): ReadonlyMap<string, Account> {
  const accounts = new Map<string, Account>();
  const started: Started = new Map();
  world.store.watches.push((before, commit) => {
    const id = commit.instanceId;
    const violate: Violate = (code, message) => world.violate(code, `${id}: ${message}`);
    const account = accounts.get(id) ?? opened(commit);
    if (account === null) {
      violate('S15', 'runs a definition that was never published');
      return;
    }
    accounts.set(id, account);
    // A start reads nothing, so it judges by the clock of its process, which may be slow.
    const since = Math.min(world.oldestWork(), before === null ? commit.entry.at : world.now) - CACHE_MS;
    const occasion = {
      before: before?.instance ?? null,
      entry: commit.entry,
      account,
      standing,
      since,
      now: world.now,
      violate,
    };
    account.reopening = commit.entry.events.some(isReopening);
    for (const event of commit.entry.events) {
      world.note(happeningOf(event, commit.entry));
      requireFlow(world, started, occasion, event);
      accountRests(account, event, commit.entry.at);
      inspectEvent(occasion, event);
    }
    inspectDocument(occasion, before, commit.document);
  });
  return accounts;
}

const isReopening = ({ action }: Event): boolean => action === 'workflow_looped' || action === 'workflow_data_changed';

/** What the report counts an event as: its action, told apart where one action stands for different rules. */
function happeningOf(event: Event, { commandId }: AuditEntry): string {
  switch (event.action) {
    case 'step_escalated':
      return `event ${event.action} ${event.data.rung} ${commandId === null ? 'in time' : 'by hand'}`;
    case 'incident_opened':
      return `event ${event.action} ${event.data.incident.kind}`;
    case 'step_approved':
    case 'step_rejected':
      return event.data.onBehalfOf === null ? `event ${event.action}` : `event ${event.action} for somebody absent`;
    case 'step_reassigned':
      return `event ${event.action} ${commandId === null ? 'to who came back' : 'by hand'}`;
    case 'workflow_completed':
      return `event ${event.action} ${event.data.outcome}`;
    default:
      return `event ${event.action}`;
  }
}

function opened({ document }: Commit): Account | null {
  const { definition, context } = document.instance;
  const found = pinned(definition.id, definition.version);
  return found === undefined ? null : createAccount(found, context.startedBy);
}

const stepIn = (definition: WorkflowDefinition, id: string): StepDefinition | undefined =>
  definition.steps.find((step) => step.id === id);

function inspectEvent(occasion: Occasion, event: Event): void {
  const { account, violate } = occasion;
  if (event.action === 'messages_queued')
    for (const { id, to, template } of event.data.messages) {
      if (account.queued.has(id)) violate('S11', `message ${id} is queued again`);
      account.queued.set(id, `${to}|${template}`);
    }
  const stepId = 'stepId' in event ? event.stepId : null;
  const step = stepId === null ? undefined : stepIn(account.definition, stepId);
  const own = stepId === null ? undefined : account.steps.get(stepId);
  if (step !== undefined && own !== undefined) {
    requireEntitled(occasion, event, step, own);
    requireDue(occasion, event, step, own);
  }
  accountStatus(account, event, violate);
  if ('stepId' in event) accountStep(account, event, dependenciesIn(account.definition), violate);
  if (step !== undefined && own !== undefined) {
    if (event.action === 'step_assigned' || event.action === 'step_started')
      own.openedAt = Math.min(occasion.since + CACHE_MS, occasion.entry.at);
    requireFitAssignees(occasion, event, step);
    requireMajority(occasion, event, step, own);
  }
}

const ELAPSED = /^(\d+) (minute|hour|day)s?$/;
const elapsedMs = (after: string | number): number | null => {
  if (typeof after === 'number') return after * MINUTE_MS;
  const parts = ELAPSED.exec(after);
  return parts === null
    ? null
    : Number(parts[1]) * ({ minute: 1, hour: 60, day: 1_440 }[parts[2] as 'hour'] ?? 0) * MINUTE_MS;
};

/** S9: the engine climbs only a ladder whose moment has come, counted from the true time of the assignment. */
function requireDue(occasion: Occasion, event: Event, step: StepDefinition, own: StepAccount): void {
  if (event.action !== 'step_escalated' || occasion.entry.commandId !== null) return;
  const was = occasion.before?.steps[event.stepId];
  const deadline = isOpen(was) ? was.deadline : null;
  const { now, violate } = occasion;
  if (deadline === null) {
    violate('S9', `${event.stepId} has no deadline and is escalated`);
    return;
  }
  if (deadline.at > now) violate('S9', `${event.stepId} is escalated ${deadline.at - now} ms early`);
  const after = step.escalation?.levels[deadline.rung]?.after ?? step.timeout;
  const elapsed = after === undefined ? null : elapsedMs(after);
  const due = elapsed === null ? now : withoutRests(occasion.account, own.openedAt, elapsed);
  if (due > now) violate('S9', `${event.stepId} is escalated ${due - now} ms before its time`);
  const rung = step.escalation?.levels[deadline.rung]?.action ?? 'escalate';
  if (event.data.rung !== rung) violate('S10', `${event.stepId} does "${event.data.rung}" at rung "${rung}"`);
}

function inspectDocument(occasion: Occasion, before: InstanceDocument | null, document: InstanceDocument): void {
  const { account, entry, violate } = occasion;
  const { instance } = document;
  requireStages(occasion, instance.sla?.reached ?? []);
  requireChain(occasion, before, document);
  if (account.status !== instance.status) violate('S13', `is ${instance.status}, and ${account.status} by its audit`);
  for (const [id, step] of account.steps)
    if (!agrees(step, instance.steps[id]))
      violate('S13', `${id} is ${instance.steps[id]?.state}, and ${step.phase}:${step.attempt} by its audit`);
  if (Object.keys(instance.steps).length !== account.steps.size) violate('S13', 'has other steps than its definition');
  for (const step of account.definition.steps) requireHope(instance, step, violate);
  const rests = instance.changesRequested !== null || instance.compensations.length > 0;
  requireNothingIdle(account, dependenciesIn(account.definition), rests, violate);
  const { definition } = instance;
  if (before !== null && before.instance.definition.hash !== definition.hash) violate('S15', 'changes its definition');
  if (entry.definitionHash !== definition.hash) violate('S15', 'is audited under another definition');
  requireWakeUp(document, violate);
}

/** The name of a step's phase in the document; the account knows no more than open. */
const agrees = (own: StepAccount, step: StepInstance | undefined): boolean =>
  step !== undefined &&
  (isOpen(step) ? 'open' : step.state) === own.phase &&
  (step.attempt === own.attempt || own.attempt === 0);

/** S1, S13, S14: one entry a commit, in order, chained, its time never back and never ahead of the world's. */
function requireChain(occasion: Occasion, before: InstanceDocument | null, document: InstanceDocument): void {
  const { entry, account, violate, now } = occasion;
  const seq = (before?.seq ?? 0) + 1;
  if (entry.seq !== seq || document.seq !== seq) violate('S13', `entry ${entry.seq} follows ${seq - 1}`);
  if (entry.prev !== (before?.head ?? ZEROS)) violate('S13', `entry ${seq} does not name the one before`);
  if (document.head !== entry.hash) violate('S13', `entry ${seq} is not the head`);
  const expected = (before?.instance.revision ?? 0) + (entry.events.some(raisesRevision) ? 1 : 0);
  if (document.instance.revision !== expected)
    violate('S14', `revision ${document.instance.revision}, not ${expected}`);
  if (entry.events.length === 0) violate('S13', `entry ${seq} says nothing`);
  const latest = before === null ? Number.POSITIVE_INFINITY : Math.max(before.instance.now, now);
  if (entry.at < (before?.instance.now ?? 0) || entry.at > latest)
    violate('S9', `entry ${seq} is ${entry.at - now} ms ahead`);
  if (entry.commandId === null) return;
  if (account.commandIds.has(entry.commandId)) violate('S1', `command ${entry.commandId} is done twice`);
  account.commandIds.add(entry.commandId);
}

/** S19: while there is work the engine looks again in time; when there is none, never. */
function requireWakeUp({ instance, wakeAt }: InstanceDocument, violate: Violate): void {
  const rests = instance.status === 'paused' || instance.status === 'draft';
  const moments = rests ? [] : Object.values(instance.effects).map(({ notBefore }) => notBefore);
  if (instance.status === 'running')
    for (const step of Object.values(instance.steps))
      if (isOpen(step))
        moments.push(
          ...[step.deadline?.at, step.reassignAt, step.wait?.kind === 'time' ? step.wait.at : null].filter(
            (at): at is number => typeof at === 'number',
          ),
        );
  for (const { watch } of rests ? [] : Object.values(instance.messages))
    if (watch !== undefined) moments.push(watch.until);
  if (instance.status === 'running' && instance.sla !== null)
    for (const [stage, at] of Object.entries(instance.sla.at))
      if (!instance.sla.reached.includes(stage as SlaStage)) moments.push(at);
  if (instance.compensations.length > 0 && Object.keys(instance.effects).length === 0)
    violate('S19', 'has compensations to run and none under way');
  for (const { stepId, attempt } of instance.compensations) {
    const step = instance.steps[stepId];
    if (isOpen(step) && step.attempt > attempt) violate('UNDONE', `${stepId} runs again before it is undone`);
  }
  if (moments.length === 0) {
    if (wakeAt !== null) violate('S19', 'is to be woken for nothing');
  } else if (wakeAt === null || wakeAt > Math.min(...moments) + WAKE_AFTER_MAX_MS)
    violate('S19', `is woken ${wakeAt === null ? 'never' : `${wakeAt - Math.min(...moments)} ms late`}`);
}
