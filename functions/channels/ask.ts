// How the reader can decide, in lines at the end of a message: by a reply, by a link that carries their right, or signed in.
import type { Channel } from '../core/user.ts';
import type { BuiltIn, Language } from './templates.ts';

export interface Ask {
  /** For a reply in the chat; null where a reply is not accepted. */
  readonly code: string | null;
  /** The signed page; null where a sign-in is needed. */
  readonly link: string | null;
  /** The plain address of the request on the dashboard. */
  readonly page: string | null;
}

export type Choice = 'approve' | 'reject';

/** The signed page with a choice already made; it still asks before anything happens. */
export const choiceLink = (link: string, choice: Choice): string =>
  `${link}${link.includes('#') ? '&' : '#'}choice=${choice}`;

/** The variables of templates that let the reader decide. */
export const askVariables = (ask: Ask | undefined) => ({
  code: ask?.code ?? null,
  link: ask?.link ?? null,
  page: ask?.page ?? null,
  approveLink: ask?.link == null ? null : choiceLink(ask.link, 'approve'),
  rejectLink: ask?.link == null ? null : choiceLink(ask.link, 'reject'),
});

/** The lines, '' where there are none. `codeInList`: one of the codes a list shows. */
export function askText(
  ask: Ask | undefined,
  channel: Channel,
  language: Language,
  { kind, codeInList }: { readonly kind: BuiltIn['kind']; readonly codeInList: string | null },
): string {
  const { deciding, list } = language;
  const { code, link, page } = ask ?? { code: null, link: null, page: null };
  const address = link ?? page;
  const label = { task: deciding.signIn, list: list.all, news: deciding.see }[kind];
  if (channel === 'in_app') return '';
  if (channel === 'email') {
    if (link !== null) return mailLinks(link, deciding);
    return page === null ? '' : `${label}: ${page}`;
  }
  const lines = address === null ? [] : [address];
  if (code !== null) return [...deciding.replies(code), ...lines].join('\n');
  if (codeInList !== null) return [deciding.repliesToList(codeInList), ...lines].join('\n');
  if (link !== null) return [`${deciding.onPage}:`, ...lines].join('\n');
  return (kind === 'task' && page !== null ? [`${deciding.signIn}:`, ...lines] : lines).join('\n');
}

function mailLinks(link: string, { approve, reject, caution }: Language['deciding']): string {
  const lines = [`${approve}: ${choiceLink(link, 'approve')}`, `${reject}: ${choiceLink(link, 'reject')}`];
  return `${lines.join('\n')}\n\n${caution}`;
}

/** Whether a text by a definition's own template already lets the reader decide. `named`: the variables it speaks of. */
export function letsDecide(text: string, named: readonly string[], { code, link, page }: Ask): boolean {
  // A code is four digits and may be in a text by chance; an address is not.
  if (code !== null && named.includes('code') && text.includes(code)) return true;
  return [link, page].some((address) => address !== null && text.includes(address));
}
