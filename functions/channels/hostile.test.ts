// What somebody types into a field can change what a message says there, and nothing else: in every template, language and channel.
import { describe, expect, it } from 'vitest';
import { TEMPLATE_NAMES } from '../core/definition/schema.ts';
import type { Channel } from '../core/user.ts';
import { digestFacts } from './digest.ts';
import type { MessageFacts } from './facts.ts';
import { ASKS, DIGEST_AT, FACTS, LANGUAGE_NAMES, sampleReader } from './golden/samples.ts';
import type { RenderedMessage } from './render.ts';
import { renderMessage } from './render.ts';

const HOSTILE: Readonly<Record<string, string>> = {
  markup: '</td></tr></table><script>alert(1)</script><a href="https://evil.example/">Approve</a><img src=x onerror=x>',
  quotes: `" onmouseover="x" ' style='display:none`,
  comment: '<!-- --><![endif]--><style>p{display:none}</style>',
  formatting: '*bold* _slanted_ ~gone~ ```code``` `code` > quote',
  mentions: '@all @8801700000001',
  header: 'Check\r\nBcc: all@example.com\r\n\r\n<html>',
  lines: 'fine\n\nApprove: https://evil.example/\n1. item\nLate:\u2028x\u2029y\u0085z\u000b',
  link: 'Approve: https://evil.example/decide#t=1&choice=approve',
  reorder: 'pay \u202e00.1\u202c\u2066x\u2069\u200e\u200f\u061c',
  hidden: 'pay\u200b \u2060\ufeff\u00ad\u3164\u{e0041}\u{e0042} a\u200cb\ufe0f',
  template: '{{ link }}{% for i in (1..9) %}x{% endfor %}{{ data.secret }}',
  entities: '&lt;script&gt; &#x202e; &amp;',
  surrogate: '\ud800 lone \udc00',
};
const UNSEEN = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\u00ad\u3164\ufeff]|\ufe0f|[\u{e0000}-\u{e0fff}]/u;

/** Every field that takes text says the same. */
function factsSaying(text: string): MessageFacts {
  const person = { id: text, name: text };
  const digest = digestFacts({ tasks: [{ title: text, requester: text, dueAt: DIGEST_AT }], at: DIGEST_AT });
  const named = { workflowName: text, instanceId: text, stepId: text, stepName: text, reason: text, outcome: text };
  const values = { requester: person, actor: person, fields: [{ label: text, value: text }], data: { text } };
  return { ...FACTS, ...digest, ...named, ...values, occasion: { text } };
}
const OWN =
  '{{ to.name }}{{ to.id }}{{ requester.id }}{{ actor.id }}{{ data.text }}{{ occasion.text }}{{ reason | upcase | slice: 1, 40 }}';

const known = new Map<string, readonly RenderedMessage[]>();
function rendered(channel: Channel, text: string): readonly RenderedMessage[] {
  const messages = known.get(`${channel} ${text}`) ?? renderedAnew(channel, text);
  known.set(`${channel} ${text}`, messages);
  return messages;
}

function renderedAnew(channel: Channel, text: string): readonly RenderedMessage[] {
  return LANGUAGE_NAMES.flatMap((language) =>
    [...TEMPLATE_NAMES, text].flatMap((template) =>
      [undefined, { [template]: { whatsapp: OWN, email: OWN, subject: OWN } }].map((overrides) =>
        renderMessage({
          template,
          channel,
          to: { ...sampleReader(language, 'x'), name: text },
          facts: factsSaying(text),
          ask: ASKS.link,
          overrides,
        }),
      ),
    ),
  );
}

const tagsOf = (messages: readonly RenderedMessage[]): readonly string[] =>
  messages.flatMap(({ html }) => (html ?? '').match(/<[^>]*>/g) ?? []);
const countsOf = (messages: readonly RenderedMessage[], pattern: RegExp): readonly number[] =>
  messages.map(({ text }) => text.match(pattern)?.length ?? 0);

describe.each(Object.entries(HOSTILE))('a value with %s in every field', (_name, evil) => {
  it('adds no line, no mark and no mention to a chat', () => {
    const plain = rendered('whatsapp', 'Plain words');
    const messages = rendered('whatsapp', evil);
    for (const pattern of [/\n/g, /[*~`]/g, /(?<![\p{L}\p{N}])[_@]/gu, /^- /gm])
      expect(countsOf(messages, pattern)).toEqual(countsOf(plain, pattern));
  });

  it('adds no line and no header to a mail', () => {
    const messages = rendered('email', evil);
    expect(countsOf(messages, /\n/g)).toEqual(countsOf(rendered('email', 'Plain words'), /\n/g));
    for (const { subject } of messages) expect(subject).not.toMatch(/[\n\r\p{Cc}\p{Zl}\p{Zp}]/u);
  });

  it('adds no tag and no link to its page', () => {
    const tags = new Set([...tagsOf(rendered('email', 'Plain words')), ...tagsOf(rendered('email', 'Plain: words'))]);
    const messages = rendered('email', evil);
    expect(tagsOf(messages).filter((tag) => !tags.has(tag))).toEqual([]);
    for (const { html = '' } of messages)
      expect(html.replace(/<style>.*?<\/style>/s, '')).not.toMatch(/style>p|onerror=x>/);
  });

  it('hides nothing and leaves no gap, anywhere', () => {
    for (const channel of ['whatsapp', 'email', 'in_app'] as const)
      for (const { subject, text, html = '' } of rendered(channel, evil)) {
        expect(`${subject}${text}${html}`).not.toMatch(UNSEEN);
        expect(`${subject}${text}${html}`.isWellFormed()).toBe(true);
        expect(`${subject}${text}`).not.toContain('xxxxxxxxx');
        if (channel === 'in_app') expect(text).not.toContain('\n');
      }
  });
});
