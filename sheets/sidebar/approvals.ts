// "My approvals": a card for each task, with what decides and the two clicks that do.
import { el, show } from './dom.ts';
import { ask } from './server.ts';
import { ago, dueWords, exactly, type FieldValue, valueText } from './words.ts';

interface Task {
  readonly instanceId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly revision: number;
  readonly name: string;
  readonly workflowName: string;
  readonly requesterName: string;
  readonly assignedAt: string;
  readonly dueAt?: string;
  readonly priority: string;
  readonly actions: readonly string[];
  readonly fields: readonly FieldValue[];
}
type Kind = 'approve' | 'reject' | 'comment';

export interface Page {
  /** What just happened, for the line at the top. */
  tell(text: string): void;
  fail(error: unknown): void;
  reload(): void;
}

export async function approvals(place: Element, page: Page): Promise<void> {
  const { tasks, hasMore } = await ask<{ readonly tasks: readonly Task[]; readonly hasMore: boolean }>(
    'sidebarApprovals',
  );
  const now = Date.now();
  const bar = el(
    'div',
    { class: 'bar' },
    el('h1', {}, tasks.length === 0 ? 'My approvals' : `My approvals (${tasks.length}${hasMore ? '+' : ''})`),
    el('button', { class: 'link', onclick: page.reload }, 'Refresh'),
  );
  if (tasks.length === 0) {
    show(
      place,
      bar,
      el(
        'div',
        { class: 'card' },
        el('h2', {}, 'Nothing waits for you'),
        el('p', { class: 'quiet' }, 'Requests that somebody sends you appear here, the most urgent first.'),
      ),
    );
    return;
  }
  show(
    place,
    bar,
    ...tasks.map((task) => card(task, now, page)),
    hasMore ? el('p', { class: 'quiet' }, 'More follow when these are done.') : null,
  );
}

function card(task: Task, now: number, page: Page): HTMLElement {
  const due = task.dueAt === undefined ? null : dueWords(task.dueAt, now);
  const form = el('div', {});
  const buttons = el('div', { class: 'buttons' });
  const whole = el(
    'section',
    { class: 'card' },
    el(
      'div',
      { class: 'head' },
      el('h2', {}, el('bdi', {}, titleOf(task))),
      due === null ? null : el('span', { class: `chip ${due.tone}`, title: exactly(task.dueAt ?? '') }, due.text),
    ),
    el('div', {}, task.name),
    el(
      'div',
      { class: 'quiet' },
      `${task.workflowName}, from `,
      el('bdi', {}, task.requesterName),
      ', ',
      el('span', { title: exactly(task.assignedAt) }, ago(task.assignedAt, now)),
    ),
    el(
      'dl',
      {},
      ...task.fields
        .slice(1)
        .flatMap((field) => [
          el('dt', {}, field.label),
          el('dd', typeof field.value === 'number' ? { class: 'number' } : {}, valueText(field)),
        ]),
    ),
    form,
    buttons,
  );
  const send = (kind: Kind, text: string, commandId: string): void => {
    for (const button of whole.querySelectorAll('button')) button.disabled = true;
    const { instanceId, stepId, attempt, revision } = task;
    ask('sidebarDecide', { kind, instanceId, stepId, attempt, revision, text, commandId }).then(
      () => {
        page.tell(`${DONE[kind]}: ${titleOf(task)}`);
        page.reload();
      },
      (error: unknown) => {
        page.fail(error);
        for (const button of whole.querySelectorAll('button')) button.disabled = false;
      },
    );
  };
  fill(buttons, form, task, send);
  return whole;
}

const DONE: Readonly<Record<Kind, string>> = { approve: 'Approved', reject: 'Rejected', comment: 'Comment added' };
const titleOf = ({ fields, name }: Task): string => (fields[0] === undefined ? name : String(fields[0].value));

type Send = (kind: Kind, text: string, commandId: string) => void;

function fill(buttons: HTMLElement, form: HTMLElement, { actions }: Task, send: Send): void {
  // One id for each card and answer: a click that is repeated after an error decides once.
  const ids: Readonly<Record<Kind, string>> = {
    approve: crypto.randomUUID(),
    reject: crypto.randomUUID(),
    comment: crypto.randomUUID(),
  };
  const back = (): void => {
    show(form);
    show(buttons, ...first);
  };
  const write = (kind: 'reject' | 'comment', label: string, button: string): void => {
    const box = el('textarea', {});
    const problem = el('p', { class: 'problem' });
    problem.hidden = true;
    const confirm = (): void => {
      problem.hidden = box.value.trim() !== '';
      problem.textContent = kind === 'reject' ? 'Say why, so that they can do better.' : 'Write something first.';
      if (problem.hidden) send(kind, box.value, kind === 'comment' ? crypto.randomUUID() : ids[kind]);
      else box.focus();
    };
    show(form, el('label', {}, label, box), problem);
    show(
      buttons,
      el('button', { class: kind === 'reject' ? 'no' : 'main', onclick: confirm }, button),
      el('button', { onclick: back }, 'Back'),
    );
    box.focus();
  };
  const first = [
    actions.includes('approve_step')
      ? el('button', { class: 'main', onclick: () => send('approve', '', ids.approve) }, 'Approve')
      : null,
    actions.includes('reject_step')
      ? el('button', { class: 'no', onclick: () => write('reject', 'Reason', 'Reject') }, 'Reject…')
      : null,
    el('button', { onclick: () => write('comment', 'Comment', 'Add comment') }, 'Comment…'),
  ];
  show(buttons, ...first);
}
