// Runs the tests that need the emulators: starts the cloud stack once, runs them against it, and stops it.
// usage: npm run test:emulators -- [--report <folder>] [part of a file name …]
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { Unstartable } from '../emulators/suite/failure.ts';
import { troublesIn } from '../emulators/suite/firebase.ts';
import { whenStarterEnds } from '../emulators/suite/parent.ts';
import { startSuite } from '../emulators/suite/suite.ts';
import { usableTools } from '../emulators/suite/usable.ts';
import { runTests } from './test-runner.ts';

/** Where tests find the stack's own address; the emulators' are in the usual variables. */
const URL_VARIABLE = 'COUNTERSIGN_EMULATED_URL';
const CONFIG = 'emulators/vitest.config.ts';

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { report: { type: 'string' } },
    allowPositionals: true,
  });
  const say = (text: string): void => console.error(text);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  whenStarterEnds(stop);
  const suite = await startSuite({
    tools: await usableTools(say),
    port: 0,
    samples: true,
    ticks: true,
    say,
    signal: stopping.signal,
  });
  let isOver = false;
  void suite.ended.then(() => {
    if (isOver) return;
    // Tests against nothing would only fail one after the other, each after its time.
    say(stopping.signal.aborted ? 'stopped' : `The emulators ended by themselves; see ${suite.log}.`);
    process.exit(1);
  });
  Object.assign(process.env, suite.hosts, { [URL_VARIABLE]: suite.url, METADATA_SERVER_DETECTION: 'none' });
  await runTests({ folder: values.report ?? null, config: CONFIG, filters: positionals });
  isOver = true;
  await suite.stop();
  if (process.exitCode === undefined || process.exitCode === 0) rmSync(dirname(suite.log), { recursive: true });
  else say(`From ${suite.log}:\n${troublesIn(suite.log)}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Unstartable ? error.message : error);
  process.exitCode = 1;
}
