// The few drawings of the outbox, in one stroke width.
import { type Html, html } from '../page/html.ts';
import type { State } from './words.ts';

export const ICONS = {
  mark: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12.5l5 5L20 6.5"/><path d="M4 20h16" opacity=".45"/></svg>`,
  back: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5l-7 7 7 7"/></svg>`,
  send: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12l16-8-5 16-3.5-6.5z"/><path d="M11.5 13.5L20 4"/></svg>`,
  whatsapp: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 11.5a8 8 0 0 1-11.8 7L4 20l1.4-4.2A8 8 0 1 1 20 11.5z"/></svg>`,
  email: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="M4 7l8 6 8-6"/></svg>`,
  in_app: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 16.5V11a6 6 0 1 1 12 0v5.5l1.5 1.5h-15z"/><path d="M10 20.5h4"/></svg>`,
  signal: html`<svg class="signal" viewBox="0 0 48 14" aria-hidden="true"><rect x="0" y="9" width="3" height="4" rx="1"/><rect x="5" y="6" width="3" height="7" rx="1"/><rect x="10" y="3" width="3" height="10" rx="1"/><rect x="15" y="0" width="3" height="13" rx="1"/><rect class="cell" x="25.5" y="1.5" width="18" height="10" rx="3"/><rect x="27.5" y="3.5" width="11" height="6" rx="1.5"/><rect x="45" y="4.5" width="2" height="4" rx="1"/></svg>`,
} as const;

const ONE = html`<path d="M2 7l3.2 3.2L11.5 3"/>`;
const TWO = html`<path d="M2 7l3.2 3.2L11.5 3"/><path d="M8 9.600l.8.6L15.2 3"/>`;

export const ticks = (state: State, label: string): Html =>
  html`<svg class="ticks ${state}" viewBox="0 0 17 13" role="img" aria-label="${label}"><title>${label}</title>${state === 'sent' ? ONE : TWO}</svg>`;
