// How the dashboard becomes static files: no inline script or style, for the pages' policy allows none.
import { defineConfig } from 'vite';

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
  },
  // `npx vite dashboard` beside `npm start`: the same page, rebuilt as you type.
  server: { proxy: { '/api': ENGINE, '/session.json': ENGINE, '/simple': ENGINE, '/outbox': ENGINE } },
});
