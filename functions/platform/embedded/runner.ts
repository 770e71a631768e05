// Runs background tasks in order of arrival, a bounded number at once, and knows when nothing is left.

const CONCURRENT_MAX = 64;

export interface Runner {
  /** Starts the task soon, never in the caller's own turn. A task handles its own failures. */
  add(task: () => Promise<void>): void;
  /** Until then, tasks are held. */
  start(): void;
  /** Whether anything runs, or waits that may run. */
  busy(): boolean;
  /** Resolves when it is not busy. */
  idle(): Promise<void>;
  /** Drops what waits and resolves when what runs has ended. */
  close(): Promise<void>;
  /** Resolves when close was called: what a pausing task listens to. */
  readonly closing: Promise<void>;
}

export function createRunner({ concurrentMax = CONCURRENT_MAX } = {}): Runner {
  const waiting = new Set<{ readonly task: () => Promise<void> }>();
  const quiet = Promise.withResolvers<void>();
  let sleepers: (() => void)[] = [];
  let running = 0;
  let started = false;
  let closed = false;
  let draining = false;

  const busy = (): boolean => running > 0 || (started && waiting.size > 0);

  function drain(): void {
    draining = false;
    for (const entry of waiting) {
      if (running >= concurrentMax) return;
      waiting.delete(entry);
      running += 1;
      void entry.task().finally(ended);
    }
  }

  function ended(): void {
    running -= 1;
    drainSoon();
    wakeIfIdle();
  }

  function drainSoon(): void {
    if (!started || draining || waiting.size === 0) return;
    draining = true;
    setImmediate(drain);
  }

  function wakeIfIdle(): void {
    if (busy()) return;
    const woken = sleepers;
    sleepers = [];
    for (const wake of woken) wake();
  }

  async function idle(): Promise<void> {
    while (busy()) await new Promise<void>((resolve) => sleepers.push(resolve));
  }

  return {
    add: (task) => {
      if (closed) return;
      waiting.add({ task });
      drainSoon();
    },
    start: () => {
      started = true;
      drainSoon();
    },
    busy,
    idle,
    close: async () => {
      closed = true;
      waiting.clear();
      quiet.resolve();
      wakeIfIdle();
      await idle();
    },
    closing: quiet.promise,
  };
}

/** What a log may say of a failure: its name and place. Its message can hold request data. */
export function failureFields(error: unknown): { readonly error: string; readonly at: string } {
  if (!(error instanceof Error)) return { error: typeof error, at: '' };
  const frame = (error.stack ?? '').split('\n').find((line) => /^\s+at /.test(line));
  return { error: error.name, at: (frame ?? '').trim() };
}
