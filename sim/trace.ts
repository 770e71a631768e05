// What happened in a run, line by line, folded into one hash: two runs of a seed agree exactly when their hashes do.

export interface Trace {
  write(line: string): void;
  /** 16 hex digits over all lines so far. */
  hash(): string;
  /** The lines themselves, where they were asked for. */
  readonly lines: readonly string[];
}

export function traceFrom(keepLines: boolean): Trace {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  const lines: string[] = [];
  return {
    write: (line) => {
      for (let i = 0; i < line.length; i++) {
        const unit = line.charCodeAt(i);
        high = Math.imul(high ^ unit, 2654435761);
        low = Math.imul(low ^ unit, 1597334677);
      }
      high = Math.imul(high ^ 10, 2654435761) ^ (low >>> 15);
      low = Math.imul(low ^ 10, 1597334677) ^ (high >>> 13);
      if (keepLines) lines.push(line);
    },
    hash: () => (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0'),
    lines,
  };
}
