// `check`: examines definition files as the engine would before it publishes them.
import { type Command, JSON_OPTION } from './command.ts';
import { examineFile, findingLine } from './definition-file.ts';
import { wrongUsage } from './io.ts';

export const checkCommand: Command = {
  description: 'Examine definition files; exit 1 if anything is found',
  args: {
    file: { type: 'positional', required: true, description: 'One or more definition files' },
    json: JSON_OPTION,
  },
  run: async ({ _: files, json }, io) => {
    if (files.length === 0) wrongUsage('Name at least one definition file: countersign check <file…>');
    const examined = files.map(examineFile);
    const found = examined.some(({ findings }) => findings.length > 0);
    if (json === true)
      io.out(
        JSON.stringify({
          ok: !found,
          files: examined.map(({ file, findings }) => ({ file, ok: findings.length === 0, findings })),
        }),
      );
    else
      for (const { file, definition, findings } of examined) {
        const steps = definition?.steps.length ?? 0;
        io.out(
          findings.length === 0
            ? `${file}: fine, ${steps} ${steps === 1 ? 'step' : 'steps'}`
            : `${file}: ${findings.length} found`,
        );
        for (const finding of findings) io.out(findingLine(finding));
      }
    if (found) io.err('Correct what is named above and check again.');
    return found ? 1 : 0;
  },
};
