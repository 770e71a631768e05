// The command line: finds the command, checks its arguments, runs it, and turns failures into exit codes.
import { stripVTControlCharacters } from 'node:util';
import { type CommandDef, parseArgs, renderUsage } from 'citty';
import { NotConfigured } from '../../functions/config.ts';
import { Unusable } from '../unusable.ts';
import type { Arguments, Command } from './command.ts';
import { CommandFailed, type ExitCode, type Io, processIo, wrongUsage } from './io.ts';

/** Loaded when asked for: a server that starts need not know the demo. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).startCommand,
  demo: async () => (await import('./demo.ts')).demoCommand,
  check: async () => (await import('./check.ts')).checkCommand,
  diagram: async () => (await import('./diagram.ts')).diagramCommand,
  call: async () => (await import('./call.ts')).callCommand,
  report: async () => (await import('./figures.ts')).reportCommand,
  export: async () => (await import('./figures.ts')).exportCommand,
};
const HELP = ['help', '--help', '-h'];

/** Runs one command line and answers its exit code. */
export async function main(argv: readonly string[], io: Io = processIo): Promise<ExitCode> {
  const [name = 'help', ...rest] = argv;
  try {
    if (HELP.includes(name)) {
      io.out(await usage());
      return argv.length === 0 ? 2 : 0;
    }
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (load === undefined)
      return wrongUsage(`There is no command "${name}". Use one of: ${Object.keys(COMMANDS).join(', ')}.`);
    const command = await load();
    if (rest.some((arg) => HELP.includes(arg) && arg !== 'help')) {
      io.out(plain(await renderUsage(asCitty(name, command))));
      return 0;
    }
    return await command.run(argumentsOf(name, command, rest), io);
  } catch (error) {
    return failed(error, argv, io);
  }
}

function failed(error: unknown, argv: readonly string[], io: Io): ExitCode {
  if (!(error instanceof CommandFailed || error instanceof Unusable || error instanceof NotConfigured)) throw error;
  // Scripts that asked for JSON get JSON, whatever happened.
  if (argv.includes('--json')) io.out(JSON.stringify({ error: { message: error.message } }));
  io.err(error.message);
  return error instanceof CommandFailed ? error.exitCode : 1;
}

/** citty takes unknown options without a word; a misspelt one must not be ignored. */
function argumentsOf(name: string, { args }: Command, rest: readonly string[]): Arguments {
  const known = new Set(Object.entries(args).flatMap(([key, { type }]) => (type === 'positional' ? [] : [key])));
  for (const arg of rest) {
    if (arg === '--') break;
    const option = /^--?([^=]+)/.exec(arg)?.[1];
    if (option === undefined || known.has(option)) continue;
    const negated = option.replace(/^no-/, '');
    if (negated !== option && args[negated]?.type === 'boolean') continue;
    if (isValue(rest, arg, args)) continue;
    return wrongUsage(`"${name}" has no option "${arg}". See: countersign ${name} --help`);
  }
  try {
    return parseArgs([...rest], args) as Arguments;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return wrongUsage(`${reason} See: countersign ${name} --help`);
  }
}

/** Whether the argument is what an option before it was given, such as `--data -5`. */
function isValue(rest: readonly string[], arg: string, args: Command['args']): boolean {
  const before = /^--([^=]+)$/.exec(rest[rest.indexOf(arg) - 1] ?? '')?.[1];
  return before !== undefined && !arg.startsWith('--') && args[before]?.type === 'string';
}

const asCitty = (name: string, { description, args }: Command): CommandDef => ({
  meta: { name: `countersign ${name}`, description },
  args,
});

async function usage(): Promise<string> {
  const commands = Object.entries(COMMANDS).map(async ([name, load]) => [name, asCitty(name, await load())] as const);
  const text = await renderUsage({
    meta: { name: 'countersign', description: 'Approvals and workflows that nobody forgets' },
    subCommands: Object.fromEntries(await Promise.all(commands)),
  });
  return plain(text);
}

/** Help is read in logs and pagers too: without colours it is the same everywhere. */
const plain = (text: string): string => stripVTControlCharacters(text).trimEnd();
