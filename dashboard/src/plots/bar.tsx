// A bar in a cell: parts of a whole beside each other, in proportion to the largest of the column.
import './plots.css';
import type { Tone } from './series.ts';

export interface Part {
  readonly id: string;
  readonly value: number;
  readonly tone: Tone;
}
interface BarProps {
  readonly parts: readonly Part[];
  /** What the full width stands for. */
  readonly max: number;
}

/** It repeats what the cells beside it say, and is not read aloud. */
export const Bar = ({ parts, max }: BarProps) => (
  <span class="bar" aria-hidden="true">
    {parts
      .filter(({ value }) => value > 0)
      .map(({ id, value, tone }) => (
        <span key={id} class={tone} style={{ width: `${max === 0 ? 0 : (100 * value) / max}%` }} />
      ))}
  </span>
);

export const Key = ({ tone, children }: { readonly tone: Tone; readonly children: string }) => (
  <span class="bar-key small">
    <span class={tone} aria-hidden="true" />
    {children}
  </span>
);
