// Every event in English.
import { type Say, type Sentences, withNote } from './sentences.ts';

const users = (assignees: readonly { readonly user: string }[], say: Say): string =>
  say.people(assignees.map(({ user }) => user));
const inPlaceOf = (onBehalfOf: string | null, say: Say): string =>
  onBehalfOf === null ? '' : ` in place of ${say.person(onBehalfOf)}`;
const OUTCOMES: Readonly<Record<string, string>> = {
  approved: 'approved',
  rejected: 'rejected',
  expired: 'expired',
  done: 'done',
  failed: 'failed',
};
const outcomeOf = (outcome: string): string => OUTCOMES[outcome] ?? outcome;

export const sentencesEn: Sentences = {
  workflow_started: ({ draft, parent }, { who }) =>
    parent !== null ? 'Started by another workflow' : draft ? `${who} began a draft` : `${who} sent the request`,
  workflow_submitted: ({ by }, say) => `${say.person(by)} submitted the draft`,
  workflow_data_changed: ({ by, changes, reason }, say) =>
    withNote(`${say.person(by)} changed ${changes.map(({ pointer }) => say.field(pointer)).join(', ')}`, reason),
  workflow_resubmitted: ({ by }, say) => `${say.person(by)} sent the request again`,
  workflow_looped: ({ from, to, count }, say) =>
    `Back from ${say.stepName(from)} to ${say.stepName(to)}, for the ${say.count(count)}. time`,
  signal_received: ({ name }, { who }) => `${who} sent the signal “${name}”`,
  signal_consumed: ({ name }) => `The signal “${name}” was used`,
  workflow_paused: ({ reason }, { who }) => withNote(`${who} paused the workflow`, reason),
  workflow_resumed: (_, { who }) => `${who} resumed the workflow; deadlines moved by the pause`,
  sla_started: ({ at: { breached } }, say) =>
    breached === undefined ? 'The promised time began' : `Promised until ${say.at(breached)}`,
  sla_warned: () => 'The promised time is running out',
  sla_escalated: () => 'The promised time is running out: those in charge were told',
  sla_breached: () => 'The promised time has passed',
  workflow_cancelled: ({ reason }, { who }) => withNote(`${who} withdrew the request`, reason),
  workflow_completed: ({ outcome, reason }) => withNote(`The workflow ended: ${outcomeOf(outcome)}`, reason),
  workflow_failed: ({ reason }) => withNote('The workflow failed', reason),
  workflow_retried: ({ stepIds }, say) =>
    stepIds.length === 0
      ? `${say.who} let the workflow go on`
      : `${say.who} let the workflow run again from ${stepIds.map(say.stepName).join(', ')}`,
  step_assigned: ({ assignees, pool, dueAt }, say) => {
    const who =
      assignees.length > 0 ? users(assignees, say) : pool.length > 0 ? `one of ${users(pool, say)}` : 'nobody yet';
    return `${say.step} waits for ${who}${dueAt === null ? '' : `, due ${say.at(dueAt)}`}`;
  },
  step_started: (_, { step }) => `${step} began`,
  step_skipped: ({ outcome, reason }, { step, who }) =>
    outcome === 'conditions_not_met' ? `${step} is not needed` : withNote(`${who} skipped ${step}`, reason),
  step_approved: ({ by, onBehalfOf, notes }, say) =>
    withNote(`${say.person(by)} approved ${say.step}${inPlaceOf(onBehalfOf, say)}`, notes),
  step_rejected: ({ by, onBehalfOf, notes }, say) =>
    withNote(`${say.person(by)} rejected ${say.step}${inPlaceOf(onBehalfOf, say)}`, notes),
  step_completed: ({ by, onBehalfOf, outcome, output }, say) => {
    if (by !== null && outcome === 'done')
      return `${say.person(by)} completed ${say.step}${inPlaceOf(onBehalfOf, say)}`;
    if (output.autoApproved === true) return `${say.step} was approved automatically: nobody had to be asked`;
    if (output.decidedBy === 'deadline') return `Nobody decided ${say.step} in time: ${outcomeOf(outcome)}`;
    return `${say.step}: ${outcomeOf(outcome)}`;
  },
  step_failed: ({ error }, { step }) => withNote(`${step} failed`, error),
  step_reassigned: ({ assignees, reason }, say) =>
    withNote(`${say.who} gave ${say.step} to ${users(assignees, say)}`, reason),
  step_escalated: ({ level, added, reason }, say) =>
    withNote(
      added.length > 0
        ? `${say.step} escalated to ${users(added, say)} (level ${say.count(level)})`
        : `${say.step} escalated (level ${say.count(level)})`,
      reason,
    ),
  step_reset: (_, { step }) => `${step} will run again`,
  changes_requested: ({ by, reason }, say) => withNote(`${say.person(by)} asked for changes`, reason),
  step_claimed: ({ assignee }, say) => `${say.person(assignee.user)} took ${say.step}`,
  step_released: ({ by }, say) => `${say.person(by)} gave ${say.step} back`,
  step_advanced: ({ assignees }, say) => `${say.step}: now ${users(assignees, say)}`,
  wait_started: ({ wait }, say) => {
    switch (wait.kind) {
      case 'signal':
        return `${say.step} waits for the signal “${wait.name}”`;
      case 'time':
        return `${say.step} waits until ${say.at(wait.at)}`;
      case 'child':
        return `${say.step} waits for another workflow`;
    }
  },
  messages_queued: ({ messages }, say) =>
    `To be told: ${messages.map(({ to, template }) => `${say.person(to)} (${say.template(template)})`).join(', ')}`,
  message_sent: ({ channel, state }, say) =>
    state === 'delivered' ? `Delivered by ${say.channel(channel)}` : `Sent by ${say.channel(channel)}`,
  message_unconfirmed: ({ channel, error }, say) =>
    withNote(`Sent by ${say.channel(channel)}, but not confirmed`, error),
  message_delivered: () => 'A message was delivered',
  message_read: () => 'A message was read',
  message_failed: ({ channel, error }, say) => withNote(`A message by ${say.channel(channel)} failed`, error),
  action_completed: (_, { step }) => `${step}: an action is done`,
  action_failed: ({ error }, { step }) => withNote(`${step}: an action failed`, error),
  compensation_planned: ({ items }, say) =>
    `To be undone: ${[...new Set(items.map(({ stepId }) => say.stepName(stepId)))].join(', ')}`,
  compensation_completed: (_, { step }) => `${step} was undone`,
  compensation_failed: ({ error }, { step }) => withNote(`${step} could not be undone`, error),
  child_started: ({ isAwaited }, { step }) =>
    isAwaited ? `${step} started another workflow and waits for it` : `${step} started another workflow`,
  effect_settled: ({ error }) => withNote('Something to be done was settled', error),
  effect_retried: ({ tries, notBefore, error }, say) =>
    withNote(`Try ${say.count(tries)} did not succeed; again ${say.at(notBefore)}`, error),
  comment_added: ({ by, text }, say) => withNote(`${say.person(by)} commented`, text),
  incident_opened: ({ incident }) => withNote('This needs an operator', incident.message),
  incident_resolved: ({ resolution }, { who }) => withNote(`${who} resolved an incident`, resolution),
};
