// "Edits": what the person typed into status cells, shown before it is decided.
import type { Page } from './approvals.ts';
import { el, show } from './dom.ts';
import { ask } from './server.ts';

type Ready = Preview['ready'][number];
interface Preview {
  readonly ready: readonly {
    readonly row: number;
    readonly title: string;
    readonly step: string;
    readonly decision: { readonly kind: 'approve' | 'reject'; readonly text: string };
  }[];
  readonly refused: readonly { readonly row: number; readonly why: string }[];
  readonly others: number;
}

export async function edits(place: Element, page: Page): Promise<void> {
  const { ready, refused, others } = await ask<Preview>('sidebarEdits');
  const again = el('button', { class: 'link', onclick: page.reload }, 'Look again');
  const bar = el('div', { class: 'bar' }, el('h1', {}, 'My edits'), again);
  const left = others === 0 ? null : el('p', { class: 'quiet' }, leftWords(others));
  if (ready.length + refused.length === 0) {
    show(place, bar, emptyCard(), left);
    return;
  }
  const buttons = el('div', { class: 'buttons' }, applyButton(ready, page));
  show(place, bar, ...ready.map(readyCard), ...refused.map(refusedCard), buttons, left);
}

const leftWords = (others: number): string =>
  `${others} more ${others === 1 ? 'edit was' : 'edits were'} typed by somebody else. They apply them themselves.`;

const HOW = 'Write “approved”, or “rejected” and why, into the status cell of a request that waits for you.';

const emptyCard = (): HTMLElement =>
  el(
    'div',
    { class: 'card' },
    el('h2', {}, 'No edits to apply'),
    el('p', { class: 'quiet' }, `${HOW} Then decide it here.`),
  );

function readyCard({ row, title, step, decision: { kind, text } }: Ready): HTMLElement {
  const isYes = kind === 'approve';
  const chip = el('span', { class: `chip ${isYes ? 'good' : 'bad'}` }, isYes ? 'Approve' : 'Reject');
  return el(
    'section',
    { class: 'card' },
    el('div', { class: 'head' }, el('h2', {}, el('bdi', {}, title)), chip),
    el('div', { class: 'quiet' }, `${step}, row ${row}`),
    text === '' ? null : el('div', { class: 'said' }, text),
  );
}

const refusedCard = ({ row, why }: Preview['refused'][number]): HTMLElement =>
  el(
    'section',
    { class: 'card' },
    el('div', { class: 'head' }, el('h2', {}, `Row ${row}`), el('span', { class: 'chip' }, 'Put back')),
    el('div', { class: 'quiet' }, why),
  );

/** Sends what is shown, and nothing that was typed since. */
function applyButton(ready: readonly Ready[], page: Page): HTMLButtonElement {
  const decisions = ready.map(({ decision }) => decision);
  const text = ready.length === 0 ? 'Put back' : `Decide ${ready.length} in my name`;
  const apply = el('button', { class: 'main' }, text);
  apply.addEventListener('click', () => {
    apply.disabled = true;
    ask<string>('sidebarApply', decisions).then(
      (answer) => {
        page.tell(answer);
        page.reload();
      },
      (error: unknown) => {
        page.fail(error);
        apply.disabled = false;
      },
    );
  });
  return apply;
}
