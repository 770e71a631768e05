// The built-in messages in English.
import type { Language } from './templates.ts';

const STEP = '“{{ stepName }}”';
const REQUEST = '{{ workflowName }}, requested by {{ requester.name }}';
const BY_ACTOR = '{% if actor %} by {{ actor.name }}{% endif %}';

export const ENGLISH: Language = {
  greeting: 'Hello {{ to.name }},',
  labels: {
    reason: 'Reason',
    due: 'Due',
    priority: 'Priority',
    requester: 'Requested by',
    started: 'Started',
    reference: 'Ref',
  },
  words: {
    approved: 'approved',
    auto_approved: 'approved automatically',
    rejected: 'rejected',
    expired: 'expired',
    cancelled: 'cancelled',
    done: 'done',
    failed: 'failed',
    low: 'low',
    medium: 'medium',
    high: 'high',
    urgent: 'urgent',
    true: 'yes',
    false: 'no',
    late: 'late',
    due_today: 'due today',
    due_later: 'later',
  },
  reminder: { line: 'You may have had this message before.', subject: 'Again: ' },
  deciding: {
    replies: (code) => [
      `Reply *A ${code}* to approve`,
      `Reply *R ${code}* and the reason to reject`,
      `Reply *? ${code}* for more, *D ${code}* and a name to hand it on`,
    ],
    repliesToList: (code) =>
      `Reply with a letter and the code: *A ${code}* approves, *R ${code}* and the reason rejects, *? ${code}* tells more.`,
    onPage: 'This one is decided on its page',
    signIn: 'Sign in to decide',
    approve: 'Approve',
    reject: 'Reject',
    caution:
      'Both lead to a page that asks once more; nothing is decided before. They are for you alone: please do not pass this message on.',
    see: 'See it',
  },
  list: { more: 'And {{ moreTasks | number }} more.', decide: 'Decide', all: 'All of them' },
  sayings: {
    workflow_started: {
      title: 'Started: {{ workflowName }}',
      sentence: `${REQUEST}, has started.`,
    },
    workflow_task_assigned: {
      title: 'For you: {{ stepName }}',
      sentence: `${STEP} is waiting for you: ${REQUEST}.`,
      isTask: true,
      ask: 'Please look at it and decide.',
    },
    workflow_step_approved: {
      title: 'Approved: {{ stepName }}',
      sentence: `${STEP} of {{ workflowName }} was approved${BY_ACTOR}.`,
      reasonLabel: 'Note',
    },
    workflow_step_rejected: {
      title: 'Rejected: {{ stepName }}',
      sentence: `${STEP} of {{ workflowName }} was rejected${BY_ACTOR}.`,
    },
    workflow_changes_requested: {
      title: 'Changes needed: {{ workflowName }}',
      sentence: `Changes to {{ workflowName }} are asked for${BY_ACTOR} before ${STEP} can go on.`,
      ask: 'Please change the request and send it in again.',
    },
    workflow_completed: {
      title: '{{ workflowName }}: {{ outcome | default: "done" | word }}',
      sentence: `${REQUEST}, has ended: {{ outcome | default: "done" | word }}.`,
    },
    workflow_failed: {
      title: 'Stopped by an error: {{ workflowName }}',
      sentence: `${REQUEST}, was stopped by an error and needs help.`,
      ask: 'It can be retried when the cause is mended.',
    },
    workflow_escalation_warning: {
      title: 'Still open: {{ stepName }}',
      sentence: `${STEP} is still open and is being escalated: ${REQUEST}.`,
      isTask: true,
      ask: 'Please decide, or hand it to somebody who can.',
    },
    workflow_timeout_alert: {
      title: 'Time is over: {{ stepName }}',
      sentence: `${STEP} was not decided in time: ${REQUEST}.`,
      ask: 'It stays open until somebody decides.',
    },
    workflow_sla_warning: {
      title: 'Close to its time limit: {{ workflowName }}',
      sentence: `${REQUEST}, is close to its time limit{% if stepName %} and waits at ${STEP}{% endif %}.`,
    },
    workflow_daily_digest: {
      title: 'Your open tasks: {{ openTasks | number }}',
      sentence:
        '{% if openTasks == 1 %}One task is{% else %}{{ openTasks | number }} tasks are{% endif %} waiting for you.',
      isList: true,
    },
  },
  other: {
    title: 'News: {{ workflowName }}',
    sentence: `There is news about ${REQUEST}.`,
  },
};
