// Instances: the list of recent ones, and one with its steps, its timeline and the messages it sent.

import { labelOf } from '../../functions/core/views/fields.ts';
import { type Html, html } from './html.ts';
import type { InstanceRow, InstanceView, StepRow } from './model.ts';
import { type TaskCard, taskCard } from './tasks.ts';
import { chip, inWords, remark, valueText, type Words } from './words.ts';

export function instanceRows(rows: readonly (InstanceRow & { readonly title: string })[], words: Words): Html {
  if (rows.length === 0) return html`<p class="empty">No requests yet.</p>`;
  return html`<ul class="rows">${rows.map(
    (row) => html`<li><a href="/simple/instances/${row.instanceId}">${row.title}</a> ${chip(row.outcome ?? row.status)}
<span class="quiet">${words.name(row.startedBy)}, ${words.moment(row.startedAt)}${waitsFor(row, words)}</span></li>`,
  )}</ul>`;
}

function waitsFor({ openSteps }: InstanceRow, words: Words): string {
  const people = [...new Set(openSteps.flatMap(({ assignees }) => assignees))];
  return people.length === 0 ? '' : ` · waits for ${people.map((id) => words.name(id)).join(', ')}`;
}

export interface InstancePage {
  readonly view: InstanceView;
  readonly workflowName: string;
  /** Names of steps by id, in the order of the definition. */
  readonly stepNames: ReadonlyMap<string, string>;
  /** Tasks of the reader in this instance. */
  readonly cards: readonly TaskCard[];
  readonly isAuditWhole: boolean;
}

export function instancePage(page: InstancePage, words: Words): Html {
  const { view, workflowName, cards } = page;
  return html`<h1>${workflowName}: ${titleOf(view)} ${chip(view.outcome ?? view.status)}</h1>
<p class="quiet">Asked for by ${words.name(view.startedBy)}, ${words.moment(view.startedAt)}${view.completedAt === undefined ? '' : html` · ended ${words.moment(view.completedAt)}`}${view.reason === undefined ? '' : html` · ${view.reason}`}</p>
${cards.map((card) => taskCard(card, words))}
<h2>Steps</h2>${steps(page, words)}
<h2>Timeline</h2>${timeline(page, words)}
<h2>Messages</h2>${messages(view, words)}
<h2>Request</h2><dl class="card">${Object.entries(view.data).flatMap(([label, value]) =>
    typeof value === 'object' ? [] : [html`<div><dt>${labelOf(label)}</dt><dd>${valueText(value)}</dd></div>`],
  )}</dl>
<p class="quiet">${page.isAuditWhole ? '✓ The audit trail is whole: every entry carries the hash of the one before.' : '✗ The audit trail has been changed!'}</p>`;
}

const steps = ({ view, stepNames }: InstancePage, words: Words): Html =>
  html`<ol class="steps">${[...stepNames].map(([id, name]) => {
    const step = view.steps[id];
    return step === undefined ? '' : html`<li><span>${name}</span> ${chip(stateOf(step))}${detail(step, words)}</li>`;
  })}</ol>`;

const stateOf = ({ state, outcome }: StepRow): string =>
  state === 'completed' && outcome !== undefined && outcome !== 'done' ? outcome : state;

function detail({ state, assignees = [], endedAt, error }: StepRow, words: Words): Html {
  const who = state === 'skipped' || assignees.length === 0 ? '' : assignees.map((id) => words.name(id)).join(', ');
  return html` <span class="quiet">${who}${endedAt === undefined || state === 'skipped' ? '' : html` ${words.moment(endedAt)}`}${error === undefined ? '' : html` ${error}`}</span>`;
}

/** What only the engine's own bookkeeping needs is left out here; the audit has it all. */
const UNTOLD: ReadonlySet<string> = new Set([
  'action_completed',
  'compensation_planned',
  'message_sent',
  'messages_queued',
  'step_skipped',
  'step_started',
]);
const WORDS: Readonly<Record<string, string>> = {
  workflow_started: 'Asked for',
  compensation_completed: 'Undone',
  compensation_failed: 'Could not be undone',
};

const timeline = ({ view, stepNames }: InstancePage, words: Words): Html =>
  html`<ol class="timeline">${view.history
    .filter(({ action }) => !UNTOLD.has(action))
    .map(({ action, at, actor, stepId, data }) => {
      const said = remark(data);
      return html`<li>${words.moment(at)} <span>${WORDS[action] ?? inWords(action)}${stepId === undefined ? '' : html`: ${stepNames.get(stepId) ?? stepId}`}</span>
<span class="quiet">${words.name(actor)}${assigned(action, data, words)}</span>${said === '' ? '' : html`<q>${said}</q>`}</li>`;
    })}</ol>`;

function assigned(action: string, data: { readonly [key: string]: unknown }, words: Words): string {
  if (!['step_assigned', 'step_reassigned', 'step_escalated'].includes(action) || !Array.isArray(data.assignees))
    return '';
  return ` → ${data.assignees.map(({ user }: { user: string }) => words.name(user)).join(', ')}`;
}

const messages = ({ messages: all }: InstanceView, words: Words): Html =>
  all.length === 0
    ? html`<p class="empty">None yet.</p>`
    : html`<ul class="rows">${all.map(
        ({ to, channel, template, state, at }) =>
          html`<li>${inWords(template.replace(/^workflow_/, ''))} ${chip(state)} <span class="quiet">to ${words.name(to)} by ${channel === 'in_app' ? 'the app' : channel}, ${words.moment(at)}</span></li>`,
      )}</ul>`;

/** What people call a request: the first field that ends in "Id", or the instance's own. */
export function titleOf({ data, instanceId }: Pick<InstanceView, 'data' | 'instanceId'>): string {
  const [, id] = Object.entries(data).find(([name, value]) => /Id$/.test(name) && typeof value === 'string') ?? [];
  return typeof id === 'string' ? id : instanceId.slice(0, 8);
}
