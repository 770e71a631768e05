// Entry of `npm start`: the embedded server.
import { enableCompileCache } from 'node:module';

// Before anything else is loaded: a start from the cache takes half the time.
enableCompileCache();
const { main } = await import('./cli/main.ts');
const { outliveReaders } = await import('./cli/io.ts');
outliveReaders();
process.exitCode = await main(['start', ...process.argv.slice(2)]);
