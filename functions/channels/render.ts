// One message for one person: the definition's own template where it has one and it works, else the built-in one.
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { Channel, User } from '../core/user.ts';
import type { Ask } from './ask.ts';
import { askText, letsDecide } from './ask.ts';
import type { Link } from './blocks.ts';
import type { MessageFacts } from './facts.ts';
import type { Reader } from './format.ts';
import { momentText } from './format.ts';
import { htmlPage } from './html.ts';
import type { Rendering } from './liquid.ts';
import { parseProblem, renderText, variablesOf } from './liquid.ts';
import type { Scope } from './scope.ts';
import { isVariable, scopeOf } from './scope.ts';
import type { BuiltIn, TemplateName } from './templates.ts';
import { builtIn, LANGUAGES } from './templates.ts';
import { cut, manyLines, oneLine } from './values.ts';

export type TemplateOverrides = NonNullable<NonNullable<WorkflowDefinition['notifications']>['templates']>;

export interface MessageRequest {
  readonly template: string;
  readonly channel: Channel;
  readonly to: User;
  readonly facts: MessageFacts;
  readonly overrides?: TemplateOverrides | undefined;
  /** IANA name of the reader's time zone. */
  readonly timeZone?: string;
  /** How the reader can decide, or where they can look. */
  readonly ask?: Ask | undefined;
  /** The same message may have arrived before. */
  readonly isReminder?: boolean | undefined;
}

export interface RenderedMessage {
  readonly subject: string;
  readonly text: string;
  /** The text as a page, in e-mail only. */
  readonly html?: string;
  /** The definition's own template could not be used, or the name is unknown; what is here is built in. */
  readonly fellBack: boolean;
}

export const SUBJECT_CHARS_MAX = 200;
/** Bound of a built-in text, by channel. */
export const TEXT_CHARS_MAX: { readonly [channel in Channel]: number } = {
  whatsapp: 1_000,
  email: 20_000,
  in_app: 300,
};
/** Bound of a text by the definition's own template: what the schema grants the template itself. */
export const OVERRIDE_CHARS_MAX: { readonly [channel in Channel]: number } = { ...TEXT_CHARS_MAX, whatsapp: 4_000 };

/** More than any built-in message with the longest values comes to. */
const BUILT_IN_CHARS_MAX = 100_000;
/** What is left of a message at least, however long the lines by which it is decided. */
const BODY_CHARS_MIN = 200;

/** Why a template cannot be used, in one line; null where it can. */
export function checkTemplate(text: string): string | null {
  const unknown = variablesOf(text).find((name) => !isVariable(name));
  return parseProblem(text) ?? (unknown === undefined ? null : `there is no variable "${unknown}"`);
}

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
  const title = bodyFrom(own?.subject, SUBJECT_CHARS_MAX, standard.subject, scope, rendering);
  const ownText = channel === 'in_app' ? undefined : own?.[channel];
  const body = bodyFrom(ownText, OVERRIDE_CHARS_MAX[channel], standard.text, scope, rendering);
  const subject = cut(oneLine(`${subjectMark(request, title)}${title.text}`), SUBJECT_CHARS_MAX);
  const text = wholeText(request, body, standard, scope);
  return {
    subject,
    text: channel === 'in_app' ? oneLine(text) : text,
    ...(channel === 'email' ? { html: htmlPage({ subject, text, language: to.language, links: linksOf(scope) }) } : {}),
    fellBack: title.fellBack || body.fellBack || !standard.isKnown,
  };
}

interface Body {
  readonly text: string;
  /** The variables that the definition's own template speaks of; null where the text is built in. */
  readonly named: readonly string[] | null;
  readonly fellBack: boolean;
}

function bodyFrom(
  own: string | undefined,
  ownCharsMax: number,
  standard: string,
  scope: Scope,
  rendering: Rendering,
): Body {
  const mine = own === undefined ? null : renderText(own, scope, rendering, ownCharsMax);
  if (own !== undefined && mine !== null) return { text: manyLines(mine), named: variablesOf(own), fellBack: false };
  const text = renderText(standard, scope, rendering, BUILT_IN_CHARS_MAX);
  if (text === null) throw new Error('a built-in template does not render');
  return { text: manyLines(text), named: null, fellBack: own !== undefined };
}

const marksItself = ({ named }: Body): boolean => named?.includes('isReminder') === true;
const subjectMark = ({ isReminder, to }: MessageRequest, title: Body): string =>
  isReminder === true && !marksItself(title) ? LANGUAGES[to.language].reminder.subject : '';

/** The body, marked where it may come twice, with the lines by which it is decided unless its own words have them. */
function wholeText(request: MessageRequest, body: Body, { kind }: BuiltIn, { tasks }: Scope): string {
  const { ask, channel, isReminder, to } = request;
  const language = LANGUAGES[to.language];
  const isOwn = body.named !== null;
  const charsMax = (isOwn || tasks.length > 0 ? OVERRIDE_CHARS_MAX : TEXT_CHARS_MAX)[channel];
  const mark = isReminder === true && !marksItself(body) ? language.reminder.line : '';
  const alone = framed(mark, body.text, '', charsMax);
  if (ask !== undefined && isOwn && letsDecide(alone, body.named, ask)) return alone;
  // Words of one's own show the codes of a list as they like.
  const codeInList = isOwn ? null : (tasks.find(({ code }) => code !== null)?.code ?? null);
  return framed(mark, body.text, askText(ask, channel, language, { kind, codeInList }), charsMax);
}

/** Three parts, of which only the body is ever cut. */
function framed(before: string, body: string, after: string, charsMax: number): string {
  const frame = [before, after].filter((part) => part !== '');
  const room = frame.reduce((left, part) => left - part.length - 2, charsMax);
  const parts = [before, cut(body, Math.max(room, BODY_CHARS_MIN)), after];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** The only addresses that a page may link to. */
const linksOf = ({ approveLink, rejectLink, link, page, tasks }: Scope): readonly Link[] =>
  [
    { url: approveLink, look: 'approve' as const },
    { url: rejectLink, look: 'reject' as const },
    ...[link, page, ...tasks.map((task) => task.link)].map((url) => ({ url, look: 'plain' as const })),
  ].flatMap(({ url, look }) => (url === null ? [] : [{ url, look }]));
