// `call`: one operation of a running server, by its name.
import { readFileSync } from 'node:fs';
import { operations } from '../../functions/api/operations.ts';
import { type Command, JSON_OPTION, textOf } from './command.ts';
import { CommandFailed, wrongUsage } from './io.ts';

const DEFAULT_URL = 'http://127.0.0.1:8787';
const OPEN = ['signIn', 'advanceClock'];

interface Answer {
  readonly result?: unknown;
  readonly error?: {
    readonly status: string;
    readonly message: string;
    readonly details: { readonly reason: string; readonly next: string };
  };
}

export const callCommand: Command = {
  description: 'Call one operation of a running server',
  args: {
    operation: { type: 'positional', required: true, description: 'Its name, such as listMyTasks' },
    data: { type: 'string', valueHint: 'json', description: 'What to send: JSON, or @file (default: {})' },
    url: { type: 'string', valueHint: DEFAULT_URL, description: `Where the server is (default: ${DEFAULT_URL})` },
    as: { type: 'string', valueHint: 'userId', description: 'Who calls; signs in first' },
    json: JSON_OPTION,
  },
  run: async (args, io) => {
    const [operation = '', ...more] = args._;
    if (more.length > 0) wrongUsage(`call takes one operation; put what to send into --data, in quotes.`);
    const url = textOf(args, 'url') ?? DEFAULT_URL;
    const user = textOf(args, 'as');
    const data = dataOf(textOf(args, 'data') ?? '{}');
    if (!OPEN.includes(operation) && !Object.hasOwn(operations, operation))
      wrongUsage(
        `There is no operation "${operation}". There are: ${[...OPEN, ...Object.keys(operations)].join(', ')}.`,
      );
    if (!OPEN.includes(operation) && user === undefined)
      wrongUsage('Say who calls: --as <userId>, such as --as requester-1.');
    const { result, error } = await callAs(url, user, operation, data);
    if (error !== undefined) {
      if (args.json === true) io.out(JSON.stringify({ error }));
      io.err(`${error.details.reason}: ${error.message}\n${error.details.next}`);
      return 1;
    }
    io.out(args.json === true ? JSON.stringify(result) : JSON.stringify(result, null, 2));
    return 0;
  },
};

async function callAs(url: string, user: string | undefined, operation: string, data: unknown): Promise<Answer> {
  if (user === undefined) return post(url, operation, data, null);
  const signedIn = await post(url, 'signIn', { userId: user }, null);
  if (signedIn.error !== undefined) return signedIn;
  return post(url, operation, data, (signedIn.result as { readonly token: string }).token);
}

async function post(url: string, operation: string, data: unknown, token: string | null): Promise<Answer> {
  try {
    const response = await fetch(new URL(`/api/${operation}`, url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ data }),
    });
    return (await response.json()) as Answer;
  } catch {
    throw new CommandFailed(
      1,
      `No Countersign server answers at ${url}. Start one with "npm start", or correct --url.`,
    );
  }
}

function dataOf(text: string): unknown {
  const source = text.startsWith('@') ? readText(text.slice(1)) : text;
  try {
    return JSON.parse(source);
  } catch {
    return wrongUsage(`--data is not JSON. Put it in single quotes: --data '{"pageSize": 5}'`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return wrongUsage(`${file} cannot be read. Correct --data @<file>.`);
  }
}
