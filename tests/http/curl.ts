// As much of curl as the documents use, for machines without it: -s, -d <body>, -H <header>, and the address.
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const FILE = join(import.meta.dirname, 'curl.ts');

/** Shell lines after which `curl` works, also where there is none. */
export const withCurl = (script: string): string =>
  `command -v curl > /dev/null || curl() { '${process.execPath}' '${FILE}' "$@"; }\n${script}`;

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      silent: { type: 'boolean', short: 's' },
      data: { type: 'string', short: 'd' },
      header: { type: 'string', short: 'H', multiple: true },
    },
  });
  const headers = (values.header ?? []).map((line): [string, string] => {
    const [name = '', ...value] = line.split(':');
    return [name, value.join(':').trim()];
  });
  const body = values.data;
  const response = await fetch(
    positionals[0] ?? '',
    body === undefined ? { headers } : { method: 'POST', headers, body },
  );
  process.stdout.write(await response.text());
}

if (import.meta.main) await main(process.argv.slice(2));
