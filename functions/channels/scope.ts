// What templates can name: the facts of one message as harmless values, and nothing else.
import type { Json } from '../core/json.ts';
import type { Channel, User } from '../core/user.ts';
import type { Ask } from './ask.ts';
import { askVariables } from './ask.ts';
import { digestTasks } from './digest.ts';
import type { MessageFacts, Named } from './facts.ts';
import { fieldText } from './format.ts';
import type { Rendering } from './liquid.ts';
import { valueText, valueTree } from './values.ts';

/** The names of a scope, so that a template can be checked without a message. */
const NAMES = [
  ...(['to', 'workflowName', 'instanceId', 'stepId', 'stepName', 'requester', 'actor', 'reason', 'outcome'] as const),
  ...(['priority', 'startedAt', 'dueAt', 'fields', 'data', 'occasion', 'openTasks', 'tasks', 'moreTasks'] as const),
  ...(['code', 'link', 'page', 'approveLink', 'rejectLink', 'isReminder'] as const),
];
type Variable = (typeof NAMES)[number];

/** Beside the scope, every template sees how it is rendered. */
const KNOWN: ReadonlySet<string> = new Set([...NAMES, 'reader', 'words']);
export const isVariable = (name: string): boolean => KNOWN.has(name);

const ID_CHARS_MAX = 128;
const FIELDS_SHOWN_MAX = 100;
/** How much of a value is shown: enough to decide in a mail, enough to recognise in a chat, where Bengali takes most. */
const VALUE_CHARS: {
  readonly [channel in Channel]: { readonly name: number; readonly label: number; readonly reason: number };
} = {
  whatsapp: { name: 60, label: 30, reason: 100 },
  email: { name: 200, label: 100, reason: 4_000 },
  in_app: { name: 60, label: 40, reason: 100 },
};

export interface ScopeSource {
  readonly channel: Channel;
  readonly to: User;
  readonly facts: MessageFacts;
  readonly ask?: Ask | undefined;
  readonly isReminder?: boolean | undefined;
}

/** What templates can name. Every text in it is harmless by now; `data` is made so only where a template asks for it. */
export function scopeOf(message: ScopeSource, { reader, words }: Rendering) {
  const { facts, channel, to, ask, isReminder = false } = message;
  const tasks = digestTasks(facts, channel, reader);
  const openTasks = facts.openTasks ?? facts.tasks?.length ?? facts.fields.length;
  const chars = VALUE_CHARS[channel];
  const name = (text: string): string => valueText(text, channel, chars.name);
  const person = ({ id, name: called }: Named) => ({ id: valueText(id, channel, ID_CHARS_MAX), name: name(called) });
  const optional = (text: string | undefined): string | null => (text === undefined ? null : name(text));
  return {
    to: person(to),
    workflowName: name(facts.workflowName),
    instanceId: valueText(facts.instanceId, channel, ID_CHARS_MAX),
    stepId: optional(facts.stepId),
    stepName: optional(facts.stepName),
    requester: person(facts.requester),
    actor: facts.actor === undefined ? null : person(facts.actor),
    reason: facts.reason === undefined ? null : valueText(facts.reason, channel, chars.reason),
    outcome: optional(facts.outcome),
    priority: facts.priority,
    startedAt: facts.startedAt,
    dueAt: facts.dueAt ?? null,
    openTasks,
    tasks,
    moreTasks: tasks.length === 0 ? 0 : Math.max(0, openTasks - tasks.length),
    ...askVariables(ask),
    isReminder,
    fields: facts.fields.slice(0, FIELDS_SHOWN_MAX).map((field) => ({
      label: valueText(field.label, channel, chars.label),
      value: name(fieldText(field, reader, words)),
    })),
    get data(): Json {
      return valueTree(facts.data, channel);
    },
    get occasion(): Json {
      return valueTree(facts.occasion ?? {}, channel);
    },
  } satisfies Readonly<Record<Variable, unknown>>;
}
export type Scope = ReturnType<typeof scopeOf>;
