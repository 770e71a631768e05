// `diagram`: a definition as a picture in text.
import { mermaidOf } from '../diagram/mermaid.ts';
import { type Command, JSON_OPTION, textOf } from './command.ts';
import { examineFile, findingLine } from './definition-file.ts';
import { CommandFailed, wrongUsage } from './io.ts';

export const diagramCommand: Command = {
  description: 'Draw a definition as a Mermaid flow chart',
  args: {
    file: { type: 'positional', required: true, description: 'A definition file' },
    format: {
      type: 'string',
      default: 'mermaid',
      valueHint: 'mermaid',
      description: 'mermaid; svg is not supported yet',
    },
    json: JSON_OPTION,
  },
  run: async (args, io) => {
    const format = textOf(args, 'format') ?? '';
    if (format !== 'mermaid') wrongUsage(`The format "${format}" is not supported yet. Use --format mermaid.`);
    const [file = '', ...more] = args._;
    if (more.length > 0) wrongUsage('Draw one definition at a time: countersign diagram <file> --format mermaid');
    const { definition, findings } = examineFile(file);
    if (definition === null)
      throw new CommandFailed(
        1,
        [`${file} cannot be drawn before it is mended:`, ...findings.map(findingLine)].join('\n'),
      );
    const diagram = mermaidOf(definition);
    io.out(args.json === true ? JSON.stringify({ format, diagram }) : diagram);
    return 0;
  },
};
