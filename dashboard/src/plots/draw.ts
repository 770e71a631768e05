// Draws lines over days with uPlot: from zero, with gaps where nothing was measured, and each line named at its end.
import 'uplot/dist/uPlot.min.css';
import UPlot from 'uplot';
import { dayTicks, type Line, spread, type Tone, type Values } from './series.ts';

export interface Drawing {
  readonly lines: readonly Line[];
  readonly dates: readonly string[];
  /** From zero to the top. */
  readonly ticks: readonly number[];
  readonly tickText: (value: number) => string;
  readonly dayText: (date: string) => string;
  /** The day under the pointer; null: it left. */
  readonly onDay: (index: number | null) => void;
}
export interface Drawn {
  resize(width: number): void;
  /** Colours follow the theme. */
  redraw(): void;
  point(index: number | null): void;
  destroy(): void;
}

const HEIGHT = 220;
const LABEL_HEIGHT = 16;
const DAY_WIDTH = 64;
const TOKENS: Readonly<Record<Tone, string>> = {
  accent: '--accent',
  good: '--good',
  warn: '--warn',
  bad: '--bad',
  quiet: '--text-quiet',
};

export function draw(target: HTMLElement, drawing: Drawing): Drawn {
  const { lines, dates } = drawing;
  const colour = colours(target);
  const font = `12px ${getComputedStyle(target).fontFamily}`;
  const x = dates.map((_, index) => index);
  const plot = new UPlot(
    {
      width: target.clientWidth,
      height: HEIGHT,
      padding: [12, labelWidth(lines, font) + 14, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: false, range: [0, Math.max(1, dates.length - 1)] },
        y: { range: withRoom(drawing.ticks.at(-1) ?? 1) },
      },
      axes: axesFor(drawing, colour, font),
      series: [{}, ...lines.map((line) => seriesFor(line, colour))],
      hooks: {
        draw: [(self) => nameLines(self, lines, colour, font)],
        setCursor: [(self) => drawing.onDay(self.cursor.idx ?? null)],
      },
    },
    [x, ...lines.map(({ values }) => [...values])],
    target,
  );
  return {
    resize: (width) => plot.setSize({ width, height: HEIGHT }),
    redraw: () => plot.redraw(false),
    point: (index) =>
      plot.setCursor(index === null ? { left: -10, top: -10 } : { left: plot.valToPos(index, 'x'), top: 0 }),
    destroy: () => plot.destroy(),
  };
}

type ColourOf = (token: string) => string;

/** What a token is in the theme of now: a canvas knows no custom properties. */
function colours(target: HTMLElement): ColourOf {
  const probe = document.createElement('span');
  probe.hidden = true;
  target.append(probe);
  return (token) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
}

function axesFor({ dates, ticks, tickText, dayText }: Drawing, colour: ColourOf, font: string): UPlot.Axis[] {
  const common = { stroke: () => colour('--text-quiet'), font, ticks: { show: false } };
  return [
    {
      ...common,
      grid: { show: false },
      size: 28,
      splits: (self) => [...dayTicks(dates.length, Math.max(2, Math.floor(self.width / DAY_WIDTH)))],
      values: (_, indices) => indices.map((index) => dayText(dates[index] ?? '')),
    },
    {
      ...common,
      grid: { stroke: () => colour('--line'), width: 1 },
      size: (_, values) => 14 + Math.max(0, ...(values ?? []).map((text) => textWidth(text, font))),
      splits: () => [...ticks],
      values: (_, values) => values.map(tickText),
    },
  ];
}

const seriesFor = ({ label, tone, values, isDashed = false }: Line, colour: ColourOf): UPlot.Series => ({
  label,
  stroke: () => colour(TOKENS[tone]),
  width: 2,
  spanGaps: false,
  points: { show: true, size: 5, fill: () => colour(TOKENS[tone]), filter: () => shownPoints(values) },
  ...(isDashed ? { dash: [5, 4] } : {}),
});

/** Room for a line that runs along the bottom or the top. */
const withRoom = (top: number): [number, number] => [-0.015 * top, 1.03 * top];

const POINTS_MAX = 45;
/** A day between two gaps is seen by its point alone; where days are many, only these have one. */
function shownPoints(values: Values): number[] {
  const isKnown = (index: number): boolean => (values[index] ?? null) !== null;
  const isAll = values.length <= POINTS_MAX;
  return [...values.keys()].filter((index) => isKnown(index) && (isAll || !(isKnown(index - 1) || isKnown(index + 1))));
}

/** Each line's name where it ends, in its colour. */
function nameLines(self: UPlot, lines: readonly Line[], colour: ColourOf, font: string): void {
  const ratio = devicePixelRatio;
  const named = lines.flatMap((line) => {
    const last = line.values.findLastIndex((value) => value !== null);
    return last < 0 ? [] : [{ line, y: self.valToPos(line.values[last] ?? 0, 'y', true) }];
  });
  const bottom = self.bbox.top + self.bbox.height;
  const ys = spread(
    named.map(({ y }) => y),
    LABEL_HEIGHT * ratio,
    bottom,
  );
  const { ctx } = self;
  ctx.save();
  ctx.font = font.replace('12px', `600 ${12 * ratio}px`);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const [index, { line }] of named.entries()) {
    ctx.fillStyle = colour(TOKENS[line.tone]);
    ctx.fillText(line.label, self.bbox.left + self.bbox.width + 8 * ratio, ys[index] ?? 0);
  }
  ctx.restore();
}

const canvas = document.createElement('canvas').getContext('2d');
function textWidth(text: string, font: string): number {
  if (canvas === null) return text.length * 7;
  canvas.font = font;
  return Math.ceil(canvas.measureText(text).width);
}
const labelWidth = (lines: readonly Line[], font: string): number =>
  Math.max(0, ...lines.map(({ label }) => textWidth(label, `600 ${font}`)));
