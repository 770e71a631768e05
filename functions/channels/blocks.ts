// What a message's text is made of, read from the text alone: paragraphs, headings, items, labelled rows, actions.

/** An address that the system itself put into a message; no other one becomes a link. */
export interface Link {
  readonly url: string;
  readonly look: 'approve' | 'reject' | 'plain';
}

export type Block =
  | { readonly kind: 'paragraph'; readonly lines: readonly string[] }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'item'; readonly text: string }
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'actions'; readonly actions: readonly { readonly label: string; readonly link: Link }[] };
export interface Row {
  readonly label: string;
  readonly value: string;
}

/** A label is no sentence: sentences here name things in quotes. */
const LABELLED = /^([^:“”]{1,100}): (.+)$/u;
const ITEM = /^\p{Nd}+\. /u;

/** The blocks of a text, those of one paragraph together. */
export const blocksOf = (text: string, links: readonly Link[]): readonly (readonly Block[])[] =>
  text
    .split('\n\n')
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => blocksOfParagraph(paragraph.split('\n'), links));

function blocksOfParagraph(lines: readonly string[], links: readonly Link[]): readonly Block[] {
  const [only = ''] = lines;
  if (lines.length === 1 && only.endsWith(':')) return [{ kind: 'heading', text: only.slice(0, -1) }];
  return lines
    .map((line) => blockOfLine(line, links))
    .reduce(joinedTo, [])
    .map(rowAlone);
}

function blockOfLine(line: string, links: readonly Link[]): Block {
  if (ITEM.test(line)) return { kind: 'item', text: line };
  const [, label, value] = LABELLED.exec(line) ?? [];
  if (label === undefined || value === undefined) return { kind: 'paragraph', lines: [line] };
  const link = links.find(({ url }) => url === value);
  return link === undefined
    ? { kind: 'rows', rows: [{ label, value }] }
    : { kind: 'actions', actions: [{ label, link }] };
}

function joinedTo(blocks: readonly Block[], next: Block): readonly Block[] {
  const before = blocks.at(-1);
  const rest = blocks.slice(0, -1);
  if (before?.kind === 'paragraph' && next.kind === 'paragraph')
    return [...rest, { kind: 'paragraph', lines: [...before.lines, ...next.lines] }];
  if (before?.kind === 'rows' && next.kind === 'rows')
    return [...rest, { kind: 'rows', rows: [...before.rows, ...next.rows] }];
  if (before?.kind === 'actions' && next.kind === 'actions')
    return [...rest, { kind: 'actions', actions: [...before.actions, ...next.actions] }];
  return [...blocks, next];
}

/** One row is no table: it may be a sentence with a colon. Below an item it is a row. */
function rowAlone(block: Block, index: number, blocks: readonly Block[]): Block {
  if (block.kind !== 'rows' || block.rows.length > 1 || blocks[index - 1]?.kind === 'item') return block;
  return { kind: 'paragraph', lines: block.rows.map(({ label, value }) => `${label}: ${value}`) };
}
