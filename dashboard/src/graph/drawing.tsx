// The drawing itself: lanes behind, then ways, then steps.
import { number } from '../words/format.ts';
import { LANE_TITLE, type Layout } from './layout.ts';
import type { Overlay } from './look.ts';
import type { LoopPath } from './loops.ts';
import { END, type GraphModel, START } from './model.ts';
import { centre } from './shape.ts';
import { Step } from './step.tsx';
import { graphWords } from './words.ts';

interface DrawingProps {
  /** Begins all ids within. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly model: GraphModel;
  readonly layout: Layout;
  readonly overlay: Overlay;
  readonly scale: number;
  readonly chosen: string | undefined;
  readonly stop: string;
  readonly onChoose: ((stepId: string) => void) | undefined;
  readonly onFocus: (stepId: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export function Drawing(props: DrawingProps) {
  const { id, title, about, model, layout, overlay, scale, chosen, stop, onChoose, onFocus, onKeyDown } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing whose parts can be chosen is a group of them.
    <svg
      class="graph-drawing"
      width={layout.width * scale}
      height={layout.height * scale}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      role="group"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-about`}
      onKeyDown={onKeyDown}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-about`}>{about}</desc>
      <Arrows id={id} />
      <Lanes layout={layout} />
      {layout.edges.map(({ from, to, path }) => {
        const look = overlay.edge(from, to);
        return <path key={`${from} ${to}`} class={`graph-edge ${look}`} d={path} marker-end={`url(#${id}-${look})`} />;
      })}
      {layout.loops.map((loop) => (
        <LoopBack key={`${loop.from} ${loop.on}`} id={id} loop={loop} count={overlay.loop(loop.from)} model={model} />
      ))}
      <Terminals layout={layout} overlay={overlay} model={model} />
      {model.steps.map((step) => {
        const box = layout.boxes.get(step.id);
        return (
          box && (
            <Step
              key={step.id}
              step={step}
              box={box}
              look={overlay.step(step.id)}
              isChosen={step.id === chosen}
              isStop={step.id === stop}
              onChoose={onChoose && (() => onChoose(step.id))}
              onFocus={() => onFocus(step.id)}
            />
          )
        );
      })}
    </svg>
  );
}

/** The heads of arrows: one for each look, for a head cannot take the colour of its line everywhere. */
const Arrows = ({ id }: { readonly id: string }) => (
  <defs>
    {['taken', 'passed', 'open', 'back', 'idle'].map((look) => (
      <marker
        key={look}
        id={`${id}-${look}`}
        class={`graph-arrow ${look}`}
        viewBox="0 0 8 8"
        refX={7}
        refY={4}
        markerWidth={8}
        markerHeight={8}
        markerUnits="userSpaceOnUse"
        orient="auto"
      >
        <path d="M0.5 0.5 7.5 4 0.5 7.5Z" />
      </marker>
    ))}
  </defs>
);

const Lanes = ({ layout }: { readonly layout: Layout }) => {
  const words = graphWords();
  return (
    <>
      {layout.lanes.map(({ x, y, width, height, stepIds }) => (
        <g key={stepIds.join(' ')} class="graph-lane">
          <rect x={x} y={y - LANE_TITLE} width={width} height={height + LANE_TITLE} rx={14} />
          <text x={x + 12} y={y + 2}>
            {words.together}
          </text>
        </g>
      ))}
    </>
  );
};

interface LoopBackProps {
  readonly id: string;
  readonly loop: LoopPath;
  readonly count: number | null;
  readonly model: GraphModel;
}
function LoopBack({ id, loop, count, model }: LoopBackProps) {
  const words = graphWords();
  const nameOf = (stepId: string): string => model.steps.find((step) => step.id === stepId)?.name ?? stepId;
  const look = (count ?? 0) > 0 ? 'back' : 'idle';
  const max = number(loop.loopsMax);
  const times = count === null ? words.atMost(max) : words.times(number(count), max);
  return (
    <g class={`graph-loop ${look}`}>
      <title>{`${words.back[loop.on](nameOf(loop.from), nameOf(loop.to))}, ${times}`}</title>
      <path class="graph-edge" d={loop.path} marker-end={`url(#${id}-${look})`} />
      <g transform={`translate(${loop.label.x} ${loop.label.y})`}>
        <rect x={-21} y={-11} width={42} height={22} rx={11} />
        <text>{count === null ? `↺ ≤ ${max}` : `↺ ${number(count)}/${max}`}</text>
      </g>
    </g>
  );
}

function Terminals({ layout, overlay, model }: Pick<DrawingProps, 'layout' | 'overlay' | 'model'>) {
  const words = graphWords();
  const isReached = model.edges.some(({ from, to }) => to === END && overlay.edge(from, END) !== 'open');
  return (
    <>
      {([START, END] as const).map((one) => {
        const box = layout.boxes.get(one);
        if (box === undefined) return null;
        const { x, y } = centre(box);
        return (
          <g key={one} class={`graph-terminal ${one === START || isReached ? 'reached' : ''}`}>
            <title>{one === START ? words.begin : words.end}</title>
            <circle cx={x} cy={y} r={one === START ? 8 : 12} />
            {one === END && <circle class="core" cx={x} cy={y} r={6} />}
          </g>
        );
      })}
    </>
  );
}
