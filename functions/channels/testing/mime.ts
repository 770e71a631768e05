// Reads a mail as a person's program would: its headers decoded, its parts by type.

export interface Mail {
  /** Names in lower case; one that stands twice has both values. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** By content type. */
  readonly parts: Readonly<Record<string, string>>;
}

export function parseMail(raw: string): Mail {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = headersOf(head);
  return { headers, parts: partsOf(headers, rest.join('\r\n\r\n')) };
}

function headersOf(head: string): Mail['headers'] {
  const headers: Record<string, string[]> = {};
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [, name = '', value = ''] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    if (name === '') throw new Error(`not a header: ${JSON.stringify(line)}`);
    headers[name.toLowerCase()] = [...(headers[name.toLowerCase()] ?? []), decodedWords(value)];
  }
  return headers;
}

function partsOf(headers: Mail['headers'], body: string): Mail['parts'] {
  const contentType = headers['content-type']?.[0] ?? 'text/plain';
  const type = contentType.split(';')[0]?.trim() ?? '';
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) return { [type]: decodedBody(headers['content-transfer-encoding']?.[0] ?? '7bit', body) };
  const inner = body.split(`--${boundary}`).slice(1, -1);
  return Object.assign({}, ...inner.map((part) => parseMail(part.replace(/^\r\n|\r\n$/g, '')).parts));
}

function decodedBody(encoding: string, body: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? quotedPrintable(body.replace(/=\r\n/g, '')) : body;
}

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** Words in another alphabet: =?UTF-8?B?…?= */
const decodedWords = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/(?:=\?utf-8\?[bq]\?[^?]*\?=)+/gi, (run) =>
      Buffer.concat(
        [...run.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, kind, text]) => bytesOf(kind, text)),
      ).toString('utf8'),
    );

const bytesOf = (kind = 'b', text = ''): Buffer =>
  kind.toLowerCase() === 'b'
    ? Buffer.from(text, 'base64')
    : Buffer.from(quotedPrintable(text.replaceAll('_', ' ')), 'utf8');
