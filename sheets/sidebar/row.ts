// "Status of this row": the way of the request, whom it waits for and since when, and what happened so far.
import type { Page } from './approvals.ts';
import { el, show } from './dom.ts';
import { ask } from './server.ts';
import { ago, dueWords, exactly, type Tone } from './words.ts';

interface Step {
  readonly name: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly people: readonly string[];
  readonly since: string | null;
  readonly endedAt: string | null;
  readonly dueAt: string | null;
}
interface Row {
  readonly row: number;
  readonly title: string;
  readonly word: string;
  readonly workflowName: string;
  readonly instance: { readonly startedAt: string; readonly startedBy: string; readonly reason: string | null } | null;
  readonly steps: readonly Step[];
  readonly history: readonly {
    readonly word: string;
    readonly at: string;
    readonly who: string;
    readonly step: string;
    readonly text: string;
  }[];
}

export async function row(place: Element, page: Page): Promise<void> {
  const found = await ask<Row>('sidebarRow');
  const bar = el(
    'div',
    { class: 'bar' },
    el('h1', {}, el('bdi', {}, found.title)),
    el('button', { class: 'link', onclick: page.reload }, 'Look again'),
  );
  if (found.instance === null) {
    show(
      place,
      bar,
      el(
        'div',
        { class: 'card' },
        el('h2', {}, `Row ${found.row} is not submitted`),
        el(
          'p',
          { class: 'quiet' },
          'Choose “Submit selected rows” in the menu. For another row, click into it, then “Look again”.',
        ),
      ),
    );
    return;
  }
  const now = Date.now();
  const { startedAt, startedBy, reason } = found.instance;
  show(
    place,
    bar,
    el(
      'div',
      { class: 'head' },
      el(
        'span',
        { class: 'quiet' },
        `${found.workflowName}, from `,
        el('bdi', {}, startedBy),
        ', ',
        el('span', { title: exactly(startedAt) }, ago(startedAt, now)),
      ),
      el('span', { class: `chip ${toneOf(found.word)}` }, found.word),
    ),
    reason === null ? null : el('p', { class: 'said' }, reason),
    el('h3', {}, 'Progress'),
    el('ol', { class: 'steps' }, ...found.steps.map((step) => stepItem(step, now))),
    el('h3', {}, 'What happened'),
    el('ol', { class: 'history' }, ...found.history.map((item) => historyItem(item, now))),
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  Approved: 'good',
  Completed: 'good',
  Rejected: 'bad',
  Failed: 'bad',
  Cancelled: 'bad',
  Expired: 'bad',
  Pending: 'busy',
  'Changes requested': 'busy',
};
const toneOf = (word: string): Tone => TONES[word] ?? '';

const OPEN = new Set(['assigned', 'in_progress', 'escalated']);
const stepTone = ({ state, outcome }: Step): Tone => {
  if (state === 'failed' || outcome === 'rejected') return 'bad';
  if (state === 'completed') return 'good';
  return OPEN.has(state) ? 'busy' : '';
};

function stepItem(step: Step, now: number): HTMLElement {
  const { name, people, since, endedAt, dueAt, state } = step;
  const item = el('li', { class: stepTone(step) }, el('strong', {}, name));
  if (OPEN.has(state) && people.length > 0) {
    item.append(
      el('div', {}, 'Waits for ', el('bdi', {}, people.join(', ')), since === null ? '' : ` since ${exactly(since)}`),
    );
    if (dueAt !== null) {
      const due = dueWords(dueAt, now);
      item.append(el('span', { class: `chip ${due.tone}`, title: exactly(dueAt) }, due.text));
    }
  } else if (endedAt !== null) {
    item.append(
      el(
        'div',
        { class: 'quiet', title: exactly(endedAt) },
        `${words(step)}${people.length > 0 ? ` by ${people.join(', ')}` : ''}, ${ago(endedAt, now)}`,
      ),
    );
  }
  return item;
}

const words = ({ outcome, state }: Step): string => {
  const text = (outcome ?? state).replace(/_/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const historyItem = ({ word, at, who, step, text }: Row['history'][number], now: number): HTMLElement =>
  el(
    'li',
    {},
    el('strong', {}, word),
    who === '' ? null : el('span', {}, word === 'Asked' ? ': ' : ' by ', el('bdi', {}, who)),
    el('div', { class: 'quiet', title: exactly(at) }, step === '' ? ago(at, now) : `${step}, ${ago(at, now)}`),
    text === '' ? null : el('div', { class: 'said' }, text),
  );
