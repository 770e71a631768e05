// Automations: a business record that was written, by whomever, starts the workflows that ask for it.
import { takeIn } from '../engine/intake.ts';
import type { GetCloud } from './cloud.ts';

/** What of a Firestore event matters here. */
export interface WrittenEvent {
  readonly data?: { readonly before: Snapshot; readonly after: Snapshot } | undefined;
  readonly params: { readonly recordId: string };
  readonly traceparent?: string;
}
interface Snapshot {
  readonly exists: boolean;
  data(): object | undefined;
}

export const recordWritten =
  (getCloud: GetCloud, collection: string) =>
  async ({ data, params, traceparent }: WrittenEvent): Promise<void> => {
    const { engine, recordWritten: read, traced } = await getCloud();
    const written = read({ collection, id: params.recordId, before: data?.before.data(), after: data?.after.data() });
    if (written === null) return;
    await traced(traceparent, () =>
      takeIn(engine, { source: `records ${collection}`, message: written }, engine.recordWritten),
    );
  };
