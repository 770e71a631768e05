// Timeout checks: timers whose moment has come, as Cloud Tasks brings them.
import { instanceNamedIn, readTimerHint } from '../core/hints.ts';
import { takeIn } from '../engine/intake.ts';
import type { GetCloud } from './cloud.ts';

/** What of a dispatched task matters here. */
export interface DispatchedTask {
  readonly data: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export const checkDeadlines =
  (getCloud: GetCloud) =>
  async ({ data, headers }: DispatchedTask): Promise<void> => {
    const { engine, traced } = await getCloud();
    const delivery = { source: 'deadlines', message: readTimerHint(data), instanceId: instanceNamedIn(data) };
    await traced(headers?.traceparent, () =>
      takeIn(engine, delivery, ({ instanceId, timer }) => engine.timerFired(instanceId, timer)),
    );
  };
