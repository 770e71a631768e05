// What the reference says besides the descriptions in the schema: its objects, operators, messages and findings.
import type { Comparison } from '../../functions/core/conditions/schema.ts';
import type { TEMPLATE_NAMES } from '../../functions/core/definition/schema.ts';

export interface ObjectWords {
  readonly title: string;
  readonly intro: string;
}

/** The objects of the language by their path, in the order in which they are described. */
export const OBJECTS: Readonly<Record<string, ObjectWords>> = {
  definition: { title: 'Definition', intro: 'The whole file: one JSON object.' },
  'definition.personal': { title: 'Personal data', intro: 'One entry of "personal".' },
  'definition.trigger': { title: 'Trigger', intro: 'Starts the workflow when business records are written.' },
  'definition.rules': { title: 'Decision table', intro: 'A rule in "rules" that yields who is asked.' },
  'definition.rules.rows': { title: 'Row of a decision table', intro: 'One row of "rows".' },
  'definition.notifications': {
    title: 'Messages about the workflow',
    intro: 'Who is told of its start and end. A list may hold "requester", "user:<id>" and "role:<role>".',
  },
  'definition.notifications.templates': {
    title: 'Own words for a message',
    intro: 'What is not given stays as it is. Words in double braces stand for facts, such as {{ workflowName }}.',
  },
  'definition.sla': { title: 'Promise (SLA)', intro: 'How long the whole may take. Durations count from the start.' },
  step: { title: 'Fields of every step', intro: 'All four kinds of steps have these fields.' },
  'step.escalation': { title: 'Escalation', intro: 'What happens when nobody decides in time.' },
  'step.escalation.levels': { title: 'Level of an escalation', intro: 'One entry of "levels".' },
  'step.notifications': { title: 'Message about a step', intro: 'One entry of "notifications".' },
  approval: { title: 'Approval step', intro: 'People are asked and say yes or no.' },
  'approval.where': {
    title: 'Filter on people',
    intro: 'A value is a text, a list of texts, or "$data.<field>", which stands for a value of the request.',
  },
  'approval.policy': { title: 'Policy by numbers', intro: 'A policy that counts has exactly one of these fields.' },
  'approval.onReject': {
    title: 'Going back',
    intro: 'The value of "onReject" (and of "onFailure" of a system step) that leads back to an earlier step.',
  },
  'approval.stepUp': {
    title: 'More than a reply',
    intro:
      'A code in a reply shows that somebody holds the telephone; a link shows that they can read the message; a sign-in shows who they are.',
  },
  manual: { title: 'Manual step', intro: 'Somebody does something outside and reports that it is done.' },
  notification: { title: 'Notification step', intro: 'People are told something. Nobody has to answer.' },
  system: { title: 'System step', intro: 'The engine does something itself, by actions with names.' },
  'system.actions': {
    title: 'Action with settings',
    intro: 'An entry of "actions" or "compensate" that is more than a name.',
  },
  'system.retry': { title: 'Retry', intro: 'How an action is repeated when what it needs cannot be reached.' },
  condition: {
    title: 'Condition',
    intro:
      'An object. Each of its fields is a test of the request’s data, and all of them have to hold: {"kind": "travel", "total": {"$gte": 100}}. A name may lead inside with dots ("customer.tier"). "$steps.<id>.state", "$steps.<id>.outcome" and "$steps.<id>.output.<field>" look at a step; "$context.startedBy", "$context.priority", "$context.tags" and "$context.startedAt" look at the request. What is missing, or of another type, makes a comparison false.',
  },
  comparison: { title: 'Comparison', intro: 'The test of one field. Several operators all have to hold.' },
};

type Logical = '$and' | '$or' | '$not' | '$rule' | '$expr';
export const OPERATORS: Readonly<Record<keyof Comparison | Logical, string>> = {
  $and: 'All conditions of the list hold.',
  $or: 'At least one condition of the list holds.',
  $not: 'The condition does not hold.',
  $rule: 'The condition of that name in "rules" holds.',
  $expr: 'The expression in CEL is true; it sees "data", "steps" and "context".',
  $eq: 'Equal to the value.',
  $ne: 'Not equal to the value, or missing.',
  $gt: 'Greater than the number, or later than the text.',
  $gte: 'Greater or equal.',
  $lt: 'Less than the number, or earlier than the text.',
  $lte: 'Less or equal.',
  $in: 'Equal to one of the list.',
  $nin: 'Equal to none of the list, or missing.',
  $exists: 'true: there is a value; false: there is none.',
  $size: 'A list of so many entries.',
};

export const TEMPLATES: Readonly<Record<(typeof TEMPLATE_NAMES)[number], string>> = {
  workflow_started: 'The workflow has started.',
  workflow_task_assigned: 'Somebody has a new task.',
  workflow_step_approved: 'A step was approved.',
  workflow_step_rejected: 'A step was rejected, and why.',
  workflow_changes_requested: 'The requester is asked to change the request.',
  workflow_completed: 'The workflow, or a step, has ended, and how.',
  workflow_failed: 'The workflow was stopped by an error.',
  workflow_escalation_warning: 'A task is still open and was escalated.',
  workflow_timeout_alert: 'A task was not decided in time.',
  workflow_sla_warning: 'The workflow is late, or close to it.',
  workflow_daily_digest: 'The list of a person’s open tasks.',
};
