#!/usr/bin/env node
// Applies the monitoring of this folder to a Google Cloud project: node ops/apply.ts --help
import { setTimeout as sleep } from 'node:timers/promises';
import { GOOGLE_HOSTS } from './google-api.ts';
import { run } from './run.ts';

process.exitCode = await run(
  {
    folder: import.meta.dirname,
    hosts: GOOGLE_HOSTS,
    // Loaded only when it is needed: a dry run wants no credentials.
    token: async () => (await import('./token.ts')).accessToken(),
    fetch,
    sleep,
    print: (line) => console.log(line),
  },
  process.argv.slice(2),
);
