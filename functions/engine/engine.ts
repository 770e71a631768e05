// WorkflowEngine: the operations as methods over injected ports, for the API and for embedding as a library.
import type { Timer } from '../core/effects.ts';
import type { JsonObject } from '../core/json.ts';
import type * as requests from '../core/requests.ts';
import type { InputOf } from '../core/requests.ts';
import { everyDay } from '../core/time/morning.ts';
import type { Channel, User } from '../core/user.ts';
import type { EffectsMessage, Platform } from '../platform/platform.ts';
import * as asking from './asking.ts';
import { type RecordWritten, recordWritten } from './automations.ts';
import { type DecisionPlace, decisionPage } from './decision-page.ts';
import * as defining from './defining.ts';
import { Definitions } from './definitions.ts';
import { delegatesFor, type Named, namesOf } from './delegates.ts';
import { channelReported, type Reported, recordDeliveries } from './deliveries.ts';
import { nextDigestAt, sendDigests } from './digest.ts';
import { Documents } from './documents.ts';
import { performEffects } from './effects.ts';
import { systemHealth } from './health.ts';
import { personOfPhone } from './identity.ts';
import * as inbox from './inbox.ts';
import * as late from './late.ts';
import * as metrics from './metrics.ts';
import type { Caller, EngineOptions, Parts } from './parts.ts';
import { People } from './people.ts';
import * as peopleCare from './people-care.ts';
import * as personalData from './personal-data.ts';
import { type Poison, reportPoison } from './poison.ts';
import * as preview from './preview.ts';
import { type StepSeen, seenStep } from './replying.ts';
import * as reports from './reports.ts';
import { snapshotRouting } from './routing.ts';
import * as running from './running.ts';
import { type Shipment, ship } from './shipping.ts';
import { rearm, type Swept, sweep, timerFired } from './sweeper.ts';
import * as workload from './workload.ts';

type Answer = Promise<JsonObject>;

/**
 * Every operation takes the verified caller and an input that fits its schema in core/requests.ts, answers what the API
 * answers, and throws `Refused` for what the caller has to mend and `Transient` for what may be repeated as it is.
 */
export class WorkflowEngine {
  readonly #parts: Parts;

