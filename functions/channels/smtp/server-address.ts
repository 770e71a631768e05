// Which mail server, from its URL: what the client needs to know, and nothing that a URL could weaken.

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  /** Not a word before TLS, where it does not begin with it. */
  readonly requireTLS: boolean;
  readonly ignoreTLS: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

const SHAPE = 'smtps://user:password@host or smtp://user:password@host:587';

/** Throws an error that says what is wrong, and never shows the URL. */
export function serverAddressOf(url: string): ServerAddress {
  const parsed = URL.parse(url);
  if (parsed === null || !/^smtps?:$/.test(parsed.protocol) || parsed.hostname === '')
    throw new Error(`the mail server's URL is of the form ${SHAPE}`);
  if (parsed.search !== '' || parsed.hash !== '' || !/^\/?$/.test(parsed.pathname))
    throw new Error(`the mail server's URL ends with its host or port: ${SHAPE}`);
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  const secure = parsed.protocol === 'smtps:';
  const requireTLS = !secure && !isLoopback(host);
  const port = parsed.port === '' ? (secure ? 465 : 587) : Number(parsed.port);
  const server = { host, port, secure, requireTLS, ignoreTLS: !secure && !requireTLS };
  if (parsed.username === '') return server;
  return { ...server, auth: { user: decoded(parsed.username), pass: decoded(parsed.password) } };
}

const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Error('a "%" in the user or the password of the mail server\'s URL is written "%25"');
  }
}
