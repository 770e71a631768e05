// Where commands print, and how they say that they end badly.

export interface Io {
  /** Standard output: what was asked for. */
  readonly out: (text: string) => void;
  /** Standard error: hints and problems. */
  readonly err: (text: string) => void;
}

export const processIo: Io = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
};

/** Whoever read what is printed may be gone, as after `| head`: that ends neither a command nor a server. */
export function outliveReaders(streams: readonly NodeJS.WriteStream[] = [process.stdout, process.stderr]): void {
  for (const stream of streams) stream.on('error', () => {});
}

/** 0 fine · 1 refused, or findings · 2 wrong usage */
export type ExitCode = 0 | 1 | 2;

/** Ends a command with a message that says what to do next. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly exitCode: Exclude<ExitCode, 0>;
  constructor(exitCode: Exclude<ExitCode, 0>, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const wrongUsage = (message: string): never => {
  throw new CommandFailed(2, message);
};
