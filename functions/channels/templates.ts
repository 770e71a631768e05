// The built-in messages: every name in every language, each from a few sentences put together for the channel.
import type { TEMPLATE_NAMES } from '../core/definition/schema.ts';
import type { Channel, User } from '../core/user.ts';
import { BENGALI } from './templates-bn.ts';
import { ENGLISH } from './templates-en.ts';

export type TemplateName = (typeof TEMPLATE_NAMES)[number];

/** What one message says, in Liquid. The title is the mail's subject and the first line in WhatsApp. */
export interface Saying {
  readonly title: string;
  /** The whole message in one sentence: all that in-app shows. */
  readonly sentence: string;
  /** What the reader is asked to do, if anything. */
  readonly ask?: string;
  /** Where "reason" is not the word for what the person who acted wrote. */
  readonly reasonLabel?: string;
  /** A list of tasks rather than one request: no reference, no requester. */
  readonly isList?: true;
  /** It goes to whoever has to decide, and to nobody else. */
  readonly isTask?: true;
}

/** A language: its sayings, the labels around them, and how outcomes, priorities, yes and no read. */
export interface Language {
  readonly greeting: string;
  readonly labels: {
    readonly reason: string;
    readonly due: string;
    readonly priority: string;
    readonly requester: string;
    readonly started: string;
    readonly reference: string;
  };
  readonly words: Readonly<Record<string, string>>;
  /** The first line of a message that may have come before, and what its subject begins with. */
  readonly reminder: { readonly line: string; readonly subject: string };
  readonly deciding: {
    /** How to answer in the chat: a few short lines with the letters and the code. */
    readonly replies: (code: string) => readonly string[];
    /** How to answer there when every task has a code; `code` is one of them. */
    readonly repliesToList: (code: string) => string;
    /** A heading: no reply is taken here, only the page below. */
    readonly onPage: string;
    /** A heading or label: the page below asks for a sign-in. */
    readonly signIn: string;
    readonly approve: string;
    readonly reject: string;
    /** What the links do and for whom they are. */
    readonly caution: string;
    readonly see: string;
  };
  /** Of a digest: what it leaves out (in Liquid), the labels of a task's own page and of the page of all. */
  readonly list: { readonly more: string; readonly decide: string; readonly all: string };
  readonly sayings: { readonly [name in TemplateName]: Saying };
  /** For a template that is known nowhere. */
  readonly other: Saying;
}

export const LANGUAGES: { readonly [language in User['language']]: Language } = { en: ENGLISH, bn: BENGALI };

const WHATSAPP_FIELDS_MAX = 4;

const line = (condition: string, text: string): string => `{% if ${condition} %}\n${text}{% endif %}`;
const labelled = (label: string, value: string, condition: string): string =>
  line(condition, `${label}: {{ ${value} }}`);
const fields = (countMax: number): string =>
  `{% for field in fields limit: ${countMax} %}\n{{ field.label }}: {{ field.value }}{% endfor %}`;

const DUE = '{{ task.dueAt | when }}{% if task.group == "late" %} ({{ "late" | word }}){% endif %}';
/** The tasks of a digest; where there are none, the fields, which a definition may send under the name of a digest. */
const tasks = (each: string, otherwise: string): string =>
  `{% for task in tasks %}${each}{% else %}${otherwise}{% endfor %}`;
const heading = (text: string): string => `{% if task.opensGroup %}${text}{% endif %}`;

function whatsappList({ title, sentence }: Saying, { list, labels }: Language): string {
  const task = [
    heading('\n\n*{{ task.group | word | capitalize }}*'),
    '\n{{ task.number | number }}. {{ task.title }}, {{ task.requester }}',
    line('task.dueAt', `${labels.due}: ${DUE}`),
    line('task.code', '*{{ task.code }}*'),
    '{% unless task.code %}{% if task.link %}\n{{ task.link }}{% endif %}{% endunless %}',
  ].join('');
  return `*${title}*\n${sentence}${tasks(task, fields(WHATSAPP_FIELDS_MAX))}${line('moreTasks > 0', `\n${list.more}`)}`;
}

function emailList({ sentence }: Saying, { greeting, list, labels }: Language): string {
  const task = [
    heading('\n\n{{ task.group | word | capitalize }}:'),
    '\n\n{{ task.number | number }}. {{ task.title }}',
    `\n${labels.requester}: {{ task.requester }}`,
    line('task.dueAt', `${labels.due}: ${DUE}`),
    line('task.link', `${list.decide}: {{ task.link }}`),
  ].join('');
  const otherwise = '\n{% for field in fields %}\n- {{ field.label }}: {{ field.value }}{% endfor %}';
  return `${greeting}\n\n${sentence}${tasks(task, otherwise)}${line('moreTasks > 0', `\n${list.more}`)}`;
}

function whatsapp(saying: Saying, language: Language): string {
  const { title, sentence, reasonLabel, isList } = saying;
  const { labels } = language;
  if (isList) return whatsappList(saying, language);
  return [
    `*${title}*\n${sentence}`,
    labelled(reasonLabel ?? labels.reason, 'reason', 'reason'),
    fields(WHATSAPP_FIELDS_MAX),
    labelled(labels.priority, 'priority | word', 'priority == "urgent" or priority == "high"'),
    labelled(labels.due, 'dueAt | when', 'dueAt'),
    `\n${labels.reference}: {{ instanceId }}`,
  ].join('');
}

function email(saying: Saying, language: Language): string {
  const { sentence, ask, reasonLabel, isList } = saying;
  const { greeting, labels } = language;
  if (isList) return emailList(saying, language);
  return [
    `${greeting}\n\n${sentence}${ask === undefined ? '' : ` ${ask}`}\n`,
    labelled(reasonLabel ?? labels.reason, 'reason', 'reason'),
    fields(100),
    `\n\n${labels.requester}: {{ requester.name }}`,
    labelled(labels.started, 'startedAt | when', 'startedAt'),
    labelled(labels.due, 'dueAt | when', 'dueAt'),
    labelled(labels.priority, 'priority | word', 'priority'),
    `\n${labels.reference}: {{ instanceId }}`,
  ].join('');
}

export interface BuiltIn {
  readonly subject: string;
  readonly text: string;
  readonly isKnown: boolean;
  /** What it wants: a decision on one request, a look at a list, or nothing. */
  readonly kind: 'task' | 'list' | 'news';
}

/** The built-in message of that name, as Liquid; an unknown name gets a neutral one. */
export function builtIn(name: string, channel: Channel, of: User['language']): BuiltIn {
  const language = LANGUAGES[of];
  const isKnown = Object.hasOwn(language.sayings, name);
  const saying = isKnown ? language.sayings[name as TemplateName] : language.other;
  const texts = { whatsapp, email, in_app: () => saying.sentence };
  const kind = saying.isTask ? 'task' : saying.isList ? 'list' : 'news';
  return { subject: saying.title, text: texts[channel](saying, language), isKnown, kind };
}
