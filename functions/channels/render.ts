// One message for one person: the definition's own template where it has one and it works, else the built-in one.
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { Json } from '../core/json.ts';
import type { Channel, User } from '../core/user.ts';
import type { MessageFacts } from './facts.ts';
import type { Reader } from './format.ts';
import { fieldText, momentText } from './format.ts';
import type { Rendering } from './liquid.ts';
import { renderText } from './liquid.ts';
import type { TemplateName } from './templates.ts';
import { builtIn, LANGUAGES } from './templates.ts';
import { cut, manyLines, oneLine, valueText, valueTree } from './values.ts';

export { checkTemplate } from './liquid.ts';

export type TemplateOverrides = NonNullable<NonNullable<WorkflowDefinition['notifications']>['templates']>;

export interface MessageRequest {
  readonly template: string;
  readonly channel: Channel;
  readonly to: User;
  readonly facts: MessageFacts;
  readonly overrides?: TemplateOverrides | undefined;
  /** IANA name of the reader's time zone. */
  readonly timeZone?: string;
}

export interface RenderedMessage {
  readonly subject: string;
  readonly text: string;
  /** The definition's own template could not be used, or the name is unknown; what is here is built in. */
  readonly fellBack: boolean;
}

export const SUBJECT_CHARS_MAX = 200;
/** Bound of a built-in text, by channel. */
export const TEXT_CHARS_MAX: { readonly [channel in Channel]: number } = { whatsapp: 700, email: 20_000, in_app: 300 };
/** Bound of a text by the definition's own template: what the schema grants the template itself. */
export const OVERRIDE_CHARS_MAX: { readonly [channel in Channel]: number } = { ...TEXT_CHARS_MAX, whatsapp: 4_000 };

/** More than any built-in message with the longest values comes to. */
const BUILT_IN_CHARS_MAX = 100_000;
const IDENTIFIER_CHARS_MAX = 64;
const FIELDS_SHOWN_MAX = 100;
/** How much of a value is shown: enough to decide in a mail, enough to recognise in a chat. */
const VALUE_CHARS: {
  readonly [channel in Channel]: { readonly name: number; readonly label: number; readonly reason: number };
} = {
  whatsapp: { name: 40, label: 20, reason: 100 },
  email: { name: 200, label: 100, reason: 4_000 },
  in_app: { name: 60, label: 40, reason: 100 },
};

/** Pure. Values are data, never templates, whatever they contain. Throws a RangeError for an unknown time zone only. */
export function renderMessage(request: MessageRequest): RenderedMessage {
  const { template, channel, to, overrides } = request;
  const reader: Reader = { language: to.language, timeZone: request.timeZone ?? 'UTC' };
  // Asked once outside of any template: a template's failure falls back in silence, a wrong configuration must not.
  momentText(0, reader);
  const rendering: Rendering = { reader, words: LANGUAGES[to.language].words };
  const scope = scopeOf(request, rendering);
  const own =
    overrides !== undefined && Object.hasOwn(overrides, template) ? overrides[template as TemplateName] : undefined;
  const standard = builtIn(template, channel, to.language);
  const subject = textFrom(own?.subject, SUBJECT_CHARS_MAX, standard.subject, SUBJECT_CHARS_MAX, scope, rendering);
  const ownText = channel === 'in_app' ? undefined : own?.[channel];
  const text = textFrom(ownText, OVERRIDE_CHARS_MAX[channel], standard.text, TEXT_CHARS_MAX[channel], scope, rendering);
  return {
    subject: cut(oneLine(subject.text), SUBJECT_CHARS_MAX),
    text: channel === 'in_app' ? oneLine(text.text) : text.text,
    fellBack: subject.fellBack || text.fellBack || !standard.isKnown,
  };
}

interface Attempt {
  readonly text: string;
  readonly fellBack: boolean;
}

function textFrom(
  own: string | undefined,
  ownCharsMax: number,
  standard: string,
  standardCharsMax: number,
  scope: Scope,
  rendering: Rendering,
): Attempt {
  const mine = own === undefined ? null : renderText(own, scope, rendering, ownCharsMax);
  if (mine !== null) return { text: cut(manyLines(mine), ownCharsMax), fellBack: false };
  const text = renderText(standard, scope, rendering, BUILT_IN_CHARS_MAX);
  if (text === null) throw new Error('a built-in template does not render');
  return { text: cut(manyLines(text), standardCharsMax), fellBack: own !== undefined };
}

/** What templates can name. Every text in it is harmless by now; `data` is made so only where a template asks for it. */
function scopeOf(request: MessageRequest, { reader, words }: Rendering) {
  const { facts, channel, to } = request;
  const chars = VALUE_CHARS[channel];
  const name = (text: string): string => valueText(text, channel, chars.name);
  const optional = (text: string | undefined): string | null => (text === undefined ? null : name(text));
  return {
    to: { id: to.id, name: name(to.name) },
    workflowName: name(facts.workflowName),
    instanceId: valueText(facts.instanceId, channel, IDENTIFIER_CHARS_MAX),
    stepId: optional(facts.stepId),
    stepName: optional(facts.stepName),
    requester: { id: facts.requester.id, name: name(facts.requester.name) },
    actor: facts.actor === undefined ? null : { id: facts.actor.id, name: name(facts.actor.name) },
    reason: facts.reason === undefined ? null : valueText(facts.reason, channel, chars.reason),
    outcome: optional(facts.outcome),
    priority: facts.priority,
    startedAt: facts.startedAt,
    dueAt: facts.dueAt ?? null,
    openTasks: facts.openTasks ?? facts.fields.length,
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
  };
}
type Scope = ReturnType<typeof scopeOf>;
