// Graphs of workflows: the engine's order, nothing on top of anything else, every way drawn, loops around everything.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Layout, layoutOf } from '../../dashboard/src/graph/layout.ts';
import { END, modelOf, START } from '../../dashboard/src/graph/model.ts';
import { neighbour } from '../../dashboard/src/graph/neighbour.ts';
import { type GraphStep, orderOf } from '../../dashboard/src/graph/order.ts';
import { type Box, bottom, centre, overlaps, type Point, right } from '../../dashboard/src/graph/shape.ts';
import { fitLines } from '../../dashboard/src/graph/text.ts';
import { planOf } from '../../functions/core/definition/plan.ts';
import type { WorkflowDefinition } from '../../functions/core/definition/schema.ts';
import { shippedDefinitions } from '../../functions/shipped.ts';

const step = (id: string, more: Partial<GraphStep> = {}): GraphStep => ({ id, type: 'approval', ...more });
const inner = (box: Box, by = 1): Box => ({
  x: box.x + by,
  y: box.y + by,
  width: box.width - 2 * by,
  height: box.height - 2 * by,
});

/** Steps that follow, run side by side, name what they wait for, and lead back. */
const steps = (lengthMax: number): fc.Arbitrary<readonly GraphStep[]> =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom('after', 'after', 'parallel', 'named'),
        dependencies: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        back: fc.option(fc.nat(), { freq: 4, nil: null }),
      }),
      { minLength: 1, maxLength: lengthMax },
    )
    .map((all) =>
      all.map(({ kind, dependencies, back }, index) =>
        step(`s${index}`, {
          ...(kind === 'parallel' ? { parallel: true } : {}),
          ...(kind === 'named' && index > 0
            ? { dependencies: [...new Set(dependencies.map((one) => `s${one % index}`))] }
            : {}),
          ...(back !== null && index > 0 ? { onReject: { goto: `s${back % index}`, maxLoops: 2 } } : {}),
        }),
      ),
    );

const LONG: readonly GraphStep[] = Array.from({ length: 40 }, (_, index) =>
  step(`s${index}`, {
    ...(index % 8 === 3 || index % 8 === 4 ? { parallel: true } : {}),
    ...(index % 10 === 9 ? { onReject: { goto: `s${index - 7}` } } : {}),
    ...(index === 20 ? { dependencies: ['s2', 's19'] } : {}),
  }),
);

/** Points along a way, close enough that no step fits between two of them. */
function along(points: readonly Point[]): readonly Point[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index] as Point;
    return Array.from({ length: 41 }, (_, part) => ({
      x: from.x + ((to.x - from.x) * part) / 40,
      y: from.y + ((to.y - from.y) * part) / 40,
    }));
  });
}
const holds = (box: Box, { x, y }: Point): boolean => x > box.x && x < right(box) && y > box.y && y < bottom(box);

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

function faultsOf(layout: Layout): readonly string[] {
  const boxes = [...layout.boxes];
  const crossed = boxes.flatMap(([id, box], index) =>
    boxes.slice(index + 1).flatMap(([other, one]) => (overlaps(box, one) ? [`${id} lies on ${other}`] : [])),
  );
  const strangers = layout.lanes.flatMap((lane) =>
    boxes.flatMap(([id, box]) => (!lane.stepIds.includes(id) && overlaps(lane, box) ? [`${id} stands in a lane`] : [])),
  );
  const outside = boxes.flatMap(([id, box]) =>
    box.x < 0 || box.y < 0 || right(box) > layout.width || bottom(box) > layout.height ? [`${id} is outside`] : [],
  );
  const through = layout.loops.flatMap((loop) =>
    boxes.flatMap(([id, box]) =>
      along(loop.points).some((point) => holds(inner(box), point)) ? [`the loop of ${loop.from} crosses ${id}`] : [],
    ),
  );
  const upward = layout.edges.flatMap(({ from, to, points }) =>
    points.some((point, index) => index > 0 && point.y < (points[index - 1] as Point).y)
      ? [`${from} goes up to ${to}`]
      : [],
  );
  const pierced = layout.edges.flatMap(({ from, to, points }) =>
    boxes.flatMap(([id, box]) =>
      // Between two rows a way bends; past a row it goes straight.
      points.some(
        (point, at) =>
          at > 0 && points[at - 1]?.x === point.x && holds(inner(box), middle(points[at - 1] as Point, point)),
      )
        ? [`${from} → ${to} crosses ${id}`]
        : [],
    ),
  );
  return [...crossed, ...pierced, ...strangers, ...outside, ...through, ...upward];
}

