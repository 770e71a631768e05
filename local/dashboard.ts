// The dashboard's files as the embedded server serves them: built from its sources when these were never built before.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import lock from '../package-lock.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '..');
const SOURCES = join(ROOT, 'dashboard');
const CACHE = join(ROOT, 'node_modules', '.cache', 'countersign');
/** Builds kept for branches one comes back to. */
const BUILDS_MAX = 5;

/** Path in a URL (`/assets/main-1.js`) → text. */
export type Files = ReadonlyMap<string, string>;

export interface DashboardOptions {
  /** Told before a build, which takes about a second. */
  readonly building: () => void;
}

/**
 * What a build holds follows from its sources, so that it is kept under their hash: two servers that start at once build
 * twice at worst, and neither ever sees half a build.
 */
export async function dashboardFiles({ building }: DashboardOptions): Promise<Files> {
  const folder = join(CACHE, `dashboard-${hashOfSources()}`);
  if (!existsSync(folder)) {
    building();
    await buildInto(folder);
    forgetOld();
  }
  return new Map(filesIn(folder).map((file) => [urlOf(folder, file), readFileSync(file, 'utf8')]));
}

/** Writes the dashboard to a folder as Vite builds it. */
export async function buildDashboard(outDir: string): Promise<void> {
  // Only who builds loads the bundler.
  const { build } = await import('vite');
  await build({
    configFile: join(SOURCES, 'vite.config.ts'),
    // Standard output has one line, and it is the server's.
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  });
}

async function buildInto(folder: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const made = mkdtempSync(join(CACHE, 'building-'));
  try {
    await buildDashboard(made);
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    // Another server was faster.
    if (!existsSync(folder)) throw error;
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256').update(versionsOf('vite', 'preact', '@preact/signals', 'firebase'));
  for (const file of filesIn(SOURCES).filter(isSource)) {
    hash.update(`\0${relative(SOURCES, file)}\0`);
    hash.update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

const versionsOf = (...names: readonly string[]): string =>
  names.map((name) => (lock.packages as Record<string, { version?: string }>)[`node_modules/${name}`]?.version).join();

const isSource = (file: string): boolean => {
  const path = relative(SOURCES, file);
  return !path.startsWith(`dist${sep}`) && !/\.(?:test\.ts|md|d\.ts)$/.test(path);
};

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

const urlOf = (folder: string, file: string): string => `/${relative(folder, file).split(sep).join('/')}`;

function forgetOld(): void {
  const builds = readdirSync(CACHE, { withFileTypes: true }).filter(({ name }) => name.startsWith('dashboard-'));
  const newestFirst = builds.map(({ name }) => join(CACHE, name)).sort((a, b) => builtAt(b) - builtAt(a));
  for (const old of newestFirst.slice(BUILDS_MAX)) rmSync(old, { recursive: true, force: true });
}

const builtAt = (folder: string): number => statSync(folder).mtimeMs;
