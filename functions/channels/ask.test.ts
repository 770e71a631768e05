// Rules of asking: whoever has to decide is told how, whatever the words around it, and that is never cut off.
import { describe, expect, it } from 'vitest';
import { TEMPLATE_NAMES } from '../core/definition/schema.ts';
import { choiceLink } from './ask.ts';
import { ASKS, sampleMessage as message, sampleReader as reader, TASK_FACTS } from './golden/samples.ts';
import type { TemplateOverrides } from './render.ts';
import { checkTemplate, OVERRIDE_CHARS_MAX, TEXT_CHARS_MAX } from './render.ts';

const TASK = 'workflow_task_assigned';
const { code, link, page } = ASKS.code;
const approve = `${link}&choice=approve`;
const reject = `${link}&choice=reject`;

const task = (change: Parameters<typeof message>[0] = {}) =>
  message({
    template: TASK,
    channel: 'whatsapp',
    ask: ASKS.code,
    ...change,
    facts: { ...TASK_FACTS, ...change.facts },
  });
const byOwn = (own: NonNullable<TemplateOverrides[typeof TASK]>, change: Parameters<typeof message>[0] = {}) =>
  task({ ...change, overrides: { [TASK]: own } });

describe('an ask', () => {
  it('tells in the chat what to reply, with the link on a line of its own', () => {
    for (const language of ['en', 'bn'] as const) {
      const lines = task({ to: reader(language) })
        .text.split('\n')
        .slice(-4);
      expect(lines[0]).toContain(`*A ${code}*`);
      expect(lines[1]).toContain(`*R ${code}*`);
      expect(lines[2]).toMatch(new RegExp(`\\*\\? ${code}\\*.*\\*D ${code}\\*`));
      expect(lines[3]).toBe(link);
    }
  });

  it('tells where it is decided when no reply is taken, and where to sign in when no link is given', () => {
    expect(task({ ask: ASKS.link }).text.endsWith(`\n\nThis one is decided on its page:\n${link}`)).toBe(true);
    expect(task({ ask: ASKS.link }).text).not.toContain(code);
    expect(task({ ask: ASKS.signIn }).text.endsWith(`\n\nSign in to decide:\n${page}`)).toBe(true);
    expect(task({ ask: { code, link: null, page: null } }).text).toMatch(/to hand it on$/);
  });

  it('has two links in a mail, or one where only the page is known, and no code', () => {
    const mail = task({ channel: 'email' }).text;
    expect(mail).toContain(`\nApprove: ${approve}\nReject: ${reject}\n`);
    expect(mail).not.toContain(code);
    expect(task({ channel: 'email', ask: ASKS.signIn }).text).toMatch(new RegExp(`\nSign in to decide: ${page}$`));
  });

  it('is nothing but the address in news, and nothing at all in app or without an address', () => {
    const news = { template: 'workflow_completed', ask: ASKS.signIn };
    expect(message({ ...news, channel: 'whatsapp' }).text.endsWith(`\n\n${page}`)).toBe(true);
    expect(message(news).text.endsWith(`\n\nSee it: ${page}`)).toBe(true);
    expect(task({ channel: 'in_app' }).text).toBe(task({ channel: 'in_app', ask: undefined }).text);
    const nowhere = { code: null, link: null, page: null };
    for (const channel of ['whatsapp', 'email'] as const)
      expect(task({ channel, ask: nowhere }).text).toBe(task({ channel, ask: undefined }).text);
  });

  it('is never cut off, whatever the length of the rest', () => {
    const long = 'very long '.repeat(600);
    const facts = {
      workflowName: long,
      stepName: long,
      requester: { id: 'r', name: long },
      reason: long,
      fields: Array.from({ length: 100 }, () => ({ label: long, value: long })),
    };
    for (const to of [reader('en'), reader('bn')])
      for (const template of TEMPLATE_NAMES)
        for (const [channel, ending] of [
          ['whatsapp', link],
          ['email', reject],
        ] as const) {
          const { text } = message({ template, channel, to, ask: ASKS.code, isReminder: true, facts });
          expect.soft(text.length).toBeLessThanOrEqual(TEXT_CHARS_MAX[channel]);
          expect.soft(text.indexOf(ending)).toBeGreaterThan(0);
        }
    const endless = `${link}${'x'.repeat(2_000)}`;
    expect(task({ ask: { ...ASKS.code, link: endless } }).text).toMatch(
      new RegExp(`^\\*For you: .*\n${endless}$`, 's'),
    );
  });

  it('adds the choice to the fragment, and makes one where there is none', () => {
    expect(choiceLink('https://x.example/d#t=1', 'approve')).toBe('https://x.example/d#t=1&choice=approve');
    expect(choiceLink('https://x.example/d', 'reject')).toBe('https://x.example/d#choice=reject');
  });
});