describe('the order of a graph', () => {
  it('is the engine’s own, for every definition', () => {
    fc.assert(
      fc.property(steps(24), (all) => {
        const plan = planOf({ steps: all } as unknown as WorkflowDefinition);
        expect([...orderOf(all).dependencies]).toEqual(
          plan.steps.map(({ definition, dependencies }) => [definition.id, dependencies]),
        );
      }),
      { seed: 7, numRuns: 200 },
    );
  });
  it('names those that begin together', () => {
    const all = [step('a'), step('b'), step('c', { parallel: true }), step('d')];
    expect(modelOf(all).lanes).toEqual([['b', 'c']]);
  });
  it('leaves out what a draft names and does not have', () => {
    const { edges, loops } = modelOf([step('a', { dependencies: ['gone'], onReject: { goto: 'gone' } })]);
    expect(edges).toEqual([
      { from: START, to: 'a' },
      { from: 'a', to: END },
    ]);
    expect(loops).toEqual([]);
  });
});

describe('the layout of a graph', () => {
  it('lays nothing on anything else, draws every way downwards and every loop around the steps', async () => {
    await fc.assert(
      fc.asyncProperty(steps(14), async (all) => {
        const model = modelOf(all);
        const layout = await layoutOf(model);
        expect(faultsOf(layout)).toEqual([]);
        expect(layout.edges.map(({ from, to }) => ({ from, to }))).toEqual(model.edges);
        expect(layout.loops.length).toBe(model.loops.length);
        expect([...layout.boxes.keys()].toSorted()).toEqual([START, END, ...all.map(({ id }) => id)].toSorted());
      }),
      { seed: 11, numRuns: 25 },
    );
  });
  it('holds for 40 steps with groups, loops and a way past twenty of them', async () => {
    const layout = await layoutOf(modelOf(LONG));
    expect(faultsOf(layout)).toEqual([]);
    expect([layout.lanes.length, layout.loops.length]).toEqual([4, 4]);
    const skip = layout.edges.find(({ from, to }) => from === 's2' && to === 's20');
    expect(skip?.points.length).toBeGreaterThan(10);
  });
  it('holds for every definition that is shipped', async () => {
    for (const { id, steps: own } of shippedDefinitions)
      expect([id, faultsOf(await layoutOf(modelOf(own as readonly GraphStep[])))]).toEqual([id, []]);
  });
  it('sets a group side by side in one row', async () => {
    const layout = await layoutOf(modelOf([step('a'), step('b'), step('c', { parallel: true }), step('d')]));
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => centre(layout.boxes.get(id) as Box)) as [
      Point,
      Point,
      Point,
      Point,
    ];
    expect(b.y).toBe(c.y);
    expect(b.x).not.toBe(c.x);
    expect([a.y < b.y, b.y < d.y]).toEqual([true, true]);
  });
});

describe('walking through a graph', () => {
  it('goes down and up, and to the side within a row', async () => {
    const layout = await layoutOf(modelOf([step('a'), step('b'), step('c', { parallel: true }), step('d')]));
    const [left, other] =
      centre(layout.boxes.get('b') as Box).x < centre(layout.boxes.get('c') as Box).x ? ['b', 'c'] : ['c', 'b'];
    expect(['b', 'c']).toContain(neighbour(layout, 'a', 'ArrowDown'));
    expect(neighbour(layout, left as string, 'ArrowRight')).toBe(other);
    expect(neighbour(layout, 'd', 'ArrowDown')).toBeNull();
    expect(neighbour(layout, 'a', 'ArrowRight')).toBeNull();
    expect(neighbour(layout, 'a', 'Enter')).toBeNull();
  });
});

describe('text in a graph', () => {
  const measure = (text: string): number => text.length * 6;
  it('is broken where it has to be, and cut with an ellipsis', () => {
    expect(fitLines('Check', 100, 2, measure)).toEqual(['Check']);
    expect(fitLines('Approval of a high-value order', 100, 2, measure)).toEqual(['Approval of a', 'high-value order']);
    expect(fitLines('Approval of a bulk, custom or top-value order', 100, 2, measure)[1]).toMatch(/^.{1,15}…$/);
    expect(fitLines('Donaudampfschifffahrtsgesellschaft', 60, 2, measure)).toEqual(['Donaudamp…']);
  });
  it('never cuts a Bengali letter in two', () => {
    const [line = ''] = fitLines('ক্ষমতাপ্রাপ্ত', 40, 1, measure);
    const whole = [...new Intl.Segmenter('bn').segment('ক্ষমতাপ্রাপ্ত')].map(({ segment }) => segment);
    const kept = [...new Intl.Segmenter('bn').segment(line.slice(0, -1))].map(({ segment }) => segment);
    expect(kept).toEqual(whole.slice(0, kept.length));
  });
});