  constructor(platform: Platform, options: EngineOptions) {
    const definitions = new Definitions(platform.definitions, platform.clock);
    this.#parts = {
      calendars: {},
      keyring: null,
      timeZone: 'UTC',
      renderDigest: null,
      digestCalendar: everyDay(options.timeZone ?? 'UTC'),
      messaging: { failOverAfterMs: 10 * 60_000 },
      signLink: async () => null,
      pageOf: () => null,
      version: 'unknown',
      ...options,
      platform,
      definitions,
      documents: new Documents(platform.instances, definitions, options.keyring ?? null),
      people: new People(platform),
      lanes: new Map(),
    };
  }

  startWorkflow = (caller: Caller, input: InputOf<typeof requests.startRequest>): Answer =>
    running.start(this.#parts, caller, input);
  approveStep = (caller: Caller, input: InputOf<typeof requests.outputRequest>): Answer =>
    this.#command(caller, 'approve_step', input);
  rejectStep = (caller: Caller, input: InputOf<typeof requests.stepRequest>): Answer =>
    this.#command(caller, 'reject_step', { ...input, reason: input.reason ?? input.notes });
  completeStep = (caller: Caller, input: InputOf<typeof requests.outputRequest>): Answer =>
    this.#command(caller, 'complete_step', input);
  skipStep = (caller: Caller, input: InputOf<typeof requests.stepRequest>): Answer =>
    this.#command(caller, 'skip_step', input);
  retryStep = (caller: Caller, input: InputOf<typeof requests.stepRequest>): Answer =>
    this.#command(caller, 'retry_step', input);
  reassignTask = (caller: Caller, input: InputOf<typeof requests.reassignRequest>): Answer =>
    running.command(this.#parts, caller, 'reassign_task', input, [input.to]);
  escalateTask = (caller: Caller, input: InputOf<typeof requests.stepRequest>): Answer =>
    this.#command(caller, 'escalate_task', input);
  addComment = (caller: Caller, input: InputOf<typeof requests.commentRequest>): Answer =>
    this.#command(caller, 'add_comment', input);
  pauseWorkflow = (caller: Caller, input: InputOf<typeof requests.workflowRequest>): Answer =>
    this.#command(caller, 'pause_workflow', input);
  resumeWorkflow = (caller: Caller, input: InputOf<typeof requests.workflowRequest>): Answer =>
    this.#command(caller, 'resume_workflow', input);
  cancelWorkflow = (caller: Caller, input: InputOf<typeof requests.workflowRequest>): Answer =>
    this.#command(caller, 'cancel_workflow', input);
  retryWorkflow = (caller: Caller, input: InputOf<typeof requests.workflowRequest>): Answer =>
    this.#command(caller, 'retry_workflow', input);
  resolveIncident = (caller: Caller, input: InputOf<typeof requests.resolveIncidentRequest>): Answer =>
    this.#command(caller, 'resolve_incident', input);

  requestChanges = (caller: Caller, input: InputOf<typeof requests.stepRequest>): Answer =>
    this.#command(caller, 'request_changes', input);
  resubmitWorkflow = (caller: Caller, input: InputOf<typeof requests.resubmitRequest>): Answer =>
    this.#command(caller, 'resubmit_workflow', input);
  submitWorkflow = (caller: Caller, input: InputOf<typeof requests.submitRequest>): Answer =>
    this.#command(caller, 'submit_workflow', input);
  updateWorkflowData = (caller: Caller, input: InputOf<typeof requests.updateDataRequest>): Answer =>
    this.#command(caller, 'update_workflow_data', input);
  claimTask = (caller: Caller, input: InputOf<typeof requests.stepRequest>): Answer =>
    this.#command(caller, 'claim_task', input);
  releaseTask = (caller: Caller, input: InputOf<typeof requests.stepRequest>): Answer =>
    this.#command(caller, 'release_task', input);
  signalWorkflow = (caller: Caller, input: InputOf<typeof requests.signalRequest>): Answer =>
    this.#command(caller, 'signal_workflow', input);
  assignTask = (caller: Caller, input: InputOf<typeof requests.assignRequest>): Answer =>
    running.command(this.#parts, caller, 'assign_task', input, [input.to]);
  delegateTask = (caller: Caller, input: InputOf<typeof requests.delegateRequest>): Answer =>
    running.command(this.#parts, caller, 'delegate_task', input, [input.to]);
  /** Each decision stands for itself: one that is refused leaves the others alone. */
  decideMany = (caller: Caller, input: InputOf<typeof requests.decideManyRequest>): Answer =>
    running.decideMany(this.#parts, caller, input);

  getWorkflowStatus = (caller: Caller, input: InputOf<typeof requests.instanceRequest>): Answer =>
    asking.status(this.#parts, caller, input);
  getWorkflowInstance = (caller: Caller, input: InputOf<typeof requests.instanceRequest>): Answer =>
    asking.instance(this.#parts, caller, input);
  getAuditTrail = (caller: Caller, input: InputOf<typeof requests.instanceRequest>): Answer =>
    asking.auditTrail(this.#parts, caller, input);
  verifyAuditTrail = (caller: Caller, input: InputOf<typeof requests.instanceRequest>): Answer =>
    asking.verifyAudit(this.#parts, caller, input);
  listMyMessages = (caller: Caller, input: InputOf<typeof requests.listMessagesRequest>): Answer =>
    inbox.myMessages(this.#parts, caller, input);
  listMyTasks = (caller: Caller, input: InputOf<typeof requests.listTasksRequest>): Answer =>
    asking.myTasks(this.#parts, caller, input);
  listWorkflowInstances = (caller: Caller, input: InputOf<typeof requests.listInstancesRequest>): Answer =>
    asking.instances(this.#parts, caller, input);
  listIncidents = (caller: Caller, input: InputOf<typeof requests.listIncidentsRequest>): Answer =>
    asking.incidents(this.#parts, caller, input);
  listOverdueInstances = (caller: Caller, input: InputOf<typeof requests.listOverdueRequest>): Answer =>
    late.overdueInstances(this.#parts, caller, input);
  listTimers = (caller: Caller, input: InputOf<typeof requests.listTimersRequest>): Answer =>
    late.timers(this.#parts, caller, input);

  getWorkflowMetrics = (caller: Caller, input: InputOf<typeof requests.metricsRequest>): Answer =>
    metrics.workflowMetrics(this.#parts, caller, input);
  getProcessAnalytics = (caller: Caller, input: InputOf<typeof requests.processRequest>): Answer =>
    metrics.processAnalytics(this.#parts, caller, input);
  generateWorkflowReport = (caller: Caller, input: InputOf<typeof requests.reportRequest>): Answer =>
    reports.report(this.#parts, caller, input);
  exportEvents = (caller: Caller, input: InputOf<typeof requests.exportEventsRequest>): Answer =>
    reports.exportEvents(this.#parts, caller, input);
  getSystemHealth = (caller: Caller): Answer => systemHealth(this.#parts, caller);
  getStakeholderWorkload = (caller: Caller, input: InputOf<typeof requests.workloadRequest>): Answer =>
    workload.workload(this.#parts, caller, input);

  checkWorkflowDefinition = (caller: Caller, input: InputOf<typeof requests.definitionRequest>): Answer =>
    defining.check(this.#parts, caller, input);
  createWorkflowDefinition = (caller: Caller, input: InputOf<typeof requests.definitionRequest>): Answer =>
    defining.create(this.#parts, caller, input);
  updateWorkflowDefinition = (caller: Caller, input: InputOf<typeof requests.definitionRequest>): Answer =>
    defining.update(this.#parts, caller, input);
  getWorkflowDefinition = (caller: Caller, input: InputOf<typeof requests.oneDefinitionRequest>): Answer =>
    defining.get(this.#parts, caller, input);
  listWorkflowDefinitions = (caller: Caller, input: InputOf<typeof requests.listDefinitionsRequest>): Answer =>
    defining.list(this.#parts, caller, input);
  setWorkflowDefinitionStatus = (caller: Caller, input: InputOf<typeof requests.definitionStatusRequest>): Answer =>
    defining.setStatus(this.#parts, caller, input);

  deleteWorkflowDefinition = (caller: Caller, input: InputOf<typeof requests.definitionVersionRequest>): Answer =>
    defining.remove(this.#parts, caller, input);
  previewWorkflow = (caller: Caller, input: InputOf<typeof requests.previewRequest>): Answer =>
    preview.preview(this.#parts, caller, input);

  listUsers = (caller: Caller, input: InputOf<typeof requests.listUsersRequest>): Answer =>
    peopleCare.listUsers(this.#parts, caller, input);
  upsertUser = (caller: Caller, input: InputOf<typeof requests.upsertUserRequest>): Answer =>
    peopleCare.upsertUser(this.#parts, caller, input);
  setAvailability = (caller: Caller, input: InputOf<typeof requests.availabilityRequest>): Answer =>
    peopleCare.setAvailability(this.#parts, caller, input);

  exportPersonalData = (caller: Caller, input: InputOf<typeof requests.personalDataRequest>): Answer =>
    personalData.exportPersonalData(this.#parts, caller, input);
  erasePersonalData = (caller: Caller, input: InputOf<typeof requests.erasePersonalDataRequest>): Answer =>
    personalData.erasePersonalData(this.#parts, caller, input);

  /** What the holder of a verified link sees; the caller of this has checked the link. */
  decisionPage = (place: DecisionPlace): Answer => decisionPage(this.#parts, place);

  /** Handles one message of the bus. Throws `Transient` where the message should come again. */
  performEffects = (message: EffectsMessage): Promise<void> => performEffects(this.#parts, message);
  /** Handles a timer whose moment has come, or so it says. */
  timerFired = (instanceId: string, timer: Timer): Promise<void> => timerFired(this.#parts, instanceId, timer);
  /** A business record was written: starts the workflows that ask for it, once each; answers their ids. */
  recordWritten = (written: RecordWritten): Promise<readonly string[]> => recordWritten(this.#parts, written);
  /** The minute's look at everything that was missed. */
  sweep = (): Promise<Swept> => sweep(this.#parts);
  /** Publishes what a release brings with it; again, it changes nothing. */
  ship = (shipment: Shipment): Answer => ship(this.#parts, shipment);
  /** A delivery fails whenever it is tried: logs it, and opens an incident in the instance it speaks of. */
  reportPoison = (poison: Poison): Promise<void> => reportPoison(this.#parts, poison);
  /** Records what providers say of messages. Throws `Transient` where the reports should come again. */
  recordDeliveries = (reports: readonly Reported[]): Promise<void> => recordDeliveries(this.#parts, reports);
  recordDelivery = (handle: Reported['handle'], report: Reported['report']): Promise<void> =>
    recordDeliveries(this.#parts, [{ handle, report }]);
  /** A channel's provider says that it is out of order, or works again. */
  channelReported = (channel: Channel, isDown: boolean): Promise<void> => channelReported(this.#parts, channel, isDown);
  /** The one person who has this number, in international form; null: nobody, or more than one could be meant. */
  personOfPhone = (phone: string): Promise<User | null> => personOfPhone(this.#parts.platform.directory, phone);
  /** People to whom a task of this instance could be handed. */
  delegatesFor = (caller: Caller, instanceId: string): Promise<readonly Named[]> =>
    delegatesFor(this.#parts, caller, instanceId);
  /** A step as its former assignee may be told of it; null: there is none. */
  seenStep = (caller: Caller, step: Parameters<typeof seenStep>[2]): Promise<StepSeen | null> =>
    seenStep(this.#parts, caller, step);
  namesOf = (ids: readonly string[]): Promise<Readonly<Record<string, string>>> => namesOf(this.#parts, ids);
  /** Counts the open tasks of every role's members once for all processes; answers how many roles. */
  snapshotRouting = (): Promise<number> => snapshotRouting(this.#parts);
  /** Sends everybody whose working day has begun the list of what waits for them, once a day; answers to how many. */
  sendDigests = (): Promise<{ readonly sent: number }> => sendDigests(this.#parts);
  /** The moment (epoch ms) at which lists may be due next; null: none will be as things stand. */
  nextDigestAt = (after: number): Promise<number | null> => nextDigestAt(this.#parts, after);
  /** Counts what ended today and yesterday into the figures of these days; again, it changes nothing. */
  rollUpMetrics = (now?: number): Promise<metrics.RolledUp> => metrics.rollUpMetrics(this.#parts, now);
  /** Tells bus and timers of everything an instance waits for, as after a restart of an embedded process. */
  rearm = (instanceId: string): Promise<void> => rearm(this.#parts, instanceId);

  #command(
    caller: Caller,
    type: Parameters<typeof running.command>[2],
    input: Parameters<typeof running.command>[3],
  ): Answer {
    return running.command(this.#parts, caller, type, input);
  }
}
