// Structured log: one JSON object a line.
import type { Writable } from 'node:stream';
import type { Clock, Log } from '../platform.ts';

export interface JsonLogOptions {
  readonly stream: Pick<Writable, 'write'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Lines of `{severity, event, time, fields}`; time is ISO 8601 in UTC. */
export const jsonLog = ({ stream, clock }: JsonLogOptions): Log => ({
  write: (severity, event, fields) => {
    stream.write(`${JSON.stringify({ severity, event, time: new Date(clock.now()).toISOString(), fields })}\n`);
  },
});

export const silentLog = (): Log => ({ write: () => {} });
