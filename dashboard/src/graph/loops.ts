// Ways back: out to the right of everything, up, and in again, each on a track of its own.
import type { Loop } from './model.ts';
import { around, type Box, bottom, centre, corneredPath, type Point, right } from './shape.ts';

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

/** `obstacles`: all that is drawn so far. A loop keeps to the right of what stands beside its own way. */
export function routeLoops(
  loops: readonly Loop[],
  boxes: ReadonlyMap<string, Box>,
  obstacles: readonly Box[],
): readonly LoopPath[] {
  const span = ({ from, to }: Loop): number => Math.abs((boxes.get(from)?.y ?? 0) - (boxes.get(to)?.y ?? 0));
  const routed: LoopPath[] = [];
  // The shorter ones inside, so that they cross the fewest others.
  for (const loop of loops.toSorted((a, b) => span(a) - span(b))) routed.push(route(loop, boxes, obstacles, routed));
  return routed;
}

function route(
  loop: Loop,
  boxes: ReadonlyMap<string, Box>,
  obstacles: readonly Box[],
  before: readonly LoopPath[],
): LoopPath {
  const source = boxes.get(loop.from) as Box;
  const target = boxes.get(loop.to) as Box;
  const beside = around([source, target], GAP);
  const isBeside = (box: Box): boolean => box.y <= bottom(beside) && bottom(box) >= beside.y;
  const track = Math.max(
    ...obstacles.filter(isBeside).map((box) => right(box) + TRACK.first),
    ...before.filter(({ points }) => isBeside(around(points.map(asBox), 0))).map(({ label }) => label.x + TRACK.next),
  );
  const outs = before.filter(({ from }) => from === loop.from).length;
  const ins = before.filter(({ to }) => to === loop.to).length;
  const surroundings = { all: [...boxes.values()], track };
  const out = way(source, APART + outs * BESIDE, bottom(source) + GAP, surroundings);
  const into = way(target, -APART - (ins % INS_MAX) * BESIDE, target.y - GAP, surroundings);
  const points = [...out, { x: track, y: last(out).y }, { x: track, y: last(into).y }, ...into.toReversed()];
  return {
    ...loop,
    points,
    path: corneredPath(points, RADIUS),
    label: { x: track, y: (last(out).y + last(into).y) / 2 },
    farthest: track + LABEL_HALF,
  };
}

const asBox = ({ x, y }: Point): Box => ({ x, y, width: 0, height: 0 });
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
