// `call`: one operation of a running server, by its name.
import { readFileSync } from 'node:fs';
import { operations } from '../../functions/api/operations.ts';
import { callAs, DEFAULT_URL, refusedBy, URL_OPTION } from './client.ts';
import { type Command, JSON_OPTION, textOf } from './command.ts';
import { wrongUsage } from './io.ts';

const OPEN = ['signIn', 'advanceClock'];

export const callCommand: Command = {
  description: 'Call one operation of a running server',
  args: {
    operation: { type: 'positional', required: true, description: 'Its name, such as listMyTasks' },
    data: { type: 'string', valueHint: 'json', description: 'What to send: JSON, or @file (default: {})' },
    url: URL_OPTION,
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
    const { result, error } = await callAs({ url, user }, operation, data);
    if (error !== undefined) return refusedBy(error, args, io);
    io.out(args.json === true ? JSON.stringify(result) : JSON.stringify(result, null, 2));
    return 0;
  },
};

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
