// What a command is: its words for the help, its options, and what it does.
import type { ArgsDef } from 'citty';
import type { ExitCode, Io } from './io.ts';

export interface Arguments {
  /** What is not an option. */
  readonly _: readonly string[];
  readonly [option: string]: string | boolean | readonly string[] | undefined;
}

export interface Command {
  readonly description: string;
  readonly args: ArgsDef;
  run(args: Arguments, io: Io): Promise<ExitCode>;
}

/** The option's text; undefined where it was not given. */
export const textOf = (args: Arguments, name: string): string | undefined => {
  const value = args[name];
  return typeof value === 'string' ? value : undefined;
};

export const JSON_OPTION = {
  type: 'boolean',
  default: false,
  description: 'Print one JSON value and nothing else',
} as const;
