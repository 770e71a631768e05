// Where the reader is: the address holds all state that is worth a link.
import { signal } from '@preact/signals';
import { type Params, toUrl } from './match.ts';

export interface Place {
  readonly path: string;
  readonly query: Params;
}

const read = (): Place => ({
  path: location.pathname,
  query: Object.fromEntries(new URLSearchParams(location.search)),
});

export const place = signal<Place>(read());

export function go(to: string, { isReplacing = false }: { readonly isReplacing?: boolean } = {}): void {
  if (to === location.pathname + location.search) return;
  const isNewPath = to.split('?')[0] !== location.pathname;
  history[isReplacing ? 'replaceState' : 'pushState'](null, '', to);
  place.value = read();
  if (isNewPath) scrollTo(0, 0);
}

/** Changes a part of the query; null or empty takes a name out. A filter is no page of its own to go back to. */
export const setQuery = (changes: Readonly<Record<string, string | null>>): void =>
  go(toUrl(place.value.path, { ...place.value.query, ...changes }), { isReplacing: true });

/** Plain links are links of the app: every `<a href>` works, also opened in a new tab. */
export function listenToLinks(isOurs: (path: string) => boolean): void {
  addEventListener('popstate', () => {
    place.value = read();
  });
  addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link === null || !isPlain || event.defaultPrevented || link.target !== '' || link.hasAttribute('download'))
      return;
    if (link.origin !== location.origin || !isOurs(link.pathname)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
