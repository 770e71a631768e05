// `demo`: the sample orders through every route, told as a story.
import { runDemo } from '../demo/run.ts';
import { type Command, JSON_OPTION } from './command.ts';

export const demoCommand: Command = {
  description: 'Watch the sample orders go through every route, in virtual time',
  args: { json: JSON_OPTION },
  run: async (args, io) => {
    const tell = args.json === true ? () => {} : io.out;
    const { rows, problems } = await runDemo(tell);
    if (args.json === true) io.out(JSON.stringify({ ok: problems.length === 0, orders: rows, problems }));
    for (const problem of problems) io.err(problem);
    return problems.length === 0 ? 0 : 1;
  },
};
