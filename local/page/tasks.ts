// Tasks as cards: the fields that decide, and a button for each decision.
import { formField } from './form.ts';
import { type Html, html } from './html.ts';
import type { FormField, Task } from './model.ts';
import { valueText, type Words } from './words.ts';

export interface TaskCard {
  readonly task: Task;
  readonly form: readonly FormField[];
  /** The same for every click on this rendering: a double click decides once. */
  readonly commandId: string;
}

export function taskCards(cards: readonly TaskCard[], words: Words): Html {
  if (cards.length === 0)
    return html`<p class="empty">Nothing waits for you. Requests that need your decision appear here.</p>`;
  return html`<div class="cards">${cards.map((card) => taskCard(card, words))}</div>`;
}

export function taskCard(card: TaskCard, words: Words): Html {
  const { task } = card;
  return html`<article class="card">
<h3><a href="/simple/instances/${task.instanceId}">${task.name}</a></h3>
<p class="quiet">${task.workflowName}, from ${words.name(task.requester)}${task.onBehalfOf === undefined ? '' : `, in place of ${words.name(task.onBehalfOf)}`}${task.priority === 'medium' ? '' : ` · ${task.priority} priority`}</p>
<dl>${task.fields.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${valueText(value)}</dd></div>`)}</dl>
<p class="quiet">Since ${words.moment(task.assignedAt)}${task.dueAt === undefined ? '' : html` · due ${words.moment(task.dueAt)}`}</p>
${task.type === 'approval' ? decisions(card) : completion(card)}
</article>`;
}

const fieldsOf = ({ task: { instanceId, stepId, attempt }, commandId }: TaskCard, kind: string): string =>
  JSON.stringify({ instanceId, stepId, attempt, commandId: `${commandId}-${kind}` });

const decisions = (card: TaskCard): Html => html`<div class="actions">
<form data-operation="approveStep" data-fields="${fieldsOf(card, 'approve')}">${card.form.map(formField)}<button class="good">Approve</button></form>
<details><summary>Reject …</summary>
<form data-operation="rejectStep" data-fields="${fieldsOf(card, 'reject')}"><label>Reason, which the requester will read <input name="reason" required maxlength="4000"></label><button class="bad">Reject</button></form>
</details>
</div>`;

const completion = (card: TaskCard): Html => html`<div class="actions">
<form data-operation="completeStep" data-fields="${fieldsOf(card, 'complete')}">${card.form.map(formField)}<button class="good">Complete</button></form>
</div>`;
