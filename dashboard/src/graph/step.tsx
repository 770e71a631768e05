// One step of a graph: its kind as a shape, its name, how it stands, and whom it waits for.
import { Icon, type IconName } from '../design/icon.tsx';
import { list, number } from '../words/format.ts';
import type { StepLook } from './look.ts';
import type { GraphStep } from './order.ts';
import type { Box } from './shape.ts';
import { fitLines, measureFor } from './text.ts';
import { graphWords } from './words.ts';

export interface StepProps {
  readonly step: GraphStep;
  readonly box: Box;
  readonly look: StepLook;
  readonly isChosen: boolean;
  /** The one step that Tab comes to. */
  readonly isStop: boolean;
  /** Absent: it can be read, not chosen. */
  readonly onChoose: (() => void) | undefined;
  readonly onFocus: () => void;
}

const TEXT_X = 52;
const NAME = { size: 13, line: 16, weight: 550 } as const;
const LABEL = { size: 12, weight: 450 } as const;
const AVATAR = { radius: 10, step: 15, shownMax: 3 } as const;
const END_PADDING = 12;

export function Step({ step, box, look, isChosen, isStop, onChoose, onFocus }: StepProps) {
  const name = step.name ?? step.id;
  const { width, height } = box;
  const people = look.people ?? [];
  const lines = fitLines(name, width - TEXT_X - END_PADDING, 2, measureFor(NAME.weight, NAME.size));
  const taken = people.length === 0 ? 0 : avatarsWidth(people.length) + 6;
  const [label] = fitLines(
    look.label ?? '',
    width - TEXT_X - END_PADDING - taken,
    1,
    measureFor(LABEL.weight, LABEL.size),
  );
  // The lines stand together in the middle of the box.
  const top = (height - (lines.length + (label ? 1.1 : 0)) * NAME.line) / 2 + NAME.size - 1;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is among what is spread.
    <g
      class={classOf(look, isChosen)}
      transform={`translate(${box.x} ${box.y})`}
      {...roleOf(isChosen, onChoose)}
      tabIndex={isStop ? 0 : -1}
      data-step={step.id}
      onClick={onChoose}
      onFocus={onFocus}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onChoose?.();
      }}
    >
      {/* Its name for readers, which begins with the name that is seen. */}
      <title>{spoken(step, look)}</title>
      <rect class="ring" x={-4} y={-4} width={width + 8} height={height + 8} rx={14} />
      <rect class="ground" width={width} height={height} rx={10} />
      {look.heat !== undefined && (
        <rect class="heat" width={width} height={height} rx={10} style={{ opacity: 0.08 + look.heat * 0.5 }} />
      )}
      <Kind type={step.type} y={height / 2} />
      {lines.map((line, index) => (
        <text key={line} class="name" x={TEXT_X} y={top + index * NAME.line}>
          {line}
        </text>
      ))}
      {label && (
        <text class="label" x={TEXT_X} y={top + (lines.length + 0.1) * NAME.line}>
          {label}
        </text>
      )}
      <Avatars names={people} x={width - END_PADDING} y={height - 20} />
      {(look.attempt ?? 0) > 1 && <Attempt count={look.attempt ?? 0} x={width} />}
    </g>
  );
}

const roleOf = (isChosen: boolean, onChoose: StepProps['onChoose']) =>
  onChoose === undefined ? ({ role: 'img' } as const) : ({ role: 'button', 'aria-pressed': isChosen } as const);

const classOf = ({ tone, isPassedOver }: StepLook, isChosen: boolean): string =>
  ['graph-step', tone, isPassedOver ? 'passed-over' : '', isChosen ? 'chosen' : ''].filter(Boolean).join(' ');

function spoken(step: GraphStep, { label, people = [], attempt = 0 }: StepLook): string {
  const words = graphWords();
  return [
    `${step.name ?? step.id}, ${words.kind[step.type]}`,
    label ?? '',
    people.length > 0 ? words.waitsFor(list(people)) : '',
    attempt > 1 ? words.attempt(number(attempt)) : '',
  ]
    .filter(Boolean)
    .join('; ');
}

const ICONS: Readonly<Record<GraphStep['type'], IconName>> = {
  approval: 'check',
  manual: 'edit',
  notification: 'bell',
  system: 'gear',
};
/** Around 0/0, about 32 px wide: who does it can be told from the shape alone. */
const SHAPES: Readonly<Record<GraphStep['type'], string>> = {
  approval: 'M0 -18 16 -9 16 9 0 18 -16 9 -16 -9Z',
  manual: 'M-15 0a15 15 0 1 0 30 0a15 15 0 1 0 -30 0Z',
  notification: 'M-12 -14H12a4 4 0 0 1 4 4V6a4 4 0 0 1 -4 4H-4L-10 16V10H-12a4 4 0 0 1 -4 -4V-10a4 4 0 0 1 4 -4Z',
  system: 'M-15 -11a4 4 0 0 1 4 -4H11a4 4 0 0 1 4 4V11a4 4 0 0 1 -4 4H-11a4 4 0 0 1 -4 -4Z',
};

export const Kind = ({ type, y }: { readonly type: GraphStep['type']; readonly y: number }) => (
  <g class="kind" transform={`translate(28 ${y})`}>
    <path d={SHAPES[type]} />
    <g transform={type === 'notification' ? 'translate(-8 -10)' : 'translate(-8 -8)'}>
      <Icon name={ICONS[type]} size={16} />
    </g>
  </g>
);

const avatarsWidth = (count: number): number =>
  AVATAR.radius * 2 + (Math.min(count, AVATAR.shownMax + (count > AVATAR.shownMax ? 1 : 0)) - 1) * AVATAR.step;

interface AvatarsProps {
  readonly names: readonly string[];
  /** Their right end. */
  readonly x: number;
  readonly y: number;
}
function Avatars({ names, x, y }: AvatarsProps) {
  const more = names.length - AVATAR.shownMax;
  const texts = [...names.slice(0, AVATAR.shownMax).map(initialsOf), ...(more > 0 ? [`+${number(more)}`] : [])];
  return (
    <>
      {texts.toReversed().map((text, index) => (
        <g
          key={`${text} ${index}`}
          class="who"
          transform={`translate(${x - AVATAR.radius - index * AVATAR.step} ${y})`}
        >
          <circle r={AVATAR.radius} />
          <text>{text}</text>
        </g>
      ))}
    </>
  );
}

const initialsOf = (name: string): string => {
  const [first = '', ...rest] = name.split(/\s+/).filter(Boolean);
  return (first.charAt(0) + (rest.at(-1)?.charAt(0) ?? '')).toUpperCase();
};

const Attempt = ({ count, x }: { readonly count: number; readonly x: number }) => (
  <g class="attempt" transform={`translate(${x - 18} 0)`}>
    <rect x={-16} y={-10} width={32} height={20} rx={10} />
    <text>×{number(count)}</text>
  </g>
);
