// Where a call may go: one plain spelling of an https address, to a host and port on the allow-list.
import { err, ok, type Result } from '../../core/result.ts';

export interface Target {
  /** Lower case, never an address. */
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
}

export interface AllowedHost {
  readonly host: string;
  readonly port: number;
  /** Any host below `host`, not `host` itself. */
  readonly isSuffix: boolean;
}

export const URL_CHARS_MAX = 2_048;
const HOST_CHARS_MAX = 253;
const HTTPS_PORT = 443;

/**
 * Scheme, host, port, path and query in the characters that every parser reads the same way. Whatever is not written
 * so is refused: user names, fragments, backslashes, spaces and unseen characters, brackets, letters beyond ASCII.
 */
const PLAIN_URL = /^https:\/\/([A-Za-z0-9.-]+)(?::(\d{1,5}))?(?:[/?][A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*)?$/i;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** A last label that is a number, decimal or hexadecimal, would make the host an address. */
const LAST_LABEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/** The target of a URL on the allow-list, or why there is none. The reason repeats nothing of the URL. */
export function targetOf(url: unknown, allowed: readonly AllowedHost[]): Result<Target, string> {
  if (typeof url !== 'string' || url === '') return err('"url" is missing or is not text');
  if (url.length > URL_CHARS_MAX) return err(`"url" is longer than ${URL_CHARS_MAX} characters`);
  if (!/^https:/i.test(url)) return err('"url" does not begin with https://');
  const match = PLAIN_URL.exec(url);
  const host = match?.[1]?.toLowerCase() ?? '';
  if (match === null || /%(?![0-9A-Fa-f]{2})/.test(url) || !isHostName(host))
    return err('"url" is not in the plain form https://host[:port]/path with a host name');
  const parsed = URL.parse(url);
  // A second reading that differs means that somebody could be misled about the destination.
  if (parsed === null || parsed.hostname !== host) return err('the host of "url" can be read in two ways');
  const port = parsed.port === '' ? HTTPS_PORT : Number(parsed.port);
  if (!allowed.some((one) => matches(one, host, port))) return err('the host of "url" is not on the allow-list');
  return ok({ host, port, path: `${parsed.pathname}${parsed.search}` });
}

/** Entries are `host`, `*.suffix`, and either with `:port`; without one, port 443. Throws for anything else. */
export const allowListOf = (entries: readonly string[]): readonly AllowedHost[] =>
  entries.map((entry) => {
    const [, star, name = '', port] = /^(\*\.)?([A-Za-z0-9.-]+)(?::(\d{1,5}))?$/.exec(entry) ?? [];
    const host = name.toLowerCase();
    const number = port === undefined ? HTTPS_PORT : Number(port);
    if (!isHostName(host) || number < 1 || number > 65_535)
      throw new TypeError(`"${entry}" is no entry of an allow-list: host.example, *.host.example, host.example:8443`);
    return { host, port: number, isSuffix: star !== undefined };
  });

const matches = (allowed: AllowedHost, host: string, port: number): boolean =>
  allowed.port === port && (allowed.isSuffix ? host.endsWith(`.${allowed.host}`) : host === allowed.host);

/** At least two labels: a single one is a name of the local network, or a whole top-level domain. */
function isHostName(host: string): boolean {
  const labels = host.split('.');
  return (
    host.length <= HOST_CHARS_MAX &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    LAST_LABEL.test(labels.at(-1) as string)
  );
}
