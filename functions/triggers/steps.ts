// Step execution: effects that are ready, as Pub/Sub brings them.
import { jsonOf } from '../api/json-body.ts';
import { instanceNamedIn, readEffectsHint } from '../core/hints.ts';
import { takeIn } from '../engine/intake.ts';
import type { GetCloud } from './cloud.ts';

/** What of a Pub/Sub event matters here. */
export interface PublishedEvent {
  readonly data: { readonly message: { readonly data: string } };
  readonly traceparent?: string;
}

export const performEffects =
  (getCloud: GetCloud) =>
  async ({ data: { message }, traceparent }: PublishedEvent): Promise<void> => {
    const { engine, traced } = await getCloud();
    const value = jsonOf(Buffer.from(message.data ?? '', 'base64'));
    const delivery = { source: 'effects', message: readEffectsHint(value), instanceId: instanceNamedIn(value) };
    await traced(traceparent, () => takeIn(engine, delivery, engine.performEffects));
  };
