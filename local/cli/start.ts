// `start`: the embedded server, until it is told to stop.
import { flushCompileCache } from 'node:module';
import { jsonLog } from '../../functions/platform/embedded/log.ts';
import type { Log, Severity } from '../../functions/platform/platform.ts';
import { startServer } from '../server.ts';
import { type Arguments, type Command, JSON_OPTION, textOf } from './command.ts';
import { type ExitCode, type Io, wrongUsage } from './io.ts';

const DEFAULT_PORT = 8787;
const DEFAULT_FOLDER = '.countersign';
const QUIET: ReadonlySet<Severity> = new Set(['debug', 'info']);

export interface StartOptions {
  readonly port: number;
  readonly data: string | null;
  readonly clock: 'real' | 'virtual';
  readonly samples: boolean;
}

export function startOptions(args: Arguments): StartOptions {
  const port = textOf(args, 'port') ?? String(DEFAULT_PORT);
  const clock = textOf(args, 'clock') ?? 'real';
  const data = textOf(args, 'data');
  if (args._.length > 0)
    wrongUsage(`start takes options only, not "${args._.join(' ')}". See: countersign start --help`);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    wrongUsage(`"${port}" is not a port. Use --port <0 to 65535>; 0 picks a free one.`);
  if (clock !== 'real' && clock !== 'virtual') return wrongUsage(`There is no clock "${clock}". Use real or virtual.`);
  if (data === '') wrongUsage('--data needs a folder. Use --memory to keep nothing.');
  if (data !== undefined && args.memory === true) wrongUsage('Use either --data or --memory, not both.');
  return {
    port: Number(port),
    data: args.memory === true ? null : (data ?? DEFAULT_FOLDER),
    clock,
    samples: args.samples !== false,
  };
}

export const startCommand: Command = {
  description: 'Run the embedded server on this machine',
  args: {
    port: { type: 'string', valueHint: '8787', description: 'Port on 127.0.0.1; 0 picks a free one' },
    data: { type: 'string', valueHint: 'folder', description: 'Where the data are kept (default: .countersign)' },
    memory: { type: 'boolean', default: false, description: 'Keep nothing: all is gone when it stops' },
    clock: { type: 'string', valueHint: 'real|virtual', description: 'virtual: time stands still until advanceClock' },
    samples: {
      type: 'boolean',
      default: true,
      description: 'Sample people, workflows and records',
      negativeDescription: 'Nothing but one administrator, admin-1',
    },
    json: JSON_OPTION,
  },
  run: (args, io) => runServer(startOptions(args), io, { json: args.json === true, stopped: signalled() }),
};

export interface Running {
  readonly json: boolean;
  /** Resolves with the reason why the server is to stop. */
  readonly stopped: Promise<string>;
}

export async function runServer(options: StartOptions, io: Io, { json, stopped }: Running): Promise<ExitCode> {
  const stream = {
    write: (line: string) => {
      io.err(line.trimEnd());
      return true;
    },
  };
  const all = jsonLog({ stream, clock: Date });
  // What goes well is in the audit; a terminal shows what needs somebody.
  const log: Log = { write: (severity, ...entry) => QUIET.has(severity) || all.write(severity, ...entry) };
  const building = () => io.err('Building the dashboard; this is done once for each version of it.');
  const server = await startServer({ ...options, log, building });
  io.out(json ? JSON.stringify({ ready: server.url }) : `ready ${server.url}`);
  io.err(`Open ${server.url} in a browser. Data: ${server.place}. Stop with Ctrl+C.`);
  // A server that is killed leaves the next one a quick start too.
  flushCompileCache();
  const reason = await stopped;
  io.err(`${reason}: finishing what is under way.`);
  await server.close();
  return 0;
}

const signalled = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
