// Bundles the add-on for Apps Script: one Code.js, one sidebar.html, one manifest.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

/** What Apps Script, its menus and the sidebar call by name. Anything else stays inside the bundle. */
export const ENTRY_POINTS = {
  onOpen: '',
  onInstall: '',
  onEdit: 'event',
  menuSubmit: '',
  menuApprovals: '',
  menuRow: '',
  menuRefresh: '',
  menuApply: '',
  menuSettings: '',
  sidebarApprovals: '',
  sidebarDecide: 'decision',
  sidebarRow: '',
  sidebarEdits: '',
  sidebarApply: 'agreed',
  sidebarSettings: '',
  sidebarSave: 'settings',
} as const;

export interface BuildOptions {
  /** The only server this add-on will ever send anything to; "" leaves it to the settings of each spreadsheet. */
  readonly server: string;
  readonly apiKey: string;
}
export interface Built {
  readonly 'Code.js': string;
  readonly 'sidebar.html': string;
  readonly 'appsscript.json': string;
}

const here = (...path: readonly string[]): string => join(import.meta.dirname, ...path);
/** What the V8 runtime of Apps Script is sure to read. */
const TARGET = 'es2020';
const SERVER = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i;

export async function buildAddOn({ server, apiKey }: BuildOptions): Promise<Built> {
  if (server !== '' && !SERVER.test(server))
    throw new Error(`--server is an address such as https://approvals.example.com, not "${server}"`);
  if (server !== '' && apiKey === '') throw new Error('--api-key is missing: the Web API key of the Firebase project');
  return {
    'Code.js': await codeOf(server, apiKey),
    'sidebar.html': await pageOf(),
    'appsscript.json': manifestOf(server),
  };
}

/** Apps Script finds functions only where they are declared at the top of a file. */
async function codeOf(server: string, apiKey: string): Promise<string> {
  const declared = Object.entries(ENTRY_POINTS).map(
    ([name, parameter]) => `function ${name}(${parameter}) { return Countersign.${name}(${parameter}); }`,
  );
  return bundled(here('src', 'main.ts'), {
    globalName: 'Countersign',
    define: { BUILT_SERVER: JSON.stringify(server), BUILT_API_KEY: JSON.stringify(apiKey) },
    footer: { js: declared.join('\n') },
  });
}

async function pageOf(): Promise<string> {
  const script = await bundled(here('sidebar', 'sidebar.ts'), { minify: true });
  if (/<\/script|<!--/i.test(script)) throw new Error('the script of the sidebar would end its own element');
  const style = readFileSync(here('sidebar', 'sidebar.css'), 'utf8');
  return readFileSync(here('sidebar', 'sidebar.html'), 'utf8')
    .replace('/* style */', () => style)
    .replace('/* script */', () => script);
}

/** The list of addresses is what keeps a token from going anywhere else, whatever a spreadsheet's settings say. */
function manifestOf(server: string): string {
  const manifest = JSON.parse(readFileSync(here('appsscript.json'), 'utf8')) as { urlFetchWhitelist?: string[] };
  if (server === '') delete manifest.urlFetchWhitelist;
  else manifest.urlFetchWhitelist = [...(manifest.urlFetchWhitelist ?? []), `${server}/`];
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

async function bundled(entry: string, options: Parameters<typeof build>[0]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: TARGET,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { server: { type: 'string', default: '' }, 'api-key': { type: 'string', default: '' } },
  });
  const files = await buildAddOn({ server: values.server.replace(/\/+$/, ''), apiKey: values['api-key'] });
  mkdirSync(here('dist'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(here('dist', name), text);
    console.log(`sheets/dist/${name}  ${(Buffer.byteLength(text) / 1024).toFixed(1)} kB`);
  }
  if (values.server === '')
    console.log(
      'Built for development: each spreadsheet says its server. For people, build with --server and --api-key.',
    );
}
