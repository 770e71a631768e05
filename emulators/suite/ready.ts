// Waits for a stack that starts, and gives up where it has ended or takes too long.
const ASK_EVERY_MS = 200;

export interface Wait {
  /** Answers whether it is there; a rejection counts as not yet. */
  readonly ask: () => Promise<boolean>;
  /** Settles when there is nothing left to wait for. */
  readonly ended: Promise<unknown>;
  readonly withinMs: number;
}

export async function until({ ask, ended, withinMs }: Wait): Promise<'ready' | 'ended' | 'late'> {
  let over = false;
  void ended.finally(() => {
    over = true;
  });
  const deadline = Date.now() + withinMs;
  while (!over && Date.now() < deadline) {
    if (await ask().catch(() => false)) return 'ready';
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))]);
  }
  return over ? 'ended' : 'late';
}

/** Whether an operation answers in the protocol's shape; a refusal is an answer. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/getWorkflowStatus`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"data":{}}',
    signal: AbortSignal.timeout(20_000),
  });
  const body: unknown = await response.json();
  return typeof body === 'object' && body !== null && ('error' in body || 'result' in body);
}