describe('an ask in the words of a definition', () => {
  it('is what they make of it', () => {
    expect(byOwn({ whatsapp: 'Yes: A {{ code }}' }).text).toBe(`Yes: A ${code}`);
    for (const name of ['link', 'page'] as const)
      expect(byOwn({ whatsapp: `Go {{ ${name} }}` }).text).toBe(`Go ${ASKS.code[name]}`);
    const both = byOwn({ email: 'Y: {{ approveLink }}\nN: {{ rejectLink }}' }, { channel: 'email' });
    expect(both.text).toBe(`Y: ${approve}\nN: ${reject}`);
  });

  it('is added where they do not speak of it', () => {
    expect(byOwn({ whatsapp: 'Decide!' }).text).toMatch(/^Decide!\n\nReply \*A 4821\*/);
    expect(byOwn({ email: 'Decide!' }, { channel: 'email' }).text).toContain(`Decide!\n\nApprove: ${approve}`);
    expect(byOwn({ whatsapp: 'Decide!' }, { ask: ASKS.signIn }).text).toBe(`Decide!\n\nSign in to decide:\n${page}`);
    expect(byOwn({ whatsapp: 'Decide!' }, { ask: undefined }).text).toBe('Decide!');
  });

  it('is added where they only seem to speak of it', () => {
    const digits = { facts: { stepName: 'Room 4821' } };
    expect(byOwn({ whatsapp: '{{ stepName }}' }, digits).text).toMatch(/^Room 4821\n\nReply \*A 4821\*/);
    expect(byOwn({ whatsapp: '{% if outcome == "lost" %}{{ link }}{% endif %}Go' }).text).toMatch(
      /^Go\n\nReply \*A 4821\*/,
    );
  });

  it('stays whole beside the longest of texts', () => {
    const { text } = byOwn({ whatsapp: 'x'.repeat(OVERRIDE_CHARS_MAX.whatsapp) });
    expect(text.length).toBe(OVERRIDE_CHARS_MAX.whatsapp);
    expect(text.endsWith(link)).toBe(true);
  });

  it('has null where there is nothing to name', () => {
    const names = '{{ code }}{{ link }}{{ page }}{{ approveLink }}{{ rejectLink }}';
    expect(byOwn({ whatsapp: `[${names}]` }, { ask: undefined }).text).toBe('[]');
  });
});

describe('a message that may come twice', () => {
  it('says so in its first line and in its subject, in the language of the reader', () => {
    for (const channel of ['whatsapp', 'email', 'in_app'] as const) {
      const once = task({ channel });
      const again = task({ channel, isReminder: true });
      expect(again.text).toBe(
        `You may have had this message before.${channel === 'in_app' ? ' ' : '\n\n'}${once.text}`,
      );
      expect(again.subject).toBe(`Again: ${once.subject}`);
    }
    const bengali = task({ to: reader('bn'), isReminder: true });
    expect(bengali.text).toMatch(/^এই বার্তা আপনি আগেও/);
    expect(bengali.subject).toMatch(/^আবার: /);
  });

  it('says so around the words of a definition, unless they say it themselves', () => {
    const plain = byOwn({ whatsapp: '{{ link }}', subject: 'S' }, { isReminder: true });
    expect(plain).toMatchObject({ subject: 'Again: S', text: `You may have had this message before.\n\n${link}` });
    const own = {
      whatsapp: '{% if isReminder %}Once more: {% endif %}{{ link }}',
      subject: '{% if isReminder %}2: {% endif %}S',
    };
    expect(byOwn(own, { isReminder: true })).toMatchObject({ subject: '2: S', text: `Once more: ${link}` });
    expect(byOwn(own)).toMatchObject({ subject: 'S', text: link });
  });
});

describe('the check of a template', () => {
  it('knows every variable a message has', () => {
    const names = [
      'code',
      'link',
      'page',
      'approveLink',
      'rejectLink',
      'isReminder',
      'tasks',
      'moreTasks',
      'reader.language',
    ];
    for (const name of names) expect(checkTemplate(`{{ ${name} }}`)).toBeNull();
    expect(
      checkTemplate('{% assign x = data.y %}{% for field in fields %}{{ field.label }}{{ x }}{% endfor %}'),
    ).toBeNull();
  });

  it('names a variable that no message has, since nothing would stand there', () => {
    expect(checkTemplate('Go to {{ lnik }}')).toBe('there is no variable "lnik"');
  });
});
