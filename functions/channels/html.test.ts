// Rules of pages: the words of the text, in order, in tables that need nothing from outside, with links of our own alone.
import { describe, expect, it } from 'vitest';
import { blocksOf } from './blocks.ts';
import {
  ASKS,
  DIGEST_FACTS,
  LANGUAGE_NAMES,
  sampleMessage as message,
  sampleReader as reader,
} from './golden/samples.ts';
import type { TemplateOverrides } from './render.ts';

const TASK = 'workflow_task_assigned';
const { link, page } = ASKS.code;
const LINKS = [
  { url: `${link}&choice=approve`, look: 'approve' },
  { url: page, look: 'plain' },
] as const;

const html = (change: Parameters<typeof message>[0] = {}): string =>
  message({ template: TASK, ask: ASKS.link, ...change }).html ?? '';
const own = (email: string, change: Parameters<typeof message>[0] = {}): string =>
  html({ ...change, overrides: { [TASK]: { email } } satisfies TemplateOverrides });
const hrefs = (source: string): readonly (string | undefined)[] =>
  [...source.matchAll(/href="([^"]*)"/g)].map(([, href]) => href?.replaceAll('&amp;', '&'));
const wordsOf = (source: string): string =>
  source
    .replace(/^.*?<h1[^>]*>.*?<\/h1>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
    .trim();

describe('a page', () => {
  it('comes with mail alone', () => {
    expect(html()).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
    expect(html({ to: reader('bn') })).toContain('<html lang="bn"');
    for (const channel of ['whatsapp', 'in_app'] as const) expect(message({ channel })).not.toHaveProperty('html');
  });

  it('has the words of the text, in order, but the addresses behind buttons', () => {
    for (const language of LANGUAGE_NAMES)
      for (const facts of [{}, DIGEST_FACTS]) {
        const template = 'tasks' in facts ? 'workflow_daily_digest' : TASK;
        const mail = message({ template, facts, ask: ASKS.link, to: reader(language) });
        const text = mail.text
          .replace(/: https:\S+/g, '')
          .replace(/^(.+): (?=.)/gm, '$1 ')
          .replace(/:$/gm, '');
        const strip = (words: string) => words.replace(/[\s:]+/g, ' ').trim();
        expect(strip(wordsOf(mail.html ?? ''))).toBe(strip(text));
      }
  });

  it('fetches nothing and runs nothing', () => {
    expect(html()).not.toMatch(/<script|<img|<link|<iframe|<form|url\(|@import|src=|javascript:/i);
    expect(html()).toContain('<meta name="color-scheme" content="light dark">');
  });

  it('has a button for each way to decide, and links nowhere else', () => {
    expect(hrefs(html())).toEqual([`${link}&choice=approve`, `${link}&choice=reject`]);
    expect(hrefs(html({ ask: ASKS.signIn }))).toEqual([page]);
    expect(hrefs(html({ ask: undefined }))).toEqual([]);
    const tasks = (DIGEST_FACTS.tasks ?? []).flatMap((task) => task.link ?? []);
    const digest = html({ template: 'workflow_daily_digest', facts: DIGEST_FACTS, ask: ASKS.signIn });
    expect(hrefs(digest).toSorted()).toEqual([...tasks, page].toSorted());
  });

  it('links the addresses that a definition puts into its own words, and no other', () => {
    expect(hrefs(own('Here: {{ link }}\n\nor {{ page }} or https://evil.example/'))).toEqual([link, page]);
    expect(hrefs(own('{{ link }}{{ reason }}', { facts: { reason: '.evil.example' } }))).toEqual([]);
  });

  it('shows in a list of mails what it is about, not the greeting', () => {
    const preview = (source: string) => />([^<]*)<\/div>/.exec(source)?.[1];
    expect(preview(html({ ask: undefined }))).toMatch(/^“Approval by amount” is waiting for you: /);
    expect(preview(html({ isReminder: true }))).toMatch(/^You may have had this message before\. “Approval/);
    expect(preview(own('Dear {{ to.name }},'))?.length).toBeLessThanOrEqual(140);
    expect(preview(own(`${'word '.repeat(100)}`))).toHaveLength(140);
  });
});

describe('the blocks of a text', () => {
  it('are paragraphs, headings, items, rows and actions', () => {
    const text = `Hello,\nyou\n\nLate:\n\n1. One\nBy: K\n\nA: 1\nB: 2\nOpen: ${page}\nend\n\nYes: ${link}&choice=approve\nNo: ${page}`;
    expect(blocksOf(text, LINKS)).toEqual([
      [{ kind: 'paragraph', lines: ['Hello,', 'you'] }],
      [{ kind: 'heading', text: 'Late' }],
      [
        { kind: 'item', text: '1. One' },
        { kind: 'rows', rows: [{ label: 'By', value: 'K' }] },
      ],
      [
        {
          kind: 'rows',
          rows: [
            { label: 'A', value: '1' },
            { label: 'B', value: '2' },
          ],
        },
        { kind: 'actions', actions: [{ label: 'Open', link: LINKS[1] }] },
        { kind: 'paragraph', lines: ['end'] },
      ],
      [
        {
          kind: 'actions',
          actions: [
            { label: 'Yes', link: LINKS[0] },
            { label: 'No', link: LINKS[1] },
          ],
        },
      ],
    ]);
  });

  it('take one line with a colon for a sentence', () => {
    expect(blocksOf('“A: b” waits: now.\n\nReason: none', [])).toEqual([
      [{ kind: 'paragraph', lines: ['“A: b” waits: now.'] }],
      [{ kind: 'paragraph', lines: ['Reason: none'] }],
    ]);
    expect(blocksOf('', [])).toEqual([]);
  });
});
