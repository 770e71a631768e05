// Fires the scheduled functions: in the cloud a scheduler does, the emulators leave it to us.
import { z } from 'zod';

const EVERY_MS = 60_000;
const FIRE_MS_MAX = 60_000;

export interface FunctionsAddress {
  /** `http://host:port` of the functions emulator. */
  readonly url: string;
  readonly projectId: string;
}

const backendsSchema = z.object({
  backends: z.array(
    z.object({
      functionTriggers: z.array(z.object({ id: z.string(), name: z.string(), schedule: z.unknown().optional() })),
    }),
  ),
});

/** The names of all functions that have a schedule, and the ids under which the emulator runs them. */
export async function scheduledFunctions({ url }: FunctionsAddress): Promise<ReadonlyMap<string, string>> {
  const { backends } = backendsSchema.parse(await (await fetch(`${url}/backends`)).json());
  const triggers = backends.flatMap(({ functionTriggers }) => functionTriggers);
  // The number counts how often the emulator has loaded everything anew; nothing here makes it do so.
  return new Map(triggers.filter(({ schedule }) => schedule != null).map(({ id, name }) => [name, `${id}-0`]));
}

/** Runs a scheduled function now, and waits for its end. */
export async function fire({ url, projectId }: FunctionsAddress, id: string): Promise<void> {
  const response = await fetch(`${url}/functions/projects/${projectId}/triggers/${id}`, {
    method: 'POST',
    // As the scheduler does. The emulator's own way, a topic for each function, does not run those of the second generation.
    headers: {
      'content-type': 'application/json',
      'x-cloudscheduler-jobname': id,
      'x-cloudscheduler-scheduletime': new Date().toISOString(),
    },
    body: '{}',
    signal: AbortSignal.timeout(FIRE_MS_MAX),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${id} answered ${response.status}: ${text.slice(0, 500)}`);
}

/** Fires all of them each minute, whatever their schedules say. Answers what ends it. */
export function tickEachMinute(address: FunctionsAddress, failed: (error: unknown) => void): () => void {
  const tick = async (): Promise<void> => {
    const found = await scheduledFunctions(address);
    const fired = await Promise.allSettled([...found.values()].map((id) => fire(address, id)));
    for (const one of fired) if (one.status === 'rejected') failed(one.reason);
  };
  const timer = setInterval(() => void tick().catch(failed), EVERY_MS);
  return () => clearInterval(timer);
}
