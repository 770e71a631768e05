// Ways back: out to the right of everything, up, and in again, each on a track of its own.
import type { Loop } from './model.ts';
import { type Box, bottom, centre, corneredPath, type Point, right } from './shape.ts';

export interface LoopPath extends Loop {
  readonly points: readonly Point[];
  readonly path: string;
  /** Where its count stands. */
  readonly label: Point;
  /** How far to the right it and its count reach. */
  readonly farthest: number;
}

const TRACK = { first: 30, next: 44 } as const;
const RADIUS = 12;
const LABEL_HALF = 24;
/** A step's way out is below the middle, the ways in are above it, so that they do not meet. */
const APART = 12;
/** Several ways into one step, or out of it, come in beside each other. */
const BESIDE = 7;
/** As many as fit beside each other; more share a way. */
const INS_MAX = 4;
const GAP = 12;

/** `farthest` is where the drawing ends so far. */
export function routeLoops(
  loops: readonly Loop[],
  boxes: ReadonlyMap<string, Box>,
  farthest: number,
): readonly LoopPath[] {
  const span = ({ from, to }: Loop): number => Math.abs((boxes.get(from)?.y ?? 0) - (boxes.get(to)?.y ?? 0));
  // The shorter ones inside, so that they cross the fewest others.
  const sorted = loops.toSorted((a, b) => span(a) - span(b));
  const all = [...boxes.values()];
  return sorted.map((loop, index) => {
    const track = farthest + TRACK.first + index * TRACK.next;
    const source = boxes.get(loop.from) as Box;
    const target = boxes.get(loop.to) as Box;
    const before = sorted.slice(0, index);
    const outs = before.filter(({ from }) => from === loop.from).length;
    const ins = before.filter(({ to }) => to === loop.to).length;
    const out = way(source, APART + outs * BESIDE, bottom(source) + GAP, { all, track });
    const into = way(target, -APART - (ins % INS_MAX) * BESIDE, target.y - GAP, { all, track });
    const points = [...out, { x: track, y: last(out).y }, { x: track, y: last(into).y }, ...into.toReversed()];
    return {
      ...loop,
      points,
      path: corneredPath(points, RADIUS),
      label: { x: track, y: (last(out).y + last(into).y) / 2 },
      farthest: track + LABEL_HALF,
    };
  });
}

const last = (points: readonly Point[]): Point => points.at(-1) as Point;

interface Surroundings {
  readonly all: readonly Box[];
  readonly track: number;
}
/** Between a step's side and its track; around the end of its row where something stands in the way. */
function way(box: Box, apart: number, aside: number, { all, track }: Surroundings): readonly Point[] {
  const y = centre(box).y + apart;
  const isBlocked = all.some((other) => other !== box && other.x < track && other.x >= right(box) && crosses(other, y));
  if (!isBlocked) return [{ x: right(box), y }];
  const x = right(box) - RADIUS * 2;
  return [
    { x, y: apart > 0 ? bottom(box) : box.y },
    { x, y: aside },
  ];
}

const crosses = (box: Box, y: number): boolean => box.y <= y && y <= bottom(box);
