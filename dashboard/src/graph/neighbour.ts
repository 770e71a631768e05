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
/** What stands aside of the direction is farther than it looks. */
const ASIDE = 2;

/** null: `key` is no direction, or nothing is there. */
export function neighbour({ boxes }: Layout, from: string, key: string): string | null {
  const direction = DIRECTIONS[key];
  const start = boxes.get(from);
  if (direction === undefined || start === undefined) return null;
  const here = centre(start);
  let found: { readonly id: string; readonly far: number } | null = null;
  for (const [id, box] of boxes) {
    if (id === from || id === START || id === END) continue;
    const there = centre(box);
    const along = (there.x - here.x) * direction.x + (there.y - here.y) * direction.y;
    const aside = Math.abs((there.x - here.x) * direction.y) + Math.abs((there.y - here.y) * direction.x);
    // Left and right mean the same row.
    if (along <= 1 || (direction.y === 0 && aside > box.height)) continue;
    const far = along + aside * ASIDE;
    if (found === null || far < found.far) found = { id, far };
  }
  return found?.id ?? null;
}
