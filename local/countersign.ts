#!/usr/bin/env node
// Entry of the command line.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { main } = await import('./cli/main.ts');
const { outliveReaders } = await import('./cli/io.ts');
outliveReaders();
process.exitCode = await main(process.argv.slice(2));
