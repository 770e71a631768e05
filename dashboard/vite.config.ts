// How the dashboard becomes static files: no inline script or style, for the pages' policy allows none.
import { defineConfig } from 'vite';

/** Drawn by few screens, which load them when they are opened; their weight is counted by itself. */
const CHARTS = /node_modules\/(?:uplot|@dagrejs)\/|\/src\/(?:graph|plots)\//;

interface Chunk {
  readonly name: string;
  readonly moduleIds: readonly string[];
  readonly facadeModuleId: string | null;
}
/** Charts by their kind, screens by their folder, the rest by what they hold. */
function nameOf({ name, moduleIds, facadeModuleId }: Chunk): string {
  const screen = /\/src\/screens\/([\w-]+)\//.exec(facadeModuleId ?? '')?.[1];
  const label = moduleIds.some((id) => CHARTS.test(id)) ? `chart-${name}` : (screen ?? name);
  return `assets/${label}-[hash].js`;
}

const ENGINE = 'http://127.0.0.1:8787';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: 'public',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Which files a screen needs: for the test of their size.
    manifest: true,
    rolldownOptions: { output: { chunkFileNames: nameOf }, checks: { pluginTimings: false } },
  },
  // `npx vite dashboard` beside `npm start`: the same page, rebuilt as you type.
  server: { proxy: { '/api': ENGINE, '/session.json': ENGINE, '/simple': ENGINE, '/outbox': ENGINE } },
});
