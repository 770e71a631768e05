// Where everything stands: from the top down, what begins together side by side, loops along the right edge.
import type { Graph as DagreGraph, EdgeLabel, GraphLabel, NodeLabel } from '@dagrejs/dagre';
import { type LoopPath, routeLoops } from './loops.ts';
import { type Edge, END, type GraphModel, START } from './model.ts';
import { around, type Box, bentPath, bottom, centre, type Point, right } from './shape.ts';

export const STEP_SIZE = { width: 224, height: 76 } as const;
const TERMINAL_SIZE = { width: 28, height: 28 } as const;
const GAP = { between: 28, below: 40, edge: 20 } as const;
const MARGIN = 16;
/** Lanes have their word above their steps. */
const LANE_PADDING = 12;
export const LANE_TITLE = 16;

export interface EdgePath extends Edge {
  readonly points: readonly Point[];
  readonly path: string;
}
export interface Lane extends Box {
  readonly stepIds: readonly string[];
}
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** By step id, and START and END. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly edges: readonly EdgePath[];
  readonly loops: readonly LoopPath[];
  readonly lanes: readonly Lane[];
}

/** The one place that needs the layout library: it is loaded with the first graph that is drawn. */
export async function layoutOf(model: GraphModel): Promise<Layout> {
  const { Graph, layout } = await import('@dagrejs/dagre');
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ compound: true });
  fill(graph, model);
  layout(graph);
  return read(graph, model);
}

type Filled = DagreGraph<GraphLabel, NodeLabel, EdgeLabel>;
const laneId = (index: number): string => `>lane ${index}`;

function fill(graph: Filled, { steps, edges, lanes }: GraphModel): void {
  graph.setGraph({ rankdir: 'TB', nodesep: GAP.between, ranksep: GAP.below, edgesep: GAP.edge });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of [START, END]) graph.setNode(id, { ...TERMINAL_SIZE });
  for (const { id } of steps) graph.setNode(id, { ...STEP_SIZE });
  for (const [index, ids] of lanes.entries()) {
    graph.setNode(laneId(index), { width: 0, height: 0 });
    for (const id of ids) graph.setParent(id, laneId(index));
  }
  for (const { from, to } of edges) graph.setEdge(from, to, { weight: 1, minlen: 1 });
}

function read(graph: Filled, model: GraphModel): Layout {
  const placed = [START, ...model.steps.map(({ id }) => id), END].map((id): [string, Box] => {
    const { x = 0, y = 0, width, height } = graph.node(id);
    return [id, { x: x - width / 2, y: y - height / 2, width, height }];
  });
  const drawn = model.edges.map(({ from, to }) => ({ from, to, points: graph.edge(from, to).points ?? [] }));
  const shift = offset([...placed.map(([, box]) => box), ...drawn.flatMap(({ points }) => points)]);
  const boxes = new Map(placed.map(([id, box]) => [id, { ...box, x: box.x + shift.x, y: box.y + shift.y }]));
  const edges = drawn.map((edge) =>
    edgePath(
      edge,
      edge.points.map(({ x, y }: { readonly x: number; readonly y: number }) => ({ x: x + shift.x, y: y + shift.y })),
      boxes,
    ),
  );
  const lanes = model.lanes.map((stepIds) => laneAround(stepIds, boxes));
  const farthest = Math.max(
    ...[...boxes.values(), ...lanes].map(right),
    ...edges.flatMap(({ points }) => points.map(({ x }) => x)),
  );
  const ways = edges.flatMap(({ points }) => points.slice(1).map((to, index) => between(points[index] as Point, to)));
  const loops = routeLoops(model.loops, boxes, [...boxes.values(), ...lanes, ...ways]);
  return {
    width: Math.max(farthest, ...loops.map(({ farthest: x }) => x)) + MARGIN,
    height: Math.max(...[...boxes.values(), ...lanes].map(bottom)) + MARGIN,
    boxes,
    edges,
    loops,
    lanes,
  };
}

const between = (a: Point, b: Point): Box => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
});

/** Whatever the library begins at, the drawing begins at the margin; room for a lane's frame around the first step. */
function offset(all: readonly Point[]): Point {
  const margin = MARGIN + LANE_PADDING;
  return { x: margin - Math.min(...all.map(({ x }) => x)), y: MARGIN - Math.min(...all.map(({ y }) => y)) };
}

function laneAround(stepIds: readonly string[], boxes: ReadonlyMap<string, Box>): Lane {
  const box = around(
    stepIds.map((id) => boxes.get(id) as Box),
    LANE_PADDING,
  );
  return { ...box, stepIds };
}

/** From the middle of one's lower side to the middle of the other's upper side, straight down past every row between. */
function edgePath({ from, to }: Edge, points: readonly Point[], boxes: ReadonlyMap<string, Box>): EdgePath {
  const source = boxes.get(from) as Box;
  const target = boxes.get(to) as Box;
  const passed = points.slice(1, -1).flatMap(({ x, y }): readonly Point[] => {
    // The library also sets points between the rows, where nothing has to be passed.
    const row = [...boxes.values()].find((box) => Math.abs(centre(box).y - y) < 1);
    if (row === undefined || row.y <= bottom(source) || bottom(row) >= target.y) return [];
    return [
      { x, y: row.y },
      { x, y: bottom(row) },
    ];
  });
  const all = [{ x: centre(source).x, y: bottom(source) }, ...passed, { x: centre(target).x, y: target.y }];
  return { from, to, points: all, path: bentPath(all) };
}
