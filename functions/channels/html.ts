// A message as a page for mail programs: the words of its text, laid out in tables, with nothing fetched and nothing run.
import type { User } from '../core/user.ts';
import type { Block, Link } from './blocks.ts';
import { blocksOf } from './blocks.ts';
import { FONTS, STYLE_SHEET } from './html-style.ts';
import { cut } from './values.ts';

const PREVIEW_CHARS_MAX = 140;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

/** `text` is the message as plain text, `links` every address that it may link to. */
export function htmlPage(message: {
  readonly subject: string;
  readonly text: string;
  readonly language: User['language'];
  readonly links: readonly Link[];
}): string {
  const { subject, text, language, links } = message;
  const blocks = blocksOf(text, links);
  const content = blocks.map((paragraph) => paragraph.map((block) => blockHtml(block, links)).join('\n')).join('\n');
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${escaped(subject)}</title>
<style>
${STYLE_SHEET}
</style>
</head>
<body class="ground" style="margin:0;padding:0;background-color:#f3f4f6">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escaped(previewOf(blocks))}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f3f4f6">
<tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background-color:#ffffff;border:1px solid #e0e3e8;border-radius:10px">
<tr><td class="ink inside" align="left" style="padding:28px 32px 12px;font-family:${FONTS[language]};font-size:16px;line-height:1.55;color:#1c2430;word-break:break-word;overflow-wrap:anywhere">
<h1 style="margin:0 0 16px;font-size:21px;line-height:1.35;font-weight:bold">${escaped(subject)}</h1>
${content}
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`;
}

/** What a list of mails shows beside the subject: the first sentences, without the greeting. */
function previewOf(blocks: readonly (readonly Block[])[]): string {
  const paragraphs = blocks.flat().flatMap((block) => (block.kind === 'paragraph' ? [block.lines.join(' ')] : []));
  return cut(paragraphs.filter((text) => !text.endsWith(',')).join(' '), PREVIEW_CHARS_MAX);
}

function blockHtml(block: Block, links: readonly Link[]): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${block.lines.map((line) => linked(line, links)).join('<br>\n')}</p>`;
    case 'heading':
      return `<h2 style="margin:24px 0 10px;font-size:17px;line-height:1.4;font-weight:bold">${escaped(block.text)}</h2>`;
    case 'item':
      return `<p style="margin:0 0 4px;font-weight:bold">${escaped(block.text)}</p>`;
    case 'rows':
      return `<table class="rows" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px;font-size:15px;line-height:1.45">
${block.rows.map(rowHtml).join('\n')}
</table>`;
    case 'actions':
      return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 20px">
<tr>
${block.actions.map(actionHtml).join('\n')}
</tr>
</table>`;
    default: {
      const none: never = block;
      return none;
    }
  }
}

const CELL = 'padding:7px 0;vertical-align:top;border-top:1px solid #e6e8ec';
const rowHtml = ({ label, value }: { readonly label: string; readonly value: string }): string =>
  `<tr><th scope="row" class="line faint" align="left" width="36%" style="${CELL};padding-right:12px;font-weight:normal;color:#5b6472">${escaped(label)}</th>` +
  `<td class="line" style="${CELL}">${escaped(value)}</td></tr>`;

const LOOKS: { readonly [look in Link['look']]: { readonly cell: string; readonly text: string } } = {
  approve: { cell: 'background-color:#166534;border:1px solid #166534', text: '#ffffff' },
  reject: { cell: 'background-color:#ffffff;border:1px solid #b42318', text: '#b42318' },
  plain: { cell: 'background-color:#ffffff;border:1px solid #1d4ed8', text: '#1d4ed8' },
};
function actionHtml({ label, link: { url, look } }: { readonly label: string; readonly link: Link }): string {
  const { cell, text } = LOOKS[look];
  return (
    `<td class="button ${look}" align="center" style="${cell};border-radius:8px">` +
    `<a href="${escaped(url)}" style="display:inline-block;padding:11px 22px;font-weight:bold;color:${text};text-decoration:none">${escaped(label)}</a></td>` +
    '<td width="12" style="width:12px;font-size:0">&nbsp;</td>'
  );
}

/** A line in which the system's own addresses are links, where they stand alone between blanks; the rest is text. */
function linked(line: string, links: readonly Link[]): string {
  return line
    .split(/( +)/)
    .map((word) => {
      const link = links.find(({ url }) => url === word);
      return link === undefined
        ? escaped(word)
        : `<a class="link" href="${escaped(word)}" style="color:#1d4ed8">${escaped(word)}</a>`;
    })
    .join('');
}
