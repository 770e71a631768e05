// Rules of the daily list: late first, at most so many, every task with the way it is decided.
import { describe, expect, it } from 'vitest';
import type { DigestTask } from './digest.ts';
import { DIGEST_TASKS_MAX, digestFacts } from './digest.ts';
import { DIGEST_AT, DIGEST_FACTS, sampleReader as reader } from './golden/samples.ts';
import type { MessageRequest } from './render.ts';
import { OVERRIDE_CHARS_MAX, renderMessage } from './render.ts';

const HOUR = 3_600_000;
const digest = (change: Partial<MessageRequest> = {}) =>
  renderMessage({
    template: 'workflow_daily_digest',
    channel: 'email',
    to: reader('en'),
    timeZone: 'Asia/Dhaka',
    facts: DIGEST_FACTS,
    ...change,
  });
const of = (tasks: readonly DigestTask[], openTasks?: number) =>
  digestFacts({ tasks, at: DIGEST_AT, ...(openTasks === undefined ? {} : { openTasks }) });
const due = (dueAt?: number): DigestTask => ({ title: 'T', requester: 'R', ...(dueAt === undefined ? {} : { dueAt }) });

describe('a digest', () => {
  it('groups what is late, due on this day where the reader lives, and later, and marks what is late', () => {
    const tasks = [due(), due(DIGEST_AT + 16 * HOUR - 1), due(DIGEST_AT + 16 * HOUR), due(DIGEST_AT - 1)];
    const outline = digest({ facts: of(tasks) }).text.match(/^(Late|Due today|Later):$|^\d+\. |\(late\)/gm);
    expect(outline).toEqual(['Late:', '1. ', '(late)', 'Due today:', '2. ', 'Later:', '3. ', '4. ']);
    const inUtc = digest({ facts: of(tasks), timeZone: 'UTC' }).text.match(/^(Late|Due today|Later):$|^\d+\. /gm);
    expect(inUtc).toEqual(['Late:', '1. ', 'Due today:', '2. ', '3. ', 'Later:', '4. ']);
  });

  it('shows as many as the channel takes and counts the rest', () => {
    const tasks = Array.from({ length: 12 }, (_, day) => due(DIGEST_AT + day * 24 * HOUR));
    for (const channel of ['email', 'whatsapp'] as const) {
      const { text } = digest({ channel, facts: of(tasks, 30) });
      expect(text.match(/^\d+\. /gm)).toHaveLength(DIGEST_TASKS_MAX[channel]);
      expect(text).toContain(`And ${30 - DIGEST_TASKS_MAX[channel]} more.`);
    }
    expect(digest({ facts: of(tasks.slice(0, 3)) }).text).not.toContain('more.');
    expect(digest({ facts: of(tasks.slice(0, 3)) }).subject).toBe('Your open tasks: 3');
  });

  it('gives each task its code in the chat, its link where it has none, and how to use them', () => {
    const { text } = digest({ channel: 'whatsapp' });
    for (const { code, link } of (DIGEST_FACTS.tasks ?? []).filter(({ title }) => !title.startsWith('Site')))
      expect(text).toContain(`\n${code == null ? link : `*${code}*`}\n`);
    expect(text).toContain('*A 4821* approves');
    expect(digest({ channel: 'whatsapp', facts: of([due()]) }).text).not.toContain('approves');
  });

  it('is a list without groups where no moment is given', () => {
    const { at: _, ...timeless } = of([due(DIGEST_AT - 1)]);
    expect(digest({ facts: timeless }).text).not.toMatch(/late/i);
  });

  it('is a sentence in app, and says so when nothing is open', () => {
    expect(digest({ channel: 'in_app' }).text).toBe('14 tasks are waiting for you.');
    expect(digest({ facts: of([]) }).text).toBe('Hello Rahima Khatun,\n\n0 tasks are waiting for you.');
  });

  it('is whole whatever the length of names, links and codes', () => {
    const long = 'মোহাম্মদ '.repeat(80);
    const link = `https://work.example.com/decide#t=${'x'.repeat(400)}`;
    const tasks = Array.from({ length: 20 }, (_, i) => ({
      title: long,
      requester: long,
      dueAt: DIGEST_AT + i,
      code: null,
      link,
    }));
    for (const channel of ['email', 'whatsapp'] as const) {
      const { text } = digest({ channel, facts: of(tasks) });
      expect(text.length).toBeLessThanOrEqual(OVERRIDE_CHARS_MAX[channel]);
      expect(text).toMatch(/more\.$/);
      expect(text.split(link)).toHaveLength(DIGEST_TASKS_MAX[channel] + 1);
    }
  });

  it('can be put in the words of a definition', () => {
    const email = '{% for task in tasks %}{{ task.group | word }}: {{ task.title }};{% endfor %}{{ moreTasks }}';
    const facts = of([due(DIGEST_AT - 1), due()], 5);
    expect(digest({ facts, overrides: { workflow_daily_digest: { email } } }).text).toBe('late: T;later: T;3');
  });
});
