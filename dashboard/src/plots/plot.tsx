// A plot of lines over days: drawn, read by mouse and by keys, said in words, and there as a table.
import './plots.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../design/icon.tsx';
import { preferences } from '../words/preferences.ts';
import type { Drawn } from './draw.ts';
import { shortDay, tick } from './format.ts';
import { PlotTable } from './plot-table.tsx';
import { ends, isEmpty, type Line, largest, ticksTo } from './series.ts';
import { plotWords } from './words.ts';

export interface PlotProps {
  /** In the address and in the name of the saved file. */
  readonly name: string;
  readonly title: string;
  /** What the vertical axis counts: "requests", "hours". */
  readonly unit: string;
  readonly dates: readonly string[];
  readonly lines: readonly Line[];
  /** A value as it is read: "3.5 hours". */
  readonly valueText: (value: number) => string;
  readonly tickText?: (value: number) => string;
  /** Parts mean nothing: two and a half requests. */
  readonly isWhole?: boolean;
  /** Where the axis always ends, such as 1 for shares. */
  readonly top?: number;
  /** Said instead of an empty plot: why there is nothing, and what to do. */
  readonly empty: string;
}

export function Plot(props: PlotProps) {
  const { title, unit, lines, empty } = props;
  return (
    <figure class="plot card">
      <figcaption>
        <h2>{title}</h2>
        <span class="quiet small">{unit}</span>
      </figcaption>
      {isEmpty(lines) ? (
        <p class="quiet plot-empty">{empty}</p>
      ) : (
        <>
          <Canvas {...props} />
          <PlotTable {...props} />
        </>
      )}
    </figure>
  );
}

function Canvas(props: PlotProps) {
  const { title, dates, lines, valueText } = props;
  const words = plotWords();
  const target = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const [day, setDay] = useState<number | null>(null);
  useDrawing(target, drawn, props, setDay);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = moved(event.key, day, dates.length - 1);
    if (next === undefined) return;
    event.preventDefault();
    drawn.current?.point(next);
    setDay(next);
  };
  const textAt = (index: number): string =>
    lines.map(({ label, values }) => `${label} ${textOf(values[index], valueText)}`).join(' · ');
  return (
    <>
      <div
        class="plot-frame"
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the days are walked through by arrow keys.
        tabIndex={0}
        aria-label={summary(props)}
        aria-keyshortcuts="ArrowLeft ArrowRight Home End"
        title={words.keys}
        onKeyDown={onKeyDown}
        onBlur={() => drawn.current?.point(null)}
      >
        <div ref={target} class="plot-canvas" aria-hidden="true" data-plot={title} />
      </div>
      <output class="plot-reading small number" aria-live="polite">
        {day === null ? (
          <span class="quiet">
            <Icon name="keyboard" size={14} /> {words.hint}
          </span>
        ) : (
          <>
            <strong>{shortDay(dates[day] ?? '')}</strong> {textAt(day)}
          </>
        )}
      </output>
    </>
  );
}

const textOf = (value: number | null | undefined, valueText: (value: number) => string): string =>
  value === null || value === undefined ? '—' : valueText(value);

/** undefined: the key is not for the plot. */
function moved(key: string, day: number | null, last: number): number | null | undefined {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, (day ?? last + 1) - 1);
    case 'ArrowRight':
      return Math.min(last, (day ?? -1) + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'Escape':
      return day === null ? undefined : null;
    default:
      return undefined;
  }
}

/** "Ended: 3 on 1 Mar, 5 on 30 Mar, at most 9 on 12 Mar." for each line. */
function summary({ title, dates, lines, valueText }: PlotProps): string {
  const words = plotWords();
  const texts = lines.map(({ label, values }) => {
    const found = ends(values);
    if (found === null) return words.nothing(label);
    const at = (index: number): readonly [string, string] => [
      valueText(values[index] ?? 0),
      shortDay(dates[index] ?? ''),
    ];
    return words.summary(label, at(found.first), at(found.last), at(found.top));
  });
  return `${title}. ${texts.join(' ')}`;
}

function useDrawing(
  target: { readonly current: HTMLDivElement | null },
  drawn: { current: Drawn | null },
  { dates, lines, top, isWhole = false, tickText = tick }: PlotProps,
  onDay: (index: number | null) => void,
): void {
  const key = JSON.stringify([dates, lines, top]);
  useEffect(() => {
    const frame = target.current;
    if (frame === null) return;
    let isOver = false;
    const resized = new ResizeObserver(() => drawn.current?.resize(frame.clientWidth));
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => requestAnimationFrame(() => drawn.current?.redraw());
    // Charts are loaded by who looks at one.
    void import('./draw.ts').then(({ draw }) => {
      if (isOver) return;
      const ticks = ticksTo(top ?? largest(lines), { isWhole });
      drawn.current = draw(frame, { lines, dates, ticks, tickText, dayText: shortDay, onDay });
      resized.observe(frame);
    });
    scheme.addEventListener('change', redraw);
    const unsubscribe = preferences.subscribe(redraw);
    return () => {
      isOver = true;
      unsubscribe();
      scheme.removeEventListener('change', redraw);
      resized.disconnect();
      drawn.current?.destroy();
      drawn.current = null;
    };
  }, [key, tickText]);
}
