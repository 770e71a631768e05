// Entry of `npm run emulators`: the cloud stack on this machine. Prints `ready <url>` when it serves.
import { parseArgs } from 'node:util';
import { Unstartable } from './suite/failure.ts';
import { whenStarterEnds } from './suite/parent.ts';
import { startSuite } from './suite/suite.ts';
import { usableTools } from './suite/usable.ts';

const USAGE = 'usage: npm run emulators -- [--port 8787] [--no-samples]   (port 0 picks a free one)';
const PORT_DEFAULT = '8787';
const say = (text: string): void => console.error(text);

const signInHelp = (url: string, log: string): string => `
The cloud stack serves at ${url}; everything it prints is in ${log}. Ctrl-C stops it.
Sign in as one of the sample people and call operations with the token:
  curl -s ${url}/api/signIn -H 'content-type: application/json' -d '{"data":{"userId":"requester-1"}}'
  curl -s ${url}/api/listMyTasks -H 'content-type: application/json' -H 'authorization: Bearer <token>' -d '{"data":{}}'
or on the command line: npm run -s countersign -- call listMyTasks --data '{}' --url ${url} --as sr-1`;

interface Options {
  readonly port: number;
  readonly samples: boolean;
}

/** null: wrong usage. */
function optionsOf(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: PORT_DEFAULT },
        samples: { type: 'boolean', default: true },
      },
      allowNegative: true,
    });
    const port = Number(values.port);
    return Number.isInteger(port) && port >= 0 && port <= 65_535 ? { port, samples: values.samples } : null;
  } catch {
    return null;
  }
}

/** Answers the exit code when the stack has ended: 0 it was stopped, 1 it could not go on, 2 wrong usage. */
async function main(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  if (options === null) {
    say(USAGE);
    return 2;
  }
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  whenStarterEnds(stop);
  try {
    const tools = await usableTools(say);
    const suite = await startSuite({ tools, ...options, ticks: true, say, signal: stopping.signal });
    console.log(`ready ${suite.url}`);
    say(signInHelp(suite.url, suite.log));
    await suite.ended;
    if (!stopping.signal.aborted) throw new Unstartable(`The stack ended by itself; see ${suite.log}.`);
    return 0;
  } catch (error) {
    if (stopping.signal.aborted) return 0;
    say(error instanceof Unstartable ? error.message : String((error as Error).stack ?? error));
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
