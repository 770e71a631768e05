// Boxes and paths: plain geometry, in pixels of an unscaled drawing, y downwards.

export interface Point {
  readonly x: number;
  readonly y: number;
}
/** `x` and `y` are the corner at the top left. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export const right = ({ x, width }: Box): number => x + width;
export const bottom = ({ y, height }: Box): number => y + height;
export const centre = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

export const overlaps = (a: Box, b: Box): boolean =>
  a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);

export function around(boxes: readonly Box[], padding: number): Box {
  const x = Math.min(...boxes.map((box) => box.x)) - padding;
  const y = Math.min(...boxes.map((box) => box.y)) - padding;
  return {
    x,
    y,
    width: Math.max(...boxes.map(right)) + padding - x,
    height: Math.max(...boxes.map(bottom)) + padding - y,
  };
}

const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;
const round = (value: number): number => Math.round(value * 10) / 10;

/** Straight where it goes down, bent where it goes aside: so it never leans into what stands beside it. */
export function bentPath([first, ...rest]: readonly Point[]): string {
  if (first === undefined) return '';
  let from = first;
  const parts = rest.map((to) => {
    const middle = (from.y + to.y) / 2;
    const part =
      from.x === to.x ? `L${at(to)}` : `C${at({ x: from.x, y: middle })} ${at({ x: to.x, y: middle })} ${at(to)}`;
    from = to;
    return part;
  });
  return `M${at(first)}${parts.join('')}`;
}

/** Straight lines with round corners. */
export function corneredPath(points: readonly Point[], radius: number): string {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return '';
  const corners = points.slice(1, -1).map((corner, index) => {
    const before = points[index] ?? first;
    const after = points[index + 2] ?? last;
    const size = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
    return `L${at(towards(corner, before, size))}Q${at(corner)} ${at(towards(corner, after, size))}`;
  });
  return `M${at(first)}${corners.join('')}L${at(last)}`;
}

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  if (whole === 0) return from;
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole };
}
