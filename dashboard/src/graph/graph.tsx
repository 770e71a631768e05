// A workflow as a graph: from the top down, scrolled, enlarged, and walked through by keys.
import './graph.css';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { Skeleton } from '../design/feedback.tsx';
import { number } from '../words/format.ts';
import { Drawing } from './drawing.tsx';
import { type Layout, layoutOf } from './layout.ts';
import { BARE, type Overlay } from './look.ts';
import { type GraphModel, modelOf } from './model.ts';
import { neighbour } from './neighbour.ts';
import type { GraphStep } from './order.ts';
import { StepList } from './step-list.tsx';
import { graphWords } from './words.ts';
import { useZoom } from './zoom.ts';

export interface GraphProps {
  /** What it is a graph of. */
  readonly title: string;
  readonly steps: readonly GraphStep[];
  readonly overlay?: Overlay;
  readonly chosen?: string | undefined;
  readonly onChoose?: (stepId: string) => void;
  /** The step that is seen first where nothing is chosen. */
  readonly shown?: string | undefined;
}

interface Ready {
  readonly model: GraphModel;
  readonly layout: Layout;
}
const laidOut = new WeakMap<readonly GraphStep[], Ready>();

/** The layout is worked out once for each list of steps. */
function useLayout(steps: readonly GraphStep[]): Ready | null {
  const [ready, setReady] = useState(laidOut.get(steps) ?? null);
  useEffect(() => {
    let isOver = false;
    const model = modelOf(steps);
    void layoutOf(model).then((layout) => {
      laidOut.set(steps, { model, layout });
      if (!isOver) setReady({ model, layout });
    });
    return () => {
      isOver = true;
    };
  }, [steps]);
  return ready?.model.steps === steps ? ready : null;
}

export function Graph(props: GraphProps) {
  const ready = useLayout(props.steps);
  if (ready === null) return <Skeleton rows={1} height={24} />;
  return <ReadyGraph {...props} {...ready} />;
}

function ReadyGraph({ title, steps, overlay = BARE, chosen, onChoose, shown, model, layout }: GraphProps & Ready) {
  const words = graphWords();
  const id = useId();
  const frame = useRef<HTMLElement>(null);
  const zoom = useZoom(frame, layout);
  const [focused, setFocused] = useState<string | null>(null);
  const stop = focused ?? chosen ?? shown ?? steps[0]?.id ?? '';
  useEffect(() => {
    const box = layout.boxes.get(chosen ?? shown ?? '');
    if (box !== undefined) zoom.show(box);
  }, [chosen ?? shown, layout]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const run = keyed(event.key, zoom);
    const next = run === null ? neighbour(layout, stop, event.key) : null;
    if (run === null && next === null) return;
    event.preventDefault();
    run?.();
    if (next === null) return;
    frame.current?.querySelector<SVGGElement>(`[data-step="${CSS.escape(next)}"]`)?.focus({ preventScroll: true });
    const box = layout.boxes.get(next);
    if (box !== undefined) zoom.show(box);
  };
  return (
    <div class="graph">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reached by keyboard. */}
      <section ref={frame} class="graph-frame" aria-label={title} tabIndex={0}>
        <Drawing
          id={id}
          title={title}
          about={words.about(number(steps.length))}
          model={model}
          layout={layout}
          overlay={overlay}
          scale={zoom.scale}
          chosen={chosen}
          stop={stop}
          onChoose={onChoose}
          onFocus={setFocused}
          onKeyDown={onKeyDown}
        />
      </section>
      <div class="graph-foot">
        <StepList model={model} overlay={overlay} />
        <div class="graph-tools">
          <Button isSmall tone="quiet" icon="minus" label={words.zoomOut} onClick={() => zoom.by(-1)} />
          <Button isSmall tone="quiet" icon="plus" label={words.zoomIn} onClick={() => zoom.by(1)} />
          <Button isSmall tone="quiet" icon="fit" label={words.fit} onClick={zoom.fit} />
        </div>
      </div>
    </div>
  );
}

function keyed(key: string, zoom: ReturnType<typeof useZoom>): (() => void) | null {
  if (key === '+' || key === '=') return () => zoom.by(1);
  if (key === '-') return () => zoom.by(-1);
  return key === '0' ? zoom.fit : null;
}
