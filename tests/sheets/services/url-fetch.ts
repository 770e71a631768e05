// UrlFetchApp over real HTTP: it refuses unknown options, and fails as a whole when one address does not answer.
import type { Http, HttpRequest } from './http.ts';
import { complete, signature } from './strict.ts';

const OPTIONS = new Set([
  'url',
  'method',
  'contentType',
  'headers',
  'payload',
  'muteHttpExceptions',
  'followRedirects',
  'validateHttpsCertificates',
]);
const METHODS = new Set(['get', 'delete', 'patch', 'post', 'put']);

export interface Net {
  readonly http: Http;
  /** Public addresses, and where they are answered here. */
  readonly routes: ReadonlyMap<string, string>;
  /** Of the manifest; null where it has none. */
  readonly allowed: readonly string[] | null;
  /** What was sent, one entry for each fetch and fetchAll. */
  readonly sent: HttpRequest[][];
}

export function urlFetchService(net: Net, mayCall: (name: string) => void): object {
  const send = (name: string, asked: readonly unknown[]): readonly object[] => {
    mayCall(name);
    const requests = asked.map((one) => requestOf(net, one as Readonly<Record<string, unknown>>));
    net.sent.push(requests);
    const routed = requests.map((request) => ({ ...request, url: routeOf(net, request.url) }));
    const answers = net.http.send(routed);
    const silent = answers.findIndex(({ code }) => code === 0);
    if (silent >= 0) throw new Error(`Exception: Address unavailable: ${requests[silent]?.url}`);
    return answers.map(({ code, text }) =>
      complete('HTTPResponse', { getResponseCode: () => code, getContentText: () => text }),
    );
  };
  return complete('UrlFetchApp', {
    fetch(...args: unknown[]) {
      signature('UrlFetchApp.fetch', args, 'string', 'object');
      return send('UrlFetchApp.fetch', [{ ...(args[1] as object), url: args[0] }])[0];
    },
    fetchAll(...args: unknown[]) {
      signature('UrlFetchApp.fetchAll', args, 'array');
      return send('UrlFetchApp.fetchAll', args[0] as readonly unknown[]);
    },
  });
}

function requestOf(net: Net, asked: Readonly<Record<string, unknown>>): HttpRequest {
  for (const name of Object.keys(asked))
    if (!OPTIONS.has(name)) throw new Error(`Exception: Attribute provided with no value or unknown: ${name}`);
  const { url, method = 'get', contentType = 'application/x-www-form-urlencoded', headers = {}, payload } = asked;
  if (typeof url !== 'string' || !/^https?:\/\//.test(url))
    throw new Error(`Exception: Attribute provided with invalid value: url`);
  if (typeof method !== 'string' || !METHODS.has(method))
    throw new Error('Exception: Attribute provided with invalid value: method');
  if (asked.muteHttpExceptions !== true)
    throw new Error('Exception: Request failed; use muteHttpExceptions to examine the response');
  if (net.allowed !== null && !net.allowed.some((prefix) => url.startsWith(prefix)))
    throw new Error(
      `Exception: Access to the URL ${url} was denied: it is not in the urlFetchWhitelist of the manifest.`,
    );
  return {
    url,
    method: method.toUpperCase(),
    headers: { ...(headers as Record<string, string>), 'content-type': String(contentType) },
    ...(payload === undefined ? {} : { body: String(payload) }),
  };
}

function routeOf({ routes }: Net, url: string): string {
  const found = [...routes].find(([from]) => url.startsWith(from));
  return found === undefined ? url : `${found[1]}${url.slice(found[0].length)}`;
}
