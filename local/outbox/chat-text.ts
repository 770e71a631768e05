// A message of the chat as it looks there: *bold*, and addresses that open in a tab of their own.
import { type Html, html } from '../page/html.ts';

const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]»”’'*_~])/;
/** The marks stand outside of words and close around something. */
const BOLD = /(?<![\p{L}\p{N}*])\*((?=\S)[^*\n]*[^\s*])\*(?![\p{L}\p{N}*])/u;

/** Addresses first: the tokens in them may hold every mark. */
export const chatText = (text: string): Html =>
  html`${text.split(ADDRESS).map((part, at) => (at % 2 === 1 ? linkTo(part) : boldIn(part)))}`;

/** Plain text whose addresses can be followed. */
export const linkedText = (text: string): Html =>
  html`${text.split(ADDRESS).map((part, at) => (at % 2 === 1 ? linkTo(part) : part))}`;

const linkTo = (url: string): Html => html`<a href="${url}" target="_blank" rel="noopener">${url}</a>`;

const boldIn = (text: string): Html =>
  html`${text.split(BOLD).map((part, at) => (at % 2 === 1 ? html`<strong>${part}</strong>` : part))}`;

/** One line without marks, for lists. */
export const plainLine = (text: string): string => text.split(BOLD).join('').replaceAll(/\s+/g, ' ').trim();
