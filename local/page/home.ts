// The first page of somebody who is signed in: their tasks, recent requests, and sample orders to start.
import type { JsonObject } from '../../functions/core/json.ts';
import { type Html, html } from './html.ts';
import { instanceRows } from './instances.ts';
import type { InstanceRow } from './model.ts';
import { type TaskCard, taskCards } from './tasks.ts';
import { valueText, type Words } from './words.ts';

export interface HomePage {
  readonly name: string;
  readonly cards: readonly TaskCard[];
  readonly rows: readonly (InstanceRow & { readonly title: string })[];
  readonly orders: readonly SampleOrder[];
}

/** A sample order with an id of its own, so that it can be started many times. */
export interface SampleOrder {
  readonly label: string;
  readonly data: JsonObject;
  readonly idempotencyKey: string;
}

export const homePage = ({ name, cards, rows, orders }: HomePage, words: Words): Html => html`<h1>${name}</h1>
<h2>Waiting for you</h2>${taskCards(cards, words)}
<h2>Recent requests</h2>${instanceRows(rows, words)}
${orders.length === 0 ? '' : html`<h2>Start a sample order</h2><div class="samples">${orders.map(startForm)}</div>`}`;

const startForm = ({ label, data, idempotencyKey }: SampleOrder): Html =>
  html`<form data-operation="startWorkflow" data-follow="yes" data-fields="${JSON.stringify({ workflowId: 'order-approval', data, idempotencyKey })}"><button><strong>${valueText(data.totalAmount ?? '')} ${valueText(data.currency ?? '')}</strong> ${label}</button></form>`;
