// Deliveries from outside: done, to come again, or poison that is reported and does not come again.
import type { WorkflowEngine } from './engine.ts';
import { Transient } from './failure.ts';

export interface Delivery<T> {
  /** Where it came from, for the report: a topic, a queue, a collection. */
  readonly source: string;
  /** What it says; null: it cannot be read. */
  readonly message: T | null;
  /** The instance it speaks of, where it speaks of one. */
  readonly instanceId?: string | undefined;
}

/**
 * Hands a delivery to the engine. Throws `Transient` where it shall come again; everything else that goes wrong is not
 * mended by another try: it is reported, and the sweeper still brings what the instance waits for.
 */
export async function takeIn<T>(
  engine: Pick<WorkflowEngine, 'reportPoison'>,
  { source, message, instanceId }: Delivery<T>,
  handle: (message: T) => Promise<unknown>,
): Promise<void> {
  const about = instanceId === undefined ? { source } : { source, instanceId };
  if (message === null) return engine.reportPoison({ ...about, error: 'the message cannot be read' });
  try {
    await handle(message);
  } catch (error) {
    if (error instanceof Transient) throw error;
    await engine.reportPoison({
      ...about,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}
