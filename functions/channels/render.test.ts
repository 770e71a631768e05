// Rules of messages: what is built in, and what neither values nor templates of definitions can do.
import { describe, expect, it } from 'vitest';
import { TEMPLATE_NAMES } from '../core/definition/schema.ts';
import type { Channel } from '../core/user.ts';
import type { MessageFacts } from './facts.ts';
import { FACTS, sampleMessage as message, sampleReader as reader } from './golden/samples.ts';
import type { TemplateOverrides } from './render.ts';
import { checkTemplate, OVERRIDE_CHARS_MAX, renderMessage, SUBJECT_CHARS_MAX, TEXT_CHARS_MAX } from './render.ts';
import { LANGUAGES } from './templates.ts';

const CHANNELS: readonly Channel[] = ['whatsapp', 'email', 'in_app'];

const byOwn = (
  own: NonNullable<TemplateOverrides['workflow_step_rejected']>,
  change: Parameters<typeof message>[0] = {},
) => message({ ...change, overrides: { workflow_step_rejected: own } });

describe('built-in messages', () => {
  it('exist in every language for every name, without a gap in the sentence when facts are missing', () => {
    for (const to of [reader('en'), reader('bn')])
      for (const template of TEMPLATE_NAMES)
        for (const channel of CHANNELS) {
          const { requester, workflowName, instanceId, priority, startedAt } = FACTS;
          const bare = {
            requester,
            workflowName,
            instanceId,
            priority,
            startedAt,
            stepName: 'Check',
            data: {},
            fields: [],
          };
          const { subject, text, fellBack } = renderMessage({ template, channel, to, facts: bare });
          expect.soft(fellBack).toBe(false);
          expect.soft(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|\{\{|%\}| {2}| [.,।]|: *(\n|$)(?!- )/);
        }
  });

  it('have the same words in both languages', () => {
    expect(Object.keys(LANGUAGES.bn.words)).toEqual(Object.keys(LANGUAGES.en.words));
  });

  it('stay within their bound and keep the reference, whatever the length of the values', () => {
    const long = (text: string) => `${text} `.repeat(300);
    const facts: Partial<MessageFacts> = {
      workflowName: long('Wörkflow'),
      stepName: long('Step'),
      requester: { id: 'r', name: long('রহিমা') },
      actor: { id: 'a', name: long('Actor') },
      reason: long('because'),
      fields: FACTS.fields.map((field) => ({ label: long('label'), value: long(String(field.value)) })),
    };
    for (const to of [reader('en'), reader('bn')])
      for (const template of TEMPLATE_NAMES)
        for (const channel of CHANNELS) {
          const { subject, text } = message({ template, channel, to, facts });
          expect
            .soft(text.length, `${to.language} ${template} ${channel}`)
            .toBeLessThanOrEqual(TEXT_CHARS_MAX[channel]);
          expect.soft(subject.length).toBeLessThanOrEqual(SUBJECT_CHARS_MAX);
          if (channel !== 'in_app' && template !== 'workflow_daily_digest') expect.soft(text).toContain('k7Qm2VtXw9');
        }
  });

  it('are one line in app', () => {
    expect(message({ channel: 'in_app' }).text).toBe(
      '“Approval by amount” of Order approval was rejected by Nasrin Akter.',
    );
  });

  it('tell the time in the zone of the reader, UTC without one', () => {
    expect(message().text).toContain('Due: 15 Mar 2026, 16:00 GMT+6');
    const { text } = renderMessage({ template: 'workflow_started', channel: 'email', to: reader('en'), facts: FACTS });
    expect(text).toContain('Due: 15 Mar 2026, 10:00 UTC');
  });

  it('do not hide a time zone that does not exist', () => {
    expect(() => message({ timeZone: 'Asia/Nowhere' })).toThrow(RangeError);
  });

  it('count the tasks of a digest, the listed ones where no other number is given', () => {
    const digest = (facts: Partial<MessageFacts>, to = reader('en')) =>
      message({ template: 'workflow_daily_digest', channel: 'whatsapp', facts, to }).text;
    const fields = [{ label: 'Approval', value: 'Karim Uddin' }];
    expect(digest({ fields })).toContain('One task is waiting for you.');
    expect(digest({ fields, openTasks: 12 })).toContain('12 tasks are waiting for you.\nApproval: Karim Uddin');
    expect(digest({ fields, openTasks: 12 }, reader('bn'))).toContain('১২টি');
  });

  it('answer an unknown name with a neutral message and say so', () => {
    for (const template of ['engineer_welcome', 'constructor', '__proto__', 'toString']) {
      const { subject, fellBack } = message({ template, overrides: {} });
      expect(subject).toBe('News: Order approval');
      expect(fellBack).toBe(true);
    }
  });
});

describe('values are data', () => {
  it('so template syntax in them stays text', () => {
    const evil = '{{ data.secret }}{% for i in (1..9) %}x{% endfor %}';
    for (const channel of CHANNELS) {
      const facts = { stepName: evil, data: { secret: 'S3CRET' } };
      const { subject, text } = message({ channel, facts });
      expect(`${subject}${text}`).toContain('{{ data.secret }}');
      expect(`${subject}${text}`).not.toMatch(/S3CRET|xxx/);
    }
    expect(byOwn({ email: '{{ data.note }}' }, { facts: { data: { note: '{{ 1 | plus: 1 }}' } } }).text).toBe(
      '{{ 1 | plus: 1 }}',
    );
  });

  it('so line breaks in them add no header and no line', () => {
    const facts = { stepName: 'Check\r\nBcc: all@example.com\u0000\u0085', reason: 'fine\n\nRef: other' };
    const { subject, text } = message({ facts });
    expect(subject).toBe('Rejected: Check Bcc: all@example.com');
    expect(text).toContain('Reason: fine Ref: other\n');
  });

  it('so characters that reorder text are shown by their code', () => {
    const facts = { reason: 'pay \u202e00.1\u202c \u2066x\u2069 \u200e\u200f\u061c' };
    expect(message({ facts }).text).toContain('pay ⟦U+202E⟧00.1⟦U+202C⟧ ⟦U+2066⟧x⟦U+2069⟧ ⟦U+200E⟧⟦U+200F⟧⟦U+061C⟧');
  });

  it('so joiners that Bengali needs stay', () => {
    expect(message({ facts: { reason: 'র\u200d্যাব' } }).text).toContain('র\u200d্যাব');
  });

  it('so they format nothing in WhatsApp, and an id can still be copied', () => {
    const facts = { reason: '*bold* _slanted_ ~gone~ ```code``` > quote', requester: { id: 'r', name: '*Boss*' } };
    const chat = message({ channel: 'whatsapp', facts }).text;
    expect(chat).toContain('∗bold∗ ＿slanted＿ ∼gone∼ ˋˋˋcodeˋˋˋ › quote');
    expect(chat).toContain('Order ID: ord_2026_17');
    expect(chat.split('*')).toHaveLength(3);
    expect(message({ facts }).text).toContain('*bold* _slanted_');
  });

  it('so a long one is cut between characters as people see them', () => {
    const chat = message({ channel: 'whatsapp', facts: { reason: `${'x'.repeat(98)}👩‍👩‍👧yyy` } }).text;
    expect(chat).toContain(`${'x'.repeat(98)}…\n`);
    expect(message({ facts: { reason: '\ud800 lone' } }).text).toContain('� lone');
  });
});

describe('a template of the definition', () => {
  it('replaces text and subject of its channel, and only that', () => {
    const own = {
      email: 'No: {{ reason }}',
      subject: 'No to {{ data.orderId }}',
      whatsapp: '_No_ to {{ data.customer.name }}',
    };
    expect(byOwn(own)).toMatchObject({
      subject: 'No to ord_2026_17',
      text: 'No: The price is below the agreed one',
      fellBack: false,
    });
    expect(byOwn(own, { channel: 'whatsapp' }).text).toBe('_No_ to Meghna Builders');
    expect(byOwn(own, { channel: 'in_app' }).text).toBe(message({ channel: 'in_app' }).text);
    expect(byOwn({ email: 'No' }).subject).toBe('Rejected: Approval by amount');
    expect(byOwn(own, { template: 'workflow_completed' }).text).toBe(message({ template: 'workflow_completed' }).text);
  });

  it('has filters for dates, numbers, amounts and words in the language of the reader', () => {
    const email =
      '{{ dueAt | when }}|{{ dueAt | day }}|{{ data.totalAmount | number }}|{{ data.totalAmount | money: "BDT" }}|{{ outcome | word }}';
    expect(byOwn({ email }).text).toBe('15 Mar 2026, 16:00 GMT+6|15 Mar 2026|125,000.5|BDT 125,000.50|rejected');
    const bengali = byOwn({ email }, { to: reader('bn') }).text;
    expect(bengali).toBe('১৫ মার্চ, ২০২৬, ১৬:০০ GMT +৬|১৫ মার্চ, ২০২৬|১,২৫,০০০.৫|১,২৫,০০০.৫০ BDT|প্রত্যাখ্যাত');
  });

  it('sees request data of any shape, harmless at any depth', () => {
    const data = {
      list: [{ note: 'a\u202eb\nc' }],
      'odd key*': 1,
      none: null,
      deep: JSON.parse('['.repeat(40) + ']'.repeat(40)),
    };
    const email = '{{ data.list[0].note }}{{ data.none }}{% for pair in data %}{{ pair[0] }};{% endfor %}';
    expect(byOwn({ email }, { facts: { data } }).text).toBe('a⟦U+202E⟧b clist;odd key*;none;deep;');
    expect(
      byOwn({ whatsapp: '{% for pair in data %}{{ pair[0] }};{% endfor %}' }, { channel: 'whatsapp', facts: { data } })
        .text,
    ).toBe('list;odd key∗;none;deep;');
    expect(byOwn({ email: '{{ occasion.level }}' }, { facts: { occasion: { level: 2 } } }).text).toBe('2');
    expect(byOwn({ email: '[{{ occasion.level }}]' }).text).toBe('[]');
  });

  const BAD: readonly (readonly [string, string])[] = [
    ['does not parse', '{% if reason %}never closed'],
    ['names a filter that does not exist', '{{ reason | explode }}'],
    ['reads a file', '{% include "package.json" %}'],
    ['renders a file', '{% render "package.json" %}'],
    ['takes a file as its layout', '{% layout "package.json" %}'],
    ['asks for the clock', '{{ "now" | date: "%s" }}'],
    ['asks for chance', '{{ fields | sample }}'],
    ['decodes what was made harmless', '{{ reason | url_decode }}'],
    ['loops too often', '{% for a in (1..1000) %}{% for b in (1..1000) %}{% endfor %}{% endfor %}'],
    ['makes too large a range', '{% for a in (1..100000000) %}{% endfor %}'],
    [
      'doubles a text until it is too large',
      `{% assign x = "0123456789" %}${'{% assign x = x | append: x %}'.repeat(24)}{{ x }}`,
    ],
    ['comes out too long', `{% for a in (1..200) %}${'x'.repeat(200)}{% endfor %}`],
    ['is too long itself', 'x'.repeat(20_001)],
  ];
  it.each(BAD)('that %s gives way to the built-in one', (_why, email) => {
    expect(byOwn({ email })).toEqual({ ...message(), fellBack: true });
  });

  it('whose subject does not work loses only the subject', () => {
    const result = byOwn({ subject: '{{ reason | nope }}', email: 'Text' });
    expect(result).toMatchObject({ subject: 'Rejected: Approval by amount', text: 'Text', fellBack: true });
  });

  it('may be as long in WhatsApp as the schema grants, not longer', () => {
    const fits = byOwn({ whatsapp: 'x'.repeat(OVERRIDE_CHARS_MAX.whatsapp) }, { channel: 'whatsapp' });
    expect([fits.fellBack, fits.text.length]).toEqual([false, 4_000]);
    expect(byOwn({ whatsapp: `x${'x'.repeat(OVERRIDE_CHARS_MAX.whatsapp)}` }, { channel: 'whatsapp' }).fellBack).toBe(
      true,
    );
  });

  it('cannot put control characters into a subject, nor invisible ones into a text', () => {
    const result = byOwn({ subject: 'A\r\nBcc: x@example.com', email: 'a\u202eb\u0007\tc  \n\n\n\nd' });
    expect(result).toMatchObject({ subject: 'A Bcc: x@example.com', text: 'a⟦U+202E⟧b c\n\nd', fellBack: false });
  });

  it('reaches nothing but own keys', () => {
    const email =
      '[{{ data.constructor }}{{ data.__proto__ }}{{ constructor.name }}{{ toString }}{{ reason.constructor }}]';
    expect(byOwn({ email }).text).toBe('[]');
    const data = JSON.parse('{"__proto__": {"polluted": "yes"}, "polluted": null}') as MessageFacts['data'];
    byOwn({ email: '{{ data.polluted }}' }, { facts: { data } });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('leaves nothing behind for the next message', () => {
    const email = '{% assign seen = seen | append: "x" %}{{ seen }}{% cycle "a", "b" %}';
    expect([byOwn({ email }).text, byOwn({ email }).text]).toEqual(['xa', 'xa']);
  });
});

describe('checkTemplate', () => {
  it('says nothing of a template that parses', () => {
    expect(checkTemplate('Dear {{ to.name }}, {% if dueAt %}{{ dueAt | when }}{% endif %}')).toBeNull();
  });

  it('says in one line why a template does not parse', () => {
    expect(checkTemplate('ok\n{% if x %}')).toBe('tag {% if x %} not closed, line:2, col:1');
    expect(checkTemplate('{{ x | explode }}')).toContain('explode');
    expect(checkTemplate('{% include "x" %}')).toContain('"include" not found');
    expect(checkTemplate('x'.repeat(20_001))).toContain('limit exceeded');
  });
});
