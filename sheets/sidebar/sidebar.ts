// The sidebar: four parts, one at a time, each with its loading, empty and error state.
import { approvals, type Page } from './approvals.ts';
import { el, show } from './dom.ts';
import { edits } from './edits.ts';
import { row } from './row.ts';
import { Problem } from './server.ts';
import { settings } from './settings.ts';

const PARTS = { approvals, row, edits, settings } as const;
type Part = keyof typeof PARTS;

const content = document.querySelector('#content') as HTMLElement;
const notice = document.querySelector('#notice') as HTMLElement;
let turn = 0;

function open(part: Part): void {
  turn += 1;
  const mine = turn;
  for (const button of document.querySelectorAll<HTMLButtonElement>('nav button')) {
    if (button.dataset.open === part) button.setAttribute('aria-current', 'page');
    else button.removeAttribute('aria-current');
  }
  content.setAttribute('aria-busy', 'true');
  show(content, el('p', { class: 'quiet' }, 'Loading…'), el('div', { class: 'bone' }), el('div', { class: 'bone' }));
  // Each part draws into a place of its own: an answer that comes after the next click lands nowhere.
  const place = el('div', {});
  const page: Page = { tell, fail, reload: () => open(part) };
  PARTS[part](place, page)
    .catch((error: unknown) =>
      show(
        place,
        problemCard(error, () => open(part)),
      ),
    )
    .finally(() => {
      if (mine !== turn) return;
      content.setAttribute('aria-busy', 'false');
      show(content, place);
    });
}

function tell(text: string): void {
  notice.textContent = text;
  notice.className = '';
  notice.hidden = false;
}

function fail(error: unknown): void {
  tell(wordsOf(error));
  notice.className = 'bad';
}

const wordsOf = (error: unknown): string =>
  error instanceof Problem ? `${error.message} ${error.next}` : String(error);

const problemCard = (error: unknown, again: () => void): HTMLElement =>
  el('div', { class: 'problem' }, wordsOf(error), el('div', {}, el('button', { onclick: again }, 'Try again')));

for (const button of document.querySelectorAll<HTMLButtonElement>('nav button'))
  button.addEventListener('click', () => {
    notice.hidden = true;
    open(button.dataset.open as Part);
  });
open((document.body.dataset.view ?? 'approvals') as Part);
