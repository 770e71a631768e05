// Runs all tests that need nothing but this machine, with coverage: node scripts/run-tests.ts <folder for its reports>
import { runTests } from './test-runner.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/run-tests.ts <folder>');
await runTests({ folder });
