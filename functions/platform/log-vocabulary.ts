// Every event that the log can tell, once: how grave it is, what it means, and what to do about it.
import type { Severity } from './platform.ts';

export interface LogEvent {
  /** `critical`: told beside the log, by a process that could not open it. */
  readonly severity: Severity | 'critical';
  readonly means: string;
  /** What the reader does; of most events, nothing unless they go on. */
  readonly next: string;
}

export const LOG_EVENTS = {
  not_set_up: {
    severity: 'critical',
    means: 'A process could not be set up, so everything it was asked was answered INTERNAL.',
    next: 'Read `message`: it names the parameter or secret that is missing. Set it and deploy again.',
  },
  call_unavailable: {
    severity: 'warning',
    means: 'An operation was answered with UNAVAILABLE, because a store or service could not be reached in time.',
    next: 'Nothing: callers try again with the same key. If it goes on, look at the status of the database.',
  },
  call_defect: {
    severity: 'error',
    means: 'An operation failed in a way that the code does not provide for; the caller was answered INTERNAL.',
    next: 'Read the stack in `error`. Nothing was half done: the commit is atomic. Mend the code and release.',
  },
  commit_retried: {
    severity: 'warning',
    means: 'A read or write of an instance failed with an unknown outcome; it was read again, and done if it was not.',
    next: 'Nothing. If it goes on for many instances, look at the status of the database.',
  },
  kick_failed: {
    severity: 'warning',
    means: 'A commit could not tell the bus or the timers of what follows. The sweeper does it within 90 seconds.',
    next: 'Nothing. If it goes on, `error` says what is missing: the topic, the queue, or a role of the account.',
  },
  message_unconfirmed: {
    severity: 'warning',
    means:
      'Nobody knows whether a provider took a message. Unless it reports it, it goes out again, marked, by the next channel.',
    next: 'Nothing. If it goes on, `error` says what the provider `via` does: ask how it is.',
  },
  effect_failed: {
    severity: 'warning',
    means: 'An action or a message of a workflow failed, and will be tried again; after eight tries it is an incident.',
    next: 'Nothing yet. If it becomes an incident, mend the cause, then `resolveIncident`.',
  },
  effect_done: {
    severity: 'info',
    means: 'An action ran or a message was sent; `kind` and `via` say what, and by which channel or action.',
    next: 'Nothing.',
  },
  effect_refused: {
    severity: 'error',
    means: 'An action or a message was refused for good, and is not tried again; most of them become an incident.',
    next: 'Mend what `error` says, then try the step again, or `resolveIncident`.',
  },
  instance_changed: {
    severity: 'info',
    means: 'An instance has changed: `actions` names what happened, `status` how the workflow stands.',
    next: 'Nothing. What was decided, and by whom, is in the audit.',
  },
  delivery_unclaimed: {
    severity: 'info',
    means: 'A provider reported a message that no workflow waits for, such as one that somebody sent by hand.',
    next: 'Nothing.',
  },
  channel_down: {
    severity: 'error',
    means: 'The provider of a channel says that it is out of order; messages go out by the next channel meanwhile.',
    next: 'Mend the connection: for WhatsApp, pair the telephone again in the console of the gateway.',
  },
  channel_up: {
    severity: 'info',
    means: 'The provider of a channel says that it works.',
    next: 'Nothing.',
  },
  chat_event_unavailable: {
    severity: 'warning',
    means: 'What the gateway of the chat told could not be recorded, because a store could not be reached.',
    next: 'Nothing: the gateway is asked to send it again. If it goes on, look at the status of the database.',
  },
  chat_event_defect: {
    severity: 'error',
    means: 'What the gateway of the chat told failed in a way that the code does not provide for, and is lost.',
    next: 'Read the stack in `error`. Messages that are never reported as delivered go out by the next channel.',
  },
  reply_dropped: {
    severity: 'warning',
    means: 'One telephone wrote more than 30 messages in a minute; this one was not looked at, and not answered.',
    next: 'Nothing. If it goes on, block the number in the gateway.',
  },
  reply_unavailable: {
    severity: 'warning',
    means:
      'A reply could not be carried out, because a store could not be reached; whoever wrote is told to try again.',
    next: 'Nothing. If it goes on, look at the status of the database.',
  },
  reply_defect: {
    severity: 'error',
    means: 'A reply failed in a way that the code does not provide for; whoever wrote is told to try again.',
    next: 'Read the stack in `error`. Nothing was half done. Mend the code and release.',
  },
  reply_unanswered: {
    severity: 'error',
    means: 'A reply was dealt with, but its answer could not be sent, or nobody knows whether it was.',
    next: 'Look at the gateway if it goes on. What was decided is in the audit; asking again by "?" shows what waits.',
  },
  incident_opened: {
    severity: 'error',
    means: 'The engine met something that it must not decide by itself; `kind` says what.',
    next: 'Read the cause with `listIncidents`, mend it, try again or `resolveIncident`.',
  },
  heal_failed: {
    severity: 'error',
    means: 'The sweeper could not look after one instance. The others were; it tries this one again a minute later.',
    next: 'If it goes on for the same instance, read its `error` and the instance with `getWorkflowInstance`.',
  },
  poison_message: {
    severity: 'error',
    means: 'A message or a task failed whenever it was tried, and is not delivered any more.',
    next: 'Its instance has an incident that says why; without one, whoever sent to this source sent something else.',
  },
  poison_unrecorded: {
    severity: 'error',
    means: 'A poison message could not be recorded as an incident, so this entry is the only trace of it.',
    next: 'Read the instance and its audit trail: what poisons the message may keep every commit from it.',
  },
  automation_without_requester: {
    severity: 'error',
    means: 'A business record asks for a workflow, but names nobody who is in the directory as its requester.',
    next: 'Correct the field of the record that `trigger.startedBy` names, or add the person with `upsertUser`.',
  },
  automation_too_deep: {
    severity: 'error',
    means: 'A record written by a workflow would have started one more workflow than the allowed depth.',
    next: 'Two definitions trigger each other: narrow the `conditions` of one of their triggers.',
  },
  automation_refused: {
    severity: 'error',
    means: 'A business record asks for a workflow, and its start was refused; `reason` says why.',
    next: 'Correct the record or the definition, then write the record again.',
  },
  definition_differs: {
    severity: 'error',
    means: 'A definition that came with the release is stored under the same version with another content.',
    next: 'Nothing was replaced. Give the changed definition a new version and release again.',
  },
  definitions_shipped: {
    severity: 'info',
    means: 'The definitions of a release were loaded; the fields say which were new.',
    next: 'Nothing.',
  },
  user_invalid: {
    severity: 'error',
    means: 'The record of a person cannot be read, and is left out as if the person were not there.',
    next: 'Write the record again with `upsertUser`; `fields` names what is wrong in it.',
  },
  personal_data_exported: {
    severity: 'info',
    means: "Somebody exported a person's data; the subject is a hash.",
    next: 'Nothing; it is kept as the proof that it was done.',
  },
  personal_data_erased: {
    severity: 'info',
    means: "Somebody destroyed a person's keys, so their data can never be read again; the subject is a hash.",
    next: 'Nothing; it is kept as the proof that it was done.',
  },
  sweep_done: {
    severity: 'info',
    means: 'A sweep has ended: it looked after `looked` instances, the latest of them `oldestMs` past its wake-up.',
    next: 'Nothing. Its absence for three minutes is an outage: look at the scheduler job and at the function.',
  },
  routing_counted: {
    severity: 'info',
    means: 'The open tasks of every role were counted for routing.',
    next: 'Nothing.',
  },
  metrics_rolled_up: {
    severity: 'info',
    means: 'The figures of the days were worked out.',
    next: 'Nothing.',
  },
  digests_sent: {
    severity: 'info',
    means: 'Lists of open tasks went out to `sent` people whose working day has begun.',
    next: 'Nothing.',
  },
  digest_failed: {
    severity: 'error',
    means:
      'The morning list of a person, or of everybody where no `userId` is named, could not be sent, or nobody knows whether it was.',
    next: 'Nothing for a single one: their tasks are in the app. If it goes on, `error` says what the channels answer.',
  },
  delivery_failed: {
    severity: 'warning',
    means: 'Embedded only: performing effects failed; it is tried again within seconds.',
    next: 'Nothing unless it goes on.',
  },
  delivery_abandoned: {
    severity: 'error',
    means: 'Embedded only: performing effects failed four times. The sweeper takes it up again.',
    next: 'If it goes on for the same instance, read its `error` and the instance.',
  },
  timer_failed: {
    severity: 'warning',
    means: 'Embedded only: acting on a timer failed. The sweeper takes it up again.',
    next: 'Nothing unless it goes on.',
  },
  rearm_failed: {
    severity: 'error',
    means: 'Embedded only: after a start, what waits could not all be armed again. The sweeper takes it up.',
    next: 'Look at the database file and at free space.',
  },
  roll_up_failed: {
    severity: 'error',
    means: 'Embedded only: the figures of the day could not be made; they are made again an hour later.',
    next: 'Look at the database file and at free space.',
  },
  sweep_failed: {
    severity: 'error',
    means: 'Embedded only: a sweep ended early; the next one begins a minute later.',
    next: 'Look at the database file and at free space.',
  },
} as const satisfies Readonly<Record<string, LogEvent>>;
