// Two texts line by line: what stayed, what went and what came, by the shortest way (Myers, "An O(ND) difference algorithm").

export interface Line {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
  /** From 1; null where the version does not have the line. */
  readonly before: number | null;
  readonly after: number | null;
}

/** Texts with more differences are shown as one that went and one that came: nobody reads them line by line. */
const DIFFERENCES_MAX = 2_000;

export function diffLines(before: string, after: string): readonly Line[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const middle = shortestWay(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const same = (texts: readonly string[]): readonly Unnumbered[] => texts.map((text) => ({ kind: 'same', text }));
  return numbered([...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))]);
}

type Unnumbered = Pick<Line, 'kind' | 'text'>;

function numbered(lines: readonly Unnumbered[]): readonly Line[] {
  let [before, after] = [0, 0];
  return lines.map(({ kind, text }) => {
    if (kind !== 'added') before += 1;
    if (kind !== 'removed') after += 1;
    return {
      kind,
      text,
      before: kind === 'added' ? null : before,
      after: kind === 'removed' ? null : after,
    };
  });
}

function shortestWay(a: readonly string[], b: readonly string[]): readonly Unnumbered[] {
  const max = Math.min(a.length + b.length, DIFFERENCES_MAX);
  const trace: Int32Array[] = [];
  let reached = new Int32Array(2 * max + 3);
  for (let edits = 0; edits <= max; edits++) {
    trace.push(reached);
    reached = reached.slice();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = diagonal + max + 1;
      let x = isDown(reached, at, diagonal, edits) ? (reached[at + 1] ?? 0) : (reached[at - 1] ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      reached[at] = x;
      if (x >= a.length && x - diagonal >= b.length) return walkBack(trace, a, b, max);
    }
  }
  return [
    ...a.map((text) => ({ kind: 'removed', text }) as const),
    ...b.map((text) => ({ kind: 'added', text }) as const),
  ];
}

const isDown = (reached: Int32Array, at: number, diagonal: number, edits: number): boolean =>
  diagonal === -edits || (diagonal !== edits && (reached[at - 1] ?? 0) < (reached[at + 1] ?? 0));

function walkBack(
  trace: readonly Int32Array[],
  a: readonly string[],
  b: readonly string[],
  max: number,
): readonly Unnumbered[] {
  const lines: Unnumbered[] = [];
  let [x, y] = [a.length, b.length];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reached = trace[edits] as Int32Array;
    const diagonal = x - y;
    const cameBy = isDown(reached, diagonal + max + 1, diagonal, edits) ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : (reached[cameBy + max + 1] ?? 0);
    const fromY = edits === 0 ? 0 : fromX - cameBy;
    while (x > fromX && y > fromY) {
      lines.push({ kind: 'same', text: a[x - 1] ?? '' });
      x -= 1;
      y -= 1;
    }
    if (edits === 0) break;
    if (x === fromX) lines.push({ kind: 'added', text: b[y - 1] ?? '' });
    else lines.push({ kind: 'removed', text: a[x - 1] ?? '' });
    [x, y] = [fromX, fromY];
  }
  return lines.reverse();
}

export interface Gap {
  readonly kind: 'gap';
  readonly count: number;
}

/** Only what differs, with some lines around it; the rest is said by its number. */
export function withoutSame(lines: readonly Line[], around: number): readonly (Line | Gap)[] {
  const isNear = lines.map(() => false);
  for (const [index, { kind }] of lines.entries())
    if (kind !== 'same')
      for (let at = Math.max(0, index - around); at <= Math.min(lines.length - 1, index + around); at++)
        isNear[at] = true;
  const shown: (Line | Gap)[] = [];
  for (const [index, line] of lines.entries()) {
    const last = shown.at(-1);
    if (isNear[index]) shown.push(line);
    else if (last?.kind === 'gap') shown[shown.length - 1] = { kind: 'gap', count: last.count + 1 };
    else shown.push({ kind: 'gap', count: 1 });
  }
  return shown;
}
