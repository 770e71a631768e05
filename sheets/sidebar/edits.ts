// "Edits": what the person typed into status cells, shown before it is decided.
import type { Page } from './approvals.ts';
import { el, show } from './dom.ts';
import { ask } from './server.ts';

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
  const bar = el(
    'div',
    { class: 'bar' },
    el('h1', {}, 'My edits'),
    el('button', { class: 'link', onclick: page.reload }, 'Look again'),
  );
  const left =
    others === 0
      ? null
      : el(
          'p',
          { class: 'quiet' },
          `${others} more ${others === 1 ? 'edit was' : 'edits were'} typed by somebody else. They apply them themselves.`,
        );
  if (ready.length + refused.length === 0) {
    show(
      place,
      bar,
      el(
        'div',
        { class: 'card' },
        el('h2', {}, 'No edits to apply'),
        el(
          'p',
          { class: 'quiet' },
          'Write “approved”, or “rejected” and why, into the status cell of a request that waits for you. Then decide it here.',
        ),
      ),
      left,
    );
    return;
  }
  const apply = el('button', { class: 'main' }, ready.length === 0 ? 'Put back' : `Decide ${ready.length} in my name`);
  apply.addEventListener('click', () => {
    apply.disabled = true;
    ask<string>(
      'sidebarApply',
      ready.map(({ decision }) => decision),
    ).then(
      (text) => {
        page.tell(text);
        page.reload();
      },
      (error: unknown) => {
        page.fail(error);
        apply.disabled = false;
      },
    );
  });
  show(
    place,
    bar,
    ...ready.map(({ row, title, step, decision: { kind, text } }) =>
      el(
        'section',
        { class: 'card' },
        el(
          'div',
          { class: 'head' },
          el('h2', {}, el('bdi', {}, title)),
          el(
            'span',
            { class: `chip ${kind === 'approve' ? 'good' : 'bad'}` },
            kind === 'approve' ? 'Approve' : 'Reject',
          ),
        ),
        el('div', { class: 'quiet' }, `${step}, row ${row}`),
        text === '' ? null : el('div', { class: 'said' }, text),
      ),
    ),
    ...refused.map(({ row, why }) =>
      el(
        'section',
        { class: 'card' },
        el('div', { class: 'head' }, el('h2', {}, `Row ${row}`), el('span', { class: 'chip' }, 'Put back')),
        el('div', { class: 'quiet' }, why),
      ),
    ),
    el('div', { class: 'buttons' }, apply),
    left,
  );
}
