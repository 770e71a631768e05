// Every event in Bengali.
import { type Say, type Sentences, withNote } from './sentences.ts';

const users = (assignees: readonly { readonly user: string }[], say: Say): string =>
  say.people(assignees.map(({ user }) => user));
const inPlaceOf = (onBehalfOf: string | null, say: Say): string =>
  onBehalfOf === null ? '' : ` (${say.person(onBehalfOf)}-এর পক্ষে)`;
const OUTCOMES: Readonly<Record<string, string>> = {
  approved: 'অনুমোদিত',
  rejected: 'প্রত্যাখ্যাত',
  expired: 'মেয়াদোত্তীর্ণ',
  done: 'হয়েছে',
  failed: 'ব্যর্থ',
};
const outcomeOf = (outcome: string): string => OUTCOMES[outcome] ?? outcome;

export const sentencesBn: Sentences = {
  workflow_started: ({ draft, parent }, { who }) =>
    parent !== null ? 'অন্য একটি কার্যপ্রবাহ এটি শুরু করেছে' : draft ? `${who} খসড়া শুরু করেছেন` : `${who} অনুরোধ পাঠিয়েছেন`,
  workflow_submitted: ({ by }, say) => `${say.person(by)} খসড়া জমা দিয়েছেন`,
  workflow_data_changed: ({ by, changes, reason }, say) =>
    withNote(`${say.person(by)} বদলেছেন: ${changes.map(({ pointer }) => say.field(pointer)).join(', ')}`, reason),
  workflow_resubmitted: ({ by }, say) => `${say.person(by)} অনুরোধ আবার পাঠিয়েছেন`,
  workflow_looped: ({ from, to, count }, say) =>
    `${say.stepName(from)} থেকে আবার ${say.stepName(to)}; এ পর্যন্ত ${say.count(count)} বার`,
  signal_received: ({ name }, { who }) => `${who} সংকেত পাঠিয়েছেন: “${name}”`,
  signal_consumed: ({ name }) => `সংকেত “${name}” কাজে লেগেছে`,
  workflow_paused: ({ reason }, { who }) => withNote(`${who} কার্যপ্রবাহ থামিয়েছেন`, reason),
  workflow_resumed: (_, { who }) => `${who} কার্যপ্রবাহ আবার চালু করেছেন; সময়সীমা ততটাই পিছিয়েছে`,
  sla_started: ({ at: { breached } }, say) =>
    breached === undefined ? 'প্রতিশ্রুত সময় শুরু হয়েছে' : `প্রতিশ্রুত সময় ${say.at(breached)} পর্যন্ত`,
  sla_warned: () => 'প্রতিশ্রুত সময় ফুরিয়ে আসছে',
  sla_escalated: () => 'প্রতিশ্রুত সময় ফুরিয়ে আসছে: দায়িত্বপ্রাপ্তদের জানানো হয়েছে',
  sla_breached: () => 'প্রতিশ্রুত সময় পেরিয়ে গেছে',
  workflow_cancelled: ({ reason }, { who }) => withNote(`${who} অনুরোধ প্রত্যাহার করেছেন`, reason),
  workflow_completed: ({ outcome, reason }) => withNote(`কার্যপ্রবাহ শেষ: ${outcomeOf(outcome)}`, reason),
  workflow_failed: ({ reason }) => withNote('কার্যপ্রবাহ ব্যর্থ হয়েছে', reason),
  workflow_retried: ({ stepIds }, say) =>
    stepIds.length === 0
      ? `${say.who} কার্যপ্রবাহ এগিয়ে দিয়েছেন`
      : `${say.who} আবার চালিয়েছেন: ${stepIds.map(say.stepName).join(', ')}`,
  step_assigned: ({ assignees, pool, dueAt }, say) => {
    const due = dueAt === null ? '' : `, সময়সীমা ${say.at(dueAt)}`;
    if (assignees.length > 0) return `${say.step}: ${users(assignees, say)}-এর অপেক্ষায়${due}`;
    return pool.length > 0
      ? `${say.step}: ${users(pool, say)}-এর যেকোনো একজনের অপেক্ষায়${due}`
      : `${say.step}: এখনও কেউ নেই${due}`;
  },
  step_started: (_, { step }) => `${step} শুরু হয়েছে`,
  step_skipped: ({ outcome, reason }, { step, who }) =>
    outcome === 'conditions_not_met' ? `${step} প্রয়োজন নেই` : withNote(`${who} ${step} বাদ দিয়েছেন`, reason),
  step_approved: ({ by, onBehalfOf, notes }, say) =>
    withNote(`${say.person(by)}${inPlaceOf(onBehalfOf, say)} ${say.step} অনুমোদন করেছেন`, notes),
  step_rejected: ({ by, onBehalfOf, notes }, say) =>
    withNote(`${say.person(by)}${inPlaceOf(onBehalfOf, say)} ${say.step} প্রত্যাখ্যান করেছেন`, notes),
  step_completed: ({ by, onBehalfOf, outcome, output }, say) => {
    if (by !== null && outcome === 'done')
      return `${say.person(by)}${inPlaceOf(onBehalfOf, say)} ${say.step} সম্পন্ন করেছেন`;
    if (output.autoApproved === true) return `${say.step} স্বয়ংক্রিয়ভাবে অনুমোদিত: কাউকে জিজ্ঞেস করতে হয়নি`;
    if (output.decidedBy === 'deadline') return `${say.step}: সময়মতো কেউ সিদ্ধান্ত দেননি, ${outcomeOf(outcome)}`;
    return `${say.step}: ${outcomeOf(outcome)}`;
  },
  step_failed: ({ error }, { step }) => withNote(`${step} ব্যর্থ হয়েছে`, error),
  step_reassigned: ({ assignees, reason }, say) =>
    withNote(`${say.who} ${say.step} দিয়েছেন ${users(assignees, say)}-কে`, reason),
  step_escalated: ({ level, added, reason }, say) =>
    withNote(
      added.length > 0
        ? `${say.step} ঊর্ধ্বতনে গেছে: ${users(added, say)} (স্তর ${say.count(level)})`
        : `${say.step} ঊর্ধ্বতনে গেছে (স্তর ${say.count(level)})`,
      reason,
    ),
  step_reset: (_, { step }) => `${step} আবার চলবে`,
  changes_requested: ({ by, reason }, say) => withNote(`${say.person(by)} পরিবর্তন চেয়েছেন`, reason),
  step_claimed: ({ assignee }, say) => `${say.person(assignee.user)} ${say.step} নিয়েছেন`,
  step_released: ({ by }, say) => `${say.person(by)} ${say.step} ফিরিয়ে দিয়েছেন`,
  step_advanced: ({ assignees }, say) => `${say.step}: এখন ${users(assignees, say)}`,
  wait_started: ({ wait }, say) => {
    switch (wait.kind) {
      case 'signal':
        return `${say.step}: সংকেত “${wait.name}”-এর অপেক্ষায়`;
      case 'time':
        return `${say.step}: ${say.at(wait.at)} পর্যন্ত অপেক্ষা`;
      case 'child':
        return `${say.step}: অন্য কার্যপ্রবাহের অপেক্ষায়`;
    }
  },
  messages_queued: ({ messages }, say) =>
    `জানানো হবে: ${messages.map(({ to, template }) => `${say.person(to)} (${say.template(template)})`).join(', ')}`,
  message_sent: ({ channel, state }, say) =>
    state === 'delivered' ? `${say.channel(channel)}-এ পৌঁছেছে` : `${say.channel(channel)}-এ পাঠানো হয়েছে`,
  message_unconfirmed: ({ channel, error }, say) => withNote(`${say.channel(channel)}-এ পাঠানো হয়েছে, নিশ্চিত নয়`, error),
  message_delivered: () => 'একটি বার্তা পৌঁছেছে',
  message_read: () => 'একটি বার্তা পড়া হয়েছে',
  message_failed: ({ channel, error }, say) => withNote(`${say.channel(channel)}-এ বার্তা যায়নি`, error),
  action_completed: (_, { step }) => `${step}: একটি কাজ হয়েছে`,
  action_failed: ({ error }, { step }) => withNote(`${step}: একটি কাজ ব্যর্থ হয়েছে`, error),
  compensation_planned: ({ items }, say) =>
    `ফিরিয়ে নেওয়া হবে: ${[...new Set(items.map(({ stepId }) => say.stepName(stepId)))].join(', ')}`,
  compensation_completed: (_, { step }) => `${step} ফিরিয়ে নেওয়া হয়েছে`,
  compensation_failed: ({ error }, { step }) => withNote(`${step} ফিরিয়ে নেওয়া যায়নি`, error),
  child_started: ({ isAwaited }, { step }) =>
    isAwaited ? `${step} অন্য কার্যপ্রবাহ শুরু করে তার অপেক্ষায় আছে` : `${step} অন্য কার্যপ্রবাহ শুরু করেছে`,
  effect_settled: ({ error }) => withNote('করণীয় একটি কাজ মিটেছে', error),
  effect_retried: ({ tries, notBefore, error }, say) =>
    withNote(`${say.count(tries)} নম্বর চেষ্টা সফল হয়নি; আবার ${say.at(notBefore)}`, error),
  comment_added: ({ by, text }, say) => withNote(`${say.person(by)} মন্তব্য করেছেন`, text),
  incident_opened: ({ incident }) => withNote('পরিচালকের দেখা দরকার', incident.message),
  incident_resolved: ({ resolution }, { who }) => withNote(`${who} একটি সমস্যা মিটিয়েছেন`, resolution),
};
