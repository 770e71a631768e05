// Rules of what people read: every message as it stands, in golden files that are read when they change.
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TEMPLATE_NAMES } from '../core/definition/schema.ts';
import type { Channel } from '../core/user.ts';
import {
  ASKS,
  BENGALI_FACTS,
  DIGEST_FACTS,
  FACTS,
  LANGUAGE_NAMES,
  sampleReader,
  TASK_FACTS,
} from './golden/samples.ts';
import type { MessageRequest, RenderedMessage } from './render.ts';
import { renderMessage } from './render.ts';

const CHANNELS: readonly Channel[] = ['whatsapp', 'email', 'in_app'];
const TASK = 'workflow_task_assigned';
const OWN = {
  [TASK]: { whatsapp: 'Decide on {{ data.orderId }}, please.', email: 'Dear {{ to.name }},\n\nYes: {{ approveLink }}' },
};
type Case = Pick<MessageRequest, 'template' | 'facts' | 'ask' | 'isReminder' | 'overrides'>;

const plain = Object.fromEntries(
  [...TEMPLATE_NAMES, 'unknown_name'].map((template): [string, Case] => [template, { template, facts: FACTS }]),
);
const deciding: Readonly<Record<string, Case>> = {
  'task by code': { template: TASK, facts: TASK_FACTS, ask: ASKS.code },
  'task by link only': { template: TASK, facts: TASK_FACTS, ask: ASKS.link },
  'task by sign-in only': { template: TASK, facts: TASK_FACTS, ask: ASKS.signIn },
  'task with long Bengali names': { template: TASK, facts: BENGALI_FACTS, ask: ASKS.code },
  'task that may come twice': { template: TASK, facts: TASK_FACTS, ask: ASKS.code, isReminder: true },
  'news with a page': { template: 'workflow_completed', facts: FACTS, ask: ASKS.signIn },
  'task in words of its own': { template: TASK, facts: TASK_FACTS, ask: ASKS.link, overrides: OWN },
  digest: {
    template: 'workflow_daily_digest',
    facts: DIGEST_FACTS,
    ask: { code: null, link: null, page: 'https://work.example.com/tasks' },
  },
};

const render = (message: Case, channel: Channel, language: (typeof LANGUAGE_NAMES)[number]): RenderedMessage =>
  renderMessage({ ...message, channel, to: sampleReader(language), timeZone: 'Asia/Dhaka' });

function textsOf(cases: Readonly<Record<string, Case>>): string {
  const sections = LANGUAGE_NAMES.flatMap((language) =>
    Object.entries(cases).flatMap(([name, message]) =>
      CHANNELS.map((channel) => {
        const { subject, text } = render(message, channel, language);
        return `=== ${language} ${name} ${channel}\n[${subject}]\n${text}\n`;
      }),
    ),
  );
  return sections.join('\n');
}

function expectGolden(file: string, current: string): void {
  const golden = new URL(`./golden/${file}`, import.meta.url);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, current);
  expect(current).toBe(readFileSync(golden, 'utf8'));
}

describe('messages', () => {
  it('read exactly as the golden file says', () => expectGolden('messages.txt', textsOf(plain)));

  it('that ask for decisions read exactly as the golden file says', () =>
    expectGolden('deciding.txt', textsOf(deciding)));

  it.each([
    ['task-en.html', 'task by link only', 'en'],
    ['task-bn.html', 'task with long Bengali names', 'bn'],
    ['digest-en.html', 'digest', 'en'],
    ['digest-bn.html', 'digest', 'bn'],
    ['sign-in-en.html', 'task by sign-in only', 'en'],
  ] as const)('are pages exactly as in %s', (file, name, language) => {
    expectGolden(file, render(deciding[name]!, 'email', language).html ?? '');
  });
});
