// Text in a drawing: broken into lines that fit, for SVG breaks none.

/** Width in px of a text as it is drawn. */
export type Measure = (text: string) => number;

/** At most `linesMax` lines of at most `width` px; what is left over ends in an ellipsis. */
export function fitLines(text: string, width: number, linesMax: number, measure: Measure): readonly string[] {
  const lines: string[] = [];
  let rest = text.trim().split(/\s+/);
  while (rest.length > 0 && lines.length < linesMax) {
    const isLast = lines.length === linesMax - 1;
    const count = isLast ? rest.length : wordsThatFit(rest, width, measure);
    lines.push(cut(rest.slice(0, count).join(' '), width, measure));
    rest = rest.slice(count);
  }
  return lines;
}

function wordsThatFit(words: readonly string[], width: number, measure: Measure): number {
  let count = 1;
  while (count < words.length && measure(words.slice(0, count + 1).join(' ')) <= width) count++;
  return count;
}

/** Cut between what a reader takes for one letter: a Bengali one is several characters. */
function cut(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const letters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(
    ({ segment }) => segment,
  );
  while (letters.length > 1 && measure(`${letters.join('')}…`) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

const canvases = new Map<string, Measure>();

/** Measures as this browser draws; `weight` and `size` (px) as in the drawing's own style. */
export function measureFor(weight: number, size: number): Measure {
  const family = getComputedStyle(document.body).fontFamily;
  const font = `${weight} ${size}px ${family}`;
  const known = canvases.get(font);
  if (known !== undefined) return known;
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return (text) => text.length * size * 0.6;
  context.font = font;
  const measure: Measure = (text) => context.measureText(text).width;
  canvases.set(font, measure);
  return measure;
}
