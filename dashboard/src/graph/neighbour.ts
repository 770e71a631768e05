// Walking through a graph by arrow keys: to the nearest step that stands in that direction.
import type { Layout } from './layout.ts';
import { END, START } from './model.ts';
import { centre, type Point } from './shape.ts';

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};
/** null: `key` is no direction, or nothing is there. */
export function neighbour({ boxes }: Layout, from: string, key: string): string | null {
  const direction = DIRECTIONS[key];
  const start = boxes.get(from);
  if (direction === undefined || start === undefined) return null;
  const here = centre(start);
  const there = [...boxes].flatMap(([id, box]) => {
    if (id === from || id === START || id === END) return [];
    const { x, y } = centre(box);
    const along = (x - here.x) * direction.x + (y - here.y) * direction.y;
    const aside = Math.abs((x - here.x) * direction.y) + Math.abs((y - here.y) * direction.x);
    // Left and right mean the same row.
    return along <= 1 || (direction.y === 0 && aside > box.height) ? [] : [{ id, along, aside }];
  });
  // Row by row: what is nearest, and of a row what is least to the side.
  return there.toSorted((a, b) => a.along - b.along || a.aside - b.aside)[0]?.id ?? null;
}
