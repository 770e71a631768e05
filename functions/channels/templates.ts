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

function whatsapp({ title, sentence, reasonLabel, isList }: Saying, { labels }: Language): string {
  if (isList) return `*${title}*\n${sentence}${fields(WHATSAPP_FIELDS_MAX)}`;
  return [
    `*${title}*\n${sentence}`,
    labelled(reasonLabel ?? labels.reason, 'reason', 'reason'),
    fields(WHATSAPP_FIELDS_MAX),
    labelled(labels.priority, 'priority | word', 'priority == "urgent" or priority == "high"'),
    labelled(labels.due, 'dueAt | when', 'dueAt'),
    `\n${labels.reference}: {{ instanceId }}`,
  ].join('');
}

function email({ sentence, ask, reasonLabel, isList }: Saying, { greeting, labels }: Language): string {
  const opening = `${greeting}\n\n${sentence}${ask === undefined ? '' : ` ${ask}`}\n`;
  if (isList) return `${opening}{% for field in fields %}\n- {{ field.label }}: {{ field.value }}{% endfor %}`;
  return [
    opening,
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
}

/** The built-in message of that name, as Liquid; an unknown name gets a neutral one. */
export function builtIn(name: string, channel: Channel, of: User['language']): BuiltIn {
  const language = LANGUAGES[of];
  const isKnown = Object.hasOwn(language.sayings, name);
  const saying = isKnown ? language.sayings[name as TemplateName] : language.other;
  const texts = { whatsapp, email, in_app: () => saying.sentence };
  return { subject: saying.title, text: texts[channel](saying, language), isKnown };
}
